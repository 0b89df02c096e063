"""What search engines read of events and sessions, whoever typed what is in it."""

import datetime as dt
import json
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup

from events.actions import event as actions
from events.booking.models import PriceWindow, Terms
from events.models import Event
from tests.calendars.rows import CHANGED, NOW, STARTS, a_group, a_room, a_session, an_event
from tests.factories.booking import make_quota, make_ticket_type
from tests.factories.events import make_venue
from tests.microformats import h_events

pytestmark = pytest.mark.django_db
SCHEMA = "https://schema.org/"


@pytest.fixture(autouse=True)
def _at_a_fixed_time():
    with time_machine.travel(NOW, tick=False):
        yield


def said(client, path: str) -> dict[str, Any]:
    page = BeautifulSoup(client.get(path).content, "html.parser")
    (block,) = page.select('script[type="application/ld+json"]')
    return json.loads(block.string)


def of(client, event: Event) -> dict[str, Any]:
    return said(client, event.get_absolute_url())


def test_a_meetup_says_all_that_is_known(client):
    event = an_event(
        title='Title </script><script>alert("x")</script>\u2028',
        group=a_group(name="Circle"),
        venue=make_venue(address="Weg 1", latitude=50.9, longitude=6.9),
        attendance=Event.Attendance.HYBRID,
        online_url="https://meet.example/secret",
        summary="Two talks",
        language="de",
        capacity=40,
        taken=30,
        published_at=CHANGED,
    )
    a_session(event, "Ada Ash", kind="keynote", title="Opening")

    ld = of(client, event)

    url = ld["url"]
    assert ld["name"] == event.title
    assert (ld["startDate"], ld["endDate"]) == ("2026-06-02T19:00:00+02:00", "2026-06-02T21:00:00+02:00")
    assert ld["eventStatus"] == f"{SCHEMA}EventScheduled"
    assert ld["eventAttendanceMode"] == f"{SCHEMA}MixedEventAttendanceMode"
    place, online = ld["location"]
    assert place["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Weg 1",
        "addressLocality": "Köln",
        "addressCountry": "DE",
    }
    assert place["geo"]["latitude"] == 50.9
    assert online == {"@type": "VirtualLocation", "url": url}
    assert ld["offers"] == {
        "@type": "Offer",
        "url": f"{url}register/",
        "price": "0",
        "priceCurrency": "EUR",
        "availability": f"{SCHEMA}InStock",
        "validFrom": CHANGED.isoformat(),
    }
    assert ld["organizer"]["name"] == "Circle"
    assert [who["name"] for who in ld["performer"]] == ["Ada Ash"]
    assert ld["subEvent"][0]["name"] == "Opening"
    assert (ld["maximumAttendeeCapacity"], ld["remainingAttendeeCapacity"]) == (40, 10)
    assert (ld["inLanguage"], ld["isAccessibleForFree"], ld["description"]) == ("de", True, "Two talks")
    assert "meet.example" not in json.dumps(ld)


def test_tickets_are_offers(client):
    event = an_event(published_at=CHANGED)
    Terms.objects.create(event=event, currency="USD")
    early = make_ticket_type(event, "Early", price_cents=5000)
    PriceWindow.objects.create(ticket_type=early, price_cents=3050, closes_at=NOW + dt.timedelta(days=1))
    make_ticket_type(event, "Later", price_cents=6000, sells_from=NOW + dt.timedelta(days=2))
    full = make_ticket_type(event, "Student", sells_until=NOW + dt.timedelta(days=3))
    make_quota(event, 2, full, taken=2)
    make_ticket_type(event, "Hidden", is_hidden=True)
    make_ticket_type(event, "Gone", sells_until=NOW)
    make_ticket_type(event, "Dinner", kind="addon", price_cents=1)

    ld = of(client, event)

    told = {
        offer["name"]: (offer["price"], offer["availability"].removeprefix(SCHEMA)) for offer in ld["offers"]
    }
    assert told == {
        "Early": ("30.50", "InStock"),
        "Later": ("60.00", "PreOrder"),
        "Student": ("0", "SoldOut"),
    }
    assert {offer["priceCurrency"] for offer in ld["offers"]} == {"USD"}
    assert ld["offers"][1]["validFrom"] == (NOW + dt.timedelta(days=2)).isoformat()
    assert ld["offers"][2]["validThrough"] == (NOW + dt.timedelta(days=3)).isoformat()
    assert ld["isAccessibleForFree"] is False


