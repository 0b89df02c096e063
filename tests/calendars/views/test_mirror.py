import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.calendars.actions import mirror as actions
from events.calendars.models import Mirror
from events.models import Event
from tests.calendars.mirrors import entry, look
from tests.calendars.rows import NOW
from tests.factories.events import make_event
from tests.factories.groups import make_group, make_membership
from tests.factories.people import make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(client):
    person = make_person(user=make_user())
    client.force_login(person.user)
    group = make_group()
    make_membership(group, person, role="organizer")
    return group


@pytest.fixture
def mirror(group):
    return actions.give_address(group=group, url="https://dojo.example/feed.ics", by=None, now=NOW)


def test_an_organizer_gives_the_address_of_the_group_s_calendar(client, group):
    page = f"/desk/groups/{group.slug}/calendar/"

    assert client.get(page).status_code == 200
    assert client.post(page, {"url": "webcal://dojo.example/feed.ics"}).status_code == 302
    assert Mirror.objects.get().url == "https://dojo.example/feed.ics"


@pytest.mark.parametrize("url", ["", "ftp://dojo.example/", "http://a:b@dojo.example/", "x" * 600])
def test_an_address_that_cannot_be_fetched_is_told_beside_its_field(client, group, url):
    answer = client.post(f"/desk/groups/{group.slug}/calendar/", {"url": url})

    assert answer.status_code == 422 and answer.context["form"].errors["url"]
    assert not Mirror.objects.exists()


def test_only_organizers_give_it(client):
    assert client.get(f"/desk/groups/{make_group().slug}/calendar/").status_code == 302
    client.force_login(make_user())
    assert (
        client.post(f"/desk/groups/{make_group().slug}/calendar/", {"url": "https://a.example/"}).status_code
        == 403
    )
    assert client.post(f"/desk/events/{make_event().slug}/claim/").status_code == 403


def test_the_desk_shows_what_was_read_and_what_was_left_out(client, group, mirror):
    look(mirror, entry(), entry("2@x", "sometime"))

    page = client.get(f"/desk/groups/{group.slug}/calendar/").content.decode()

    assert "DTSTART, line 10" in page and "skipped" in page


@pytest.mark.parametrize(("verb", "left"), [("stop", 0), ("move in", 1), ("look", 1)])
def test_a_button_does_what_it_says(client, group, mirror, verb, left):
    look(mirror, entry())

    assert client.post(f"/desk/groups/{group.slug}/calendar/", {"do": verb}).status_code == 302
    assert Event.objects.public().count() == left


def test_what_nobody_offers_is_not_done(client, group, mirror):
    assert client.post(f"/desk/groups/{group.slug}/calendar/", {"do": "burn"}).status_code == 422


def test_everywhere_it_is_said_where_an_event_lives(client, group, mirror):
    look(mirror, entry())
    event = Event.objects.get()
    client.logout()

    for page in ("/events/", f"/groups/{group.slug}/", event.get_absolute_url()):
        text = client.get(page).content.decode()
        assert "dojo.example" in text and 'href="https://dojo.example/1"' in text
    for feed in ("/calendar.ics", f"/groups/{group.slug}/calendar.ics"):
        assert "https://dojo.example/1" in client.get(feed).content.decode().replace("\r\n ", "")
    assert client.get(f"/events/{event.slug}/register/").status_code in {302, 404, 410, 409, 200}


def test_an_event_is_taken_over_at_its_desk(client, group, mirror):
    look(mirror, entry())
    event = Event.objects.get()

    assert "Take it over" in client.get(f"/desk/events/{event.slug}/").content.decode()
    assert client.post(f"/desk/events/{event.slug}/claim/").status_code == 302
    event.refresh_from_db()
    assert not event.is_mirrored
    assert "Take it over" not in client.get(f"/desk/events/{event.slug}/").content.decode()


def test_a_mirrored_event_that_is_changed_by_force_says_no(client, group, mirror):
    look(mirror, entry())
    event = Event.objects.get()
    Event.objects.update(status="draft")

    assert client.post(f"/desk/events/{event.slug}/publish/").status_code == 302
    event.refresh_from_db()
    assert event.status == "draft"


def test_mirrored_events_are_listed_in_as_many_queries_as_one(client, mirror):
    look(mirror, *(entry(f"{n}@x", title=f"Talk {n}", url=f"https://dojo.example/{n}") for n in range(30)))
    client.logout()
    with CaptureQueriesContext(
        connection,
    ) as many:
        client.get("/events/?q=Talk")  # thirty
    with CaptureQueriesContext(connection) as one:
        client.get("/events/?q=Talk+7")
    assert len(many) <= len(one) + 2
