"""The selection's lists by pointer and by keyboard, without leaving the page."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from speakers.models import Choice
from tests.factories.events import make_crew, make_event
from tests.factories.people import make_person, make_user
from tests.factories.selection import make_choice
from tests.factories.speakers import make_call, make_proposal, make_track
from tests.seeing import violations

pytestmark = pytest.mark.django_db(transaction=True)


def accepted():
    rows = Choice.objects.filter(whose="team", verdict="accept").order_by("position")
    return [row.proposal.title for row in rows.select_related("proposal")]


def test_by_pointer_and_by_keyboard(new_context, enter, live_server, problems):
    call = make_call(make_event("Oak summit", kind="summit"))
    track = make_track(call.event, slots=2)
    talks = [
        make_proposal(call, make_person(f"Speaker {name}"), track=track, title=name)
        for name in ("Roots", "Stems", "Leaves", "Bark")
    ]
    for position, talk in enumerate(talks[:3]):
        make_choice(talk, position=position)
    user = make_user(name="Bo Boss")
    make_crew(call.event, user.person, "chair")
    context = new_context(base_url=live_server.url, viewport={"width": 1280, "height": 1400}, has_touch=True)
    enter(context, user)
    context.set_default_timeout(8_000)
    page = context.new_page()
    page.goto(reverse("desk_selection", args=[call.event.slug]))
    page.evaluate("window.stayed = true")

    def row(title):
        return page.locator(".ranking-row", has=page.get_by_role("link", name=title, exact=True))

    def drag(title, other, part):
        handle, box = row(title).locator(".ranking-handle").bounding_box(), row(other).bounding_box()
        page.mouse.move(handle["x"] + 10, handle["y"] + 10)
        page.mouse.down()
        page.mouse.move(box["x"] + 200, box["y"] + box["height"] * part, steps=6)
        page.mouse.up()

    drag("Roots", "Leaves", 0.9)  # down, within its list
    expect(page.locator("[data-verdict=accept] .ranking-title")).to_have_text(["Stems", "Leaves", "Roots"])
    expect(row("Roots")).to_have_attribute("data-at", "2")
    assert accepted() == ["Stems", "Leaves", "Roots"]
    drag("Bark", "Stems", 0.1)  # from what is open to the first place
    expect(row("Bark")).to_have_attribute("data-at", "0")
    assert accepted() == ["Bark", "Stems", "Leaves", "Roots"]
    expect(page.get_by_text("2 too many")).to_be_visible()

    def touch(kind, *points):
        session.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]}
        )

    session = context.new_cdp_session(page)
    handle, box = row("Bark").locator(".ranking-handle").bounding_box(), row("Stems").bounding_box()
    x, y, until = handle["x"] + 20, handle["y"] + 20, box["y"] + box["height"] * 0.9
    touch("touchStart", (x, y))
    for part in (0.3, 0.6, 1):
        touch("touchMove", (x, y + (until - y) * part))
    touch("touchEnd")
    expect(row("Bark")).to_have_attribute("data-at", "1")
    assert accepted() == ["Stems", "Bark", "Leaves", "Roots"]
    row("Bark").get_by_role("button", name="Up").press("Enter")
    expect(row("Bark")).to_have_attribute("data-at", "0")

    row("Bark").get_by_role("button", name="Down").press("Enter")
    expect(row("Bark")).to_have_attribute("data-at", "1")
    expect(row("Bark").get_by_role("button", name="Down")).to_be_focused()
    row("Roots").get_by_role("button", name="Decline").click()
    expect(page.get_by_text("1 too many")).to_be_visible()
    assert accepted() == ["Stems", "Bark", "Leaves"]
    assert page.evaluate("window.stayed") is True
    assert violations(page) == []
    assert problems == []