def test_whether_it_is_free_is_said_when_registration_is_over_and_left_to_who_sells_it(client):
    over = {"registration_closes_at": NOW - dt.timedelta(days=1)}
    sold, free, elsewhere = an_event(**over), an_event(**over), an_event(external_url="https://x.example/")
    make_ticket_type(sold, "Early", price_cents=5000)

    told = [of(client, event) for event in (sold, free, elsewhere)]

    assert not any("offers" in ld for ld in told[:2])
    assert [ld.get("isAccessibleForFree") for ld in told] == [False, True, None]


@pytest.mark.parametrize(
    "facts, status",
    [
        ({"status": "cancelled"}, "EventCancelled"),
        ({"status": "postponed"}, "EventPostponed"),
        ({"previous_starts_at": STARTS - dt.timedelta(days=1)}, "EventRescheduled"),
        ({"moved_online_at": CHANGED, "attendance": "online"}, "EventMovedOnline"),
    ],
)
def test_what_befell_it_is_its_status(client, facts, status):
    ld = of(client, an_event(**facts))

    assert ld["eventStatus"] == f"{SCHEMA}{status}"
    assert ("previousStartDate" in ld) == (status == "EventRescheduled")
    assert ("offers" in ld) == (status not in {"EventCancelled", "EventPostponed"})


def test_moved_online_and_in_time_says_both(client):
    event = an_event(venue=make_venue())
    facts = actions.Facts(
        title=event.title,
        starts_at=STARTS + dt.timedelta(days=7),
        ends_at=STARTS + dt.timedelta(days=7, hours=2),
        timezone=event.timezone,
        online_url="https://meet.example/x",
    )

    actions.change(event=event, facts=facts, by=None, now=NOW)

    ld = of(client, event)
    assert ld["eventStatus"] == [f"{SCHEMA}EventMovedOnline", f"{SCHEMA}EventRescheduled"]
    assert ld["previousStartDate"] == "2026-06-02T19:00:00+02:00"


def test_days_alone_are_days(client):
    event = an_event(
        is_all_day=True,
        starts_at=dt.datetime(2026, 6, 1, 22, tzinfo=dt.UTC),
        ends_at=dt.datetime(2026, 6, 3, 22, tzinfo=dt.UTC),
    )

    ld = of(client, event)

    assert (ld["startDate"], ld["endDate"]) == ("2026-06-02", "2026-06-03")


def test_a_session_is_an_event_within_its_event(client):
    event = an_event(venue=make_venue(), kind=Event.Kind.SUMMIT)
    room = a_room(event, "Aula")
    session = a_session(event, "Ada Ash", title="A </script> talk", abstract="**Why**", room=room)

    ld = said(client, session.get_absolute_url())

    assert ld["name"] == "A </script> talk"
    assert ld["superEvent"]["name"] == event.title
    assert ld["location"]["name"] == "Aula, Forum"
    assert ld["performer"][0]["name"] == "Ada Ash"
    assert ld["description"] == "Why"


def test_no_title_closes_the_element(client):
    event = an_event(title="</script><!--<script>")

    page = client.get(event.get_absolute_url()).content.decode()

    block = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(block)["name"] == event.title
    assert "<" not in block


def test_pages_and_lists_are_h_events(client):
    event = an_event(title="Evening", venue=make_venue())
    session = a_session(event, "Ada Ash", title="A talk", room=a_room(event, "Aula"))
    when = {"start": "2026-06-02T19:00:00+02:00", "end": "2026-06-02T21:00:00+02:00"}
    whole = {"name": "Evening", "url": event.get_absolute_url(), **when}

    (page,) = h_events(client.get(event.get_absolute_url()).content)
    (card,) = h_events(client.get("/events/").content)
    (talk,) = h_events(client.get(session.get_absolute_url()).content)

    assert {**whole, "location": "Forum, Köln"} == page
    assert {**whole, "location": "Köln"} == card
    assert (talk["name"], talk["location"], talk["url"]) == ("A talk", "Aula", session.get_absolute_url())
    assert dt.datetime.fromisoformat(talk["start"]) == session.starts_at


def test_a_summit_is_an_h_event(client):
    event = an_event(kind=Event.Kind.SUMMIT, title="Summit", venue=make_venue())
    an_event(parent=event, title="Day of operators")

    found = h_events(client.get(event.get_absolute_url()).content)

    assert [one["name"] for one in found] == ["Summit", "Day of operators"]
    assert all({"start", "end", "url"} <= set(one) for one in found)
