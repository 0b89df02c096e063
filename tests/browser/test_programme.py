"""The programme on a reader's phone: what is kept, whose clock it shows, what runs now, and all of it offline."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from core.clock import now
from events.programme.actions import star
from events.programme.models import Star
from tests.calendars.rows import a_room, a_session
from tests.factories.events import make_event
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db(transaction=True)

TALKS = ("Roots by Zoë", "Knots", "Ashes")
STAR = ".timetable-slot:has-text('{}') .star"


@pytest.fixture
def summit():
    """In Tokyo, where it is eight hours later than on the phone; an hour each in one hall, the first runs now."""
    begins = now().replace(second=0, microsecond=0) - dt.timedelta(minutes=20)
    event = make_event(
        "Oak days",
        kind="summit",
        timezone="Asia/Tokyo",
        starts_at=begins,
        ends_at=begins + dt.timedelta(hours=9),
    )
    hall = a_room(event, "Great hall")
    for n, title in enumerate(TALKS):
        starts = begins + dt.timedelta(hours=n)
        a_session(event, title=title, room=hall, starts_at=starts, ends_at=starts + dt.timedelta(minutes=50))
    return event


@pytest.fixture
def phone(new_context, live_server):
    context = new_context(base_url=live_server.url, viewport={"width": 360, "height": 800})
    context.set_default_timeout(10_000)
    return context.new_page()


def shown(page):
    return [title.strip() for title in page.locator(".timetable-slot:not([hidden]) h3").all_inner_texts()]


def kept(page):
    return [
        title for title in TALKS if page.locator(STAR.format(title)).get_attribute("aria-pressed") == "true"
    ]


def test_a_reader_without_an_account_keeps_finds_and_reads_it_without_a_network(phone, summit):
    phone.goto(reverse("schedule", args=[summit.slug]))

    expect(phone.locator("[data-live-now]")).to_contain_text("Roots by Zoë")
    expect(phone.locator("[data-live-next]")).to_contain_text("Knots")
    expect(phone.locator("[data-live-next]")).not_to_contain_text("Ashes")

    phone.fill(".timetable-filter [name=q]", "zoe HALL")
    assert shown(phone) == ["Roots by Zoë"]
    phone.fill(".timetable-filter [name=q]", "")
    assert shown(phone) == list(TALKS)

    there = phone.locator(".timetable-slot time").first
    at = summit.local_start
    assert there.inner_text() == f"{at:%H:%M}"
    phone.click("text=My time")
    assert there.inner_text().endswith(f"{at.astimezone(ZoneInfo('Europe/Berlin')):%H:%M}")

    phone.click(STAR.format("Knots"))
    phone.evaluate("async () => { await navigator.serviceWorker.ready }")
    phone.context.set_offline(True)
    phone.reload()

    assert kept(phone) == ["Knots"]
    assert there.inner_text() != f"{at:%H:%M}", "the clock that was chosen is remembered"
    phone.click("text=Only what I keep")
    assert shown(phone) == ["Knots"]


def test_what_was_kept_before_signing_in_joins_what_the_account_keeps(phone, enter, summit):
    user = make_user(name="Ed Ash")
    codes = dict(summit.sessions.values_list("title", "code"))
    for title in ("Roots by Zoë", "Ashes"):
        star.change(event=summit, person=user.person, add=[codes[title]], now=now())
    page = reverse("schedule", args=[summit.slug])
    phone.goto(page)
    phone.click(STAR.format("Knots"))
    phone.click(STAR.format("Ashes"))
    phone.click(STAR.format("Ashes"))  # kept and taken away again

    enter(phone.context, user)
    phone.goto(page)

    expect(phone.locator(STAR.format("Roots by Zoë"))).to_have_attribute("aria-pressed", "true")
    assert kept(phone) == ["Roots by Zoë", "Knots"]
    assert set(Star.objects.values_list("session__title", flat=True)) == {"Roots by Zoë", "Knots"}

    with phone.expect_response(lambda answer: answer.request.method == "POST"):
        phone.click(STAR.format("Knots"))
    assert Star.objects.get().session.title == "Roots by Zoë"

    stars = f"**{reverse('stars')}*"
    phone.route(stars, lambda route: route.abort())
    phone.click(STAR.format("Knots"))  # which the account does not learn
    phone.unroute(stars)
    enter(phone.context, make_user(name="Next One"))
    phone.goto(page)
    expect(phone.locator(STAR.format("Knots"))).to_have_attribute("aria-pressed", "false")
    assert kept(phone) == [] and Star.objects.get().person == user.person, "one browser, two accounts"
    enter(phone.context, user)
    phone.goto(page)
    expect(phone.locator(STAR.format("Roots by Zoë"))).to_have_attribute("aria-pressed", "true")

    phone.route(stars, lambda route: route.abort())
    phone.click(STAR.format("Ashes"))  # which the account learns later
    phone.unroute(stars)
    star.change(event=summit, person=user.person, remove=[codes["Roots by Zoë"]], now=now())  # elsewhere
    phone.goto(page)
    expect(phone.locator(STAR.format("Roots by Zoë"))).to_have_attribute("aria-pressed", "false")
    assert kept(phone) == ["Ashes"], "only what was done here joins it"

    phone.context.clear_cookies()
    phone.goto(page)
    assert kept(phone) == [], "signed out"
