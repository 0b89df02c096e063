"""The timetable editor with pointer and keyboard, and two editors at once."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from events.programme.models import Move, Placement, Room, Timetable
from tests.factories.events import make_crew, make_event
from tests.factories.people import make_person, make_user
from tests.factories.speakers import make_talk
from tests.seeing import obstacles

pytestmark = pytest.mark.django_db(transaction=True)
NINE = dt.datetime(2027, 5, 14, 7, tzinfo=dt.UTC)  # in Berlin


def at(minutes):
    return NINE + dt.timedelta(minutes=minutes)


@pytest.fixture
def event():
    return make_event("Oak summit", kind="summit", starts_at=NINE, ends_at=at(480))


@pytest.fixture
def talk(event):
    for n, name in enumerate(("Hall", "Loft")):
        Room.objects.create(event=event, name=name, slug=name.lower(), position=n)
    hall = event.rooms.get(slug="hall")
    make_talk(event, make_person("Bo Reed"), title="Stems")
    return make_talk(event, make_person("Ada"), title="Roots", room=hall, starts_at=at(0), ends_at=at(30))


@pytest.fixture
def editor(new_context, enter, live_server, event):
    def open_editor(name, **options):
        user = make_user(name=name)
        make_crew(event, user.person, "chair")
        context = new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900}, **options)
        enter(context, user)
        context.set_default_timeout(8_000)
        page = context.new_page()
        page.goto(reverse("desk_schedule", args=[event.slug]))
        expect(page.locator("[data-editor]")).to_have_class(re.compile("is-live"))
        return page

    return open_editor


def slot(page, title):
    return page.locator("[data-slot]", has_text=title)


def drag(page, source, x, y):
    source.scroll_into_view_if_needed()
    box = source.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 6)
    page.mouse.down()
    page.mouse.move(x, y, steps=4)
    page.mouse.up()


def said(page, text):
    expect(page.locator("[data-live]")).to_contain_text(text, use_inner_text=False)


def test_moving_by_pointer_and_keyboard_and_two_editors(editor, event, talk, problems):
    ann, bo = editor("Ann Ash"), editor("Bo Birch")
    loft = event.rooms.get(slug="loft")

    # by keyboard: seen at once, sent when the keys rest
    slot(ann, "Roots").locator("a").focus()
    ann.keyboard.press("ArrowRight")
    ann.keyboard.press("ArrowDown")
    ann.keyboard.press("Shift+ArrowDown")
    said(ann, "Fri 09:05–09:40, Loft")
    expect(ann.locator("[name=seen]")).to_have_value("1")
    placed = Placement.objects.get()
    assert (placed.room, placed.starts_at, placed.ends_at) == (loft, at(5), at(40))
    expect(slot(ann, "Roots").locator("a")).to_be_focused()

    # the other editor saw an older draft
    slot(bo, "Roots").locator("a").focus()
    bo.keyboard.press("ArrowDown")
    expect(bo.locator("[data-news]")).to_contain_text(
        "Ann Ash put “Roots” here: Fri 14 May, 09:05–09:40, Loft."
    )
    expect(slot(bo, "Roots").locator(".slot-time")).to_have_text("09:05–09:40")
    assert Timetable.objects.get().edits == 1

    # by pointer, from the list into the way of the other
    target = slot(bo, "Roots").bounding_box()
    drag(bo, slot(bo, "Stems"), target["x"] + 30, target["y"] + 8)
    expect(bo.locator("[name=seen]")).to_have_value("2")
    assert Move.objects.get(number=2).after["room"] == loft.pk
    expect(bo.locator("[data-warnings-head]")).to_have_text("Warnings: 1")
    expect(slot(bo, "Stems")).to_have_class(re.compile("is-warned"))
    expect(bo).to_have_url(re.compile("/schedule/$"))
    assert obstacles(bo) == []

    # back
    bo.get_by_role("button", name="Undo").click()
    expect(bo.locator("[data-pool-count]")).to_have_text("1")
    expect(bo.locator("[data-warnings-head]")).to_have_text("No warnings")

    # to before where the day begins
    slot(bo, "Roots").locator("a").focus()
    for _step in range(3):
        bo.keyboard.press("ArrowUp")
    said(bo, "Fri 08:50–09:25, Loft")
    expect(bo.locator("[name=seen]")).to_have_value("4")
    assert problems == []
