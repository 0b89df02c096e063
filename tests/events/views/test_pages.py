"""What everybody sees of events."""

import datetime as dt
import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from core.answers import shelf
from core.clock import now as clock_now
from core.models import Job, PlaceAnswer
from core.places.lookup import ASK
from events.actions import event as actions
from events.models import Event
from tests.factories.booking import make_registration
from tests.factories.events import make_crew, make_cycle, make_event, make_venue
from tests.factories.groups import make_group
from tests.factories.people import make_person, make_user

pytestmark = pytest.mark.django_db
HOSTILE = "</script><script>alert(1)</script>"


@pytest.mark.parametrize("route", ["events", "event_month"])
def test_list_answers_on_an_empty_database(client: Client, route: str) -> None:
    assert client.get(reverse(route)).status_code == 200


@pytest.mark.parametrize(
    ("query", "said"),
    [("", "Nothing is planned yet"), ("past=1", "Nothing has been yet"), ("q=oak", "No event here")],
)
def test_a_list_without_events_says_so(client: Client, query: str, said: str) -> None:
    assert said in client.get(f"{reverse('events')}?{query}").content.decode()


def test_list_shows_what_is_coming_and_keeps_drafts_to_itself(client: Client) -> None:
    make_event("Tea in Köln")
    make_event("Secret plans", status=Event.Status.DRAFT)
    make_event("Long ago", starts_at=clock_now() - dt.timedelta(days=30))

    page = client.get(reverse("events")).content.decode()
    past = client.get(reverse("events"), {"past": "1"}).content.decode()

    assert "Tea in Köln" in page
    assert "Secret plans" not in page + past
    assert "Long ago" not in page
    assert "Long ago" in past


@pytest.mark.parametrize(
    "query", ["from=2026-13-40", "near=Nowhere-at-all-xyz", "kind=gala", "to=2026-01-01&from=2026-02-01"]
)
def test_list_says_what_is_wrong_with_a_filter(client: Client, query: str) -> None:
    assert client.get(f"{reverse('events')}?{query}").status_code == 422


@pytest.mark.parametrize("route", ["events", "event_month"])
def test_an_address_too_long_for_any_code_shows_the_list_without_one(client: Client, route: str) -> None:
    tags = ",".join(f"{n:03}" + "x" * 190 for n in range(20))

    page = client.get(reverse(route), {"tag": tags})

    assert page.status_code == 200
    assert 'class="qr"' not in page.content.decode()


@pytest.mark.parametrize("route", ["events", "event_month"])
def test_what_a_list_offers_to_follow_asks_only_what_the_list_knows(client: Client, route: str) -> None:
    page = client.get(reverse(route), {"q": " oak ", "kind": "", "utm_source": "letter"}).content.decode()

    assert 'href="webcal://testserver/calendar.ics?q=oak"' in page


def test_list_has_nominatim_asked_for_a_place_that_nobody_knows_yet(client: Client, settings) -> None:
    settings.GEOCODER = "nominatim"

    page = client.get(reverse("events"), {"near": "Ericeira"})

    assert page.status_code == 422 and "looking “Ericeira” up" in page.content.decode()
    assert Job.objects.filter(kind=ASK).count() == 1

    PlaceAnswer.objects.create(
        query="ericeira", found=True, latitude=38.96, longitude=-9.42, display_name="Ericeira"
    )
    make_event("By the sea", venue=make_venue(latitude=38.9, longitude=-9.4))
    assert "By the sea" in client.get(reverse("events"), {"near": "Ericeira"}).content.decode()


@pytest.mark.parametrize("month", ["2026-13", "x", "0000-00", "99999-01"])
def test_month_says_what_is_wrong_with_a_month(client: Client, month: str) -> None:
    assert client.get(reverse("event_month"), {"month": month}).status_code == 422


def test_month_shows_a_summit_on_each_of_its_days_also_across_the_months_end(client: Client) -> None:
    begin = dt.datetime(2027, 9, 30, 8, tzinfo=dt.UTC)
    make_event("Long summit", kind="summit", starts_at=begin, ends_at=begin + dt.timedelta(days=2, hours=8))
    make_event("Late night", starts_at=begin.replace(hour=19), ends_at=begin.replace(hour=23, minute=30))

    for month in ("2027-09", "2027-10"):
        page = client.get(reverse("event_month"), {"month": month}).content.decode()
        days = {
            day: re.sub(r"<[^>]+>|\s+", " ", cell)
            for day, cell in re.findall(r'<td.*?datetime="([\d-]+)"(.*?)</td>', page, re.S)
        }
        on = [day for day, cell in days.items() if "Long summit" in cell]
        assert on == ["2027-09-30", "2027-10-01", "2027-10-02"]
        assert "10:00" in days[on[0]] and "day 1 of 3" in days[on[0]] and "day 3 of 3" in days[on[2]]
        assert "10:00" not in days[on[1]]
        assert [day for day, cell in days.items() if "Late night" in cell] == ["2027-09-30"]


@pytest.mark.parametrize("route", ["events", "event_month"])
def test_list_asks_the_same_number_of_questions_for_1_and_for_20_events(
    client: Client, django_assert_max_num_queries, route: str
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    group = make_group()
    counts = []
    for more in (1, 19):
        for _ in range(more):
            make_event(group=group, venue=make_venue())
        shelf.clear()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(reverse(route))
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("kind", ["meetup", "summit"])
def test_event_page_stands_without_words_and_escapes_what_people_wrote(client: Client, kind: str) -> None:
    event = make_event(HOSTILE, kind=kind, description=HOSTILE, summary=HOSTILE, status_note=HOSTILE)

    page = client.get(event.get_absolute_url()).content.decode()

    assert "alert(1)" in page
    assert "<script>alert" not in page


def test_event_page_tells_search_engines_what_it_is(client: Client) -> None:
    event = make_event(f"Tea {HOSTILE}", venue=make_venue(latitude=50.9, longitude=6.9), capacity=10)

    page = client.get(event.get_absolute_url()).content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)

    said = json.loads(blocks[0])
    assert said["name"] == event.title
    assert said["startDate"] == event.local_start.isoformat()
    assert said["location"]["geo"]["latitude"] == 50.9
    assert said["offers"]["price"] == "0"


def test_event_page_names_no_link_to_join_before_somebody_registered(client: Client) -> None:
    event = make_event(online_url="https://video.example/room-7", attendance=Event.Attendance.ONLINE)

    assert "room-7" not in client.get(event.get_absolute_url()).content.decode()


def test_event_page_shows_who_comes_only_if_they_agreed(client: Client) -> None:
    event = make_event()
    shown, hidden = make_person("Ada Shown", is_public=True), make_person("Bo Hidden", is_public=True)
    make_registration(event, person=shown, visibility="public")
    make_registration(event, person=hidden)

    page = client.get(event.get_absolute_url()).content.decode()

    assert "Ada Shown" in page
    assert "Bo Hidden" not in page


def test_event_page_names_nobody_who_is_private(client: Client) -> None:
    event = make_event()
    make_crew(event, make_person("Ada Public", is_public=True))
    make_crew(event, make_person("Bo Private"))
    make_registration(event, person=make_person("Cy Private"), visibility="public")

    page = client.get(event.get_absolute_url()).content.decode()

    assert "Ada Public" in page
    assert "Bo Private" not in page and "Cy Private" not in page


def test_draft_is_seen_by_its_crew_alone(client: Client) -> None:
    event = make_event(status=Event.Status.DRAFT, kind=Event.Kind.SUMMIT)
    user = make_user(name="Crew")
    make_crew(event, user.person, "door")

    assert client.get(event.get_absolute_url()).status_code == 404
    client.force_login(user)
    assert client.get(event.get_absolute_url()).status_code == 200


def test_summit_page_links_to_its_neighbours_and_parts(client: Client) -> None:
    cycle = make_cycle()
    now = clock_now()
    summit = make_event("Middle", kind="summit", cycle=cycle, starts_at=now + dt.timedelta(days=100))
    make_event("Earlier", kind="summit", cycle=cycle, starts_at=now + dt.timedelta(days=1))
    make_event("Later", kind="summit", cycle=cycle, starts_at=now + dt.timedelta(days=300))
    make_event("Operators' day", kind="summit", parent=summit)

    page = client.get(summit.get_absolute_url()).content.decode()

    assert all(word in page for word in ["Earlier", "Later", "Operators"])


def test_old_address_leads_to_the_new_one(client: Client) -> None:
    event = make_event(slug="old-name")
    actions.rename(event=event, slug="new-name", by=None, now=clock_now())

    answer = client.get("/events/old-name/")

    assert (answer.status_code, answer["Location"]) == (301, "/events/new-name/")


def test_anonymous_page_sets_no_cookie_and_can_be_asked_for_again(client: Client) -> None:
    event = make_event()
    url = event.get_absolute_url()
    client.get(url)

    answer = client.get(url)
    again = client.get(url, headers={"if-none-match": answer["ETag"]})

    assert not answer.cookies
    assert answer["Cache-Control"].startswith("public")
    assert (again.status_code, again.content) == (304, b"")


def test_kept_page_is_dropped_by_the_change_itself(client: Client) -> None:
    event = make_event("Before")
    url = event.get_absolute_url()
    for _ in range(3):
        client.get(url)

    event.title = "After"
    event.save()

    assert "After" in client.get(url).content.decode()


def test_kept_page_never_reaches_somebody_signed_in_nor_theirs_others(client: Client) -> None:
    event = make_event()
    user = make_user(name="Organizer of it")
    make_crew(event, user.person)
    url = event.get_absolute_url()
    for _ in range(2):
        client.get(url)

    client.force_login(user)
    mine = client.get(url)
    client.logout()
    others = client.get(url)

    assert "/desk/" in mine.content.decode()
    assert mine["Cache-Control"] == "private, no-cache"
    assert f"/desk/events/{event.slug}/" not in others.content.decode()


def test_seats_are_told_exactly_and_never_kept(client: Client) -> None:
    event = make_event(capacity=12)
    Event.objects.filter(pk=event.pk).update(taken=5)

    answer = client.get(reverse("event_seats", args=[event.slug]))

    assert answer.json()["free"] == 7
    assert answer["Cache-Control"] == "no-store"
