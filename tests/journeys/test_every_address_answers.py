"""Every address of the project's interfaces answers, on an empty database and with one row behind each name."""

import datetime as dt

import pytest

from tests.factories.booking import make_registration
from tests.factories.events import make_crew, make_event, make_venue
from tests.factories.groups import make_group, make_membership
from tests.factories.people import make_organisation, make_person, make_user
from tests.factories.speakers import make_call, make_talk

pytestmark = pytest.mark.django_db

EMPTY = [
    "/",
    "/events/",
    "/events/?kind=summit&q=oak&near=koln&within=100&from=2026-01-01&to=2026-12-31&online=1&tag=oak&lang=en",
    "/events/calendar/",
    "/groups/",
    "/groups/?near=50.9,6.9&within=100&q=oak",
    "/groups.geojson",
    "/speakers/",
    "/organisations/",
    "/stories/",
    "/news/",
    "/news/feed.atom",
    "/code-of-conduct/",
    "/privacy/",
    "/calendar.ics",
    "/calendar.ics?kind=meetup&near=koln",
    "/calendar/",
    "/deadlines.ics",
    "/surveys/",
    "/elections/",
    "/active-users/",
    "/search/",
    "/near.json?zone=Europe/Berlin",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/api/v1/openapi.json",
    "/api/v1/docs",
    "/api/v1/events",
    "/api/v1/groups",
    "/api/v1/people",
    "/api/v1/organisations",
    "/robots.txt",
    "/sitemap.xml",
    "/.well-known/security.txt",
    "/healthz",
    "/readyz",
    "/metrics",
    "/de/",
    "/ja/events/",
    "/de/groups/",
]
BEHIND_THE_DOOR = ["/desk/", "/desk/events/new/", "/groups/new/", "/me/", "/me/privacy/", "/me/profile/"]
OF_AN_EVENT = [
    "",
    "register/",
    "schedule/",
    "speakers/",
    "calendar.ics",
    "schedule.ics",
    "schedule.xml",
    "schedule.json",
    "feed.atom",
]
OF_AN_EVENTS_DESK = [
    "",
    "registrations/",
    "proposals/",
    "call/",
    "schedule/",
    "schedule/new/",
    "check-in/",
    "mail/",
    "settings/",
    "crew/",
    "sponsors/",
    "address/",
    "call-off/",
]
UNKNOWN = [
    "/events/nothing/",
    "/events/nothing/register/",
    "/events/nothing/schedule/",
    "/events/nothing/schedule/ABC234/",
    "/events/nothing/speakers/",
    "/events/nothing/speakers/nobody/",
    "/events/nothing/calendar.ics",
    "/events/nothing/schedule.ics",
    "/events/nothing/schedule.xml",
    "/events/nothing/schedule.json",
    "/events/nothing/feed.atom",
    "/groups/nothing/",
    "/groups/nothing/calendar.ics",
    "/groups/nothing/feed.atom",
    "/people/nobody/",
    "/organisations/nothing/",
    "/stories/nothing/",
    "/surveys/nothing/",
    "/elections/nothing/",
    "/orders/nothing/",
    "/registrations/nothing/",
    "/registrations/nothing/calendar.ics",
]


@pytest.mark.parametrize("address", EMPTY)
def test_on_an_empty_database(client, address):
    answer = client.get(address)

    assert answer.status_code == 200, answer.status_code
    if not address.startswith(("/accounts/", "/healthz", "/readyz", "/metrics")):
        assert not answer.cookies


@pytest.mark.parametrize("address", BEHIND_THE_DOOR)
def test_what_is_somebodys_asks_who_is_there(client, address):
    answer = client.get(address)

    assert answer.status_code == 302 and answer["Location"].startswith("/accounts/login/?next=/")

    client.force_login(make_user(name="Ada Lark"))
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", UNKNOWN)
def test_an_unknown_name_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_the_cms_leads_to_the_one_door(client):
    assert client.get("/cms/", follow=True).redirect_chain[-1][0].startswith("/accounts/login/")


def test_the_webhook_of_payments_takes_nothing_unsigned(client):
    assert client.post("/webhooks/stripe/", "{}", content_type="application/json").status_code in (
        400,
        404,
        503,
    )


@pytest.fixture
def summit():
    event = make_event("Oak summit", kind="summit", venue=make_venue(), accent="#0b6e4f")
    make_call(event)
    return event


@pytest.mark.parametrize("below", OF_AN_EVENT)
def test_below_an_event(client, summit, below):
    ada = make_person("Ada Lark", is_public=True)
    make_talk(summit, ada, starts_at=summit.starts_at, ends_at=summit.starts_at + dt.timedelta(minutes=30))

    assert client.get(f"{summit.get_absolute_url()}{below}").status_code == 200


def test_below_a_talk_and_its_speaker(client, summit):
    ada = make_person("Ada Lark", is_public=True)
    talk = make_talk(summit, ada)

    assert client.get(talk.get_absolute_url()).status_code == 200
    assert client.get(f"{summit.get_absolute_url()}speakers/{ada.slug}/").status_code == 200


def test_an_open_call_is_behind_the_door(client, summit):
    address = f"{summit.get_absolute_url()}proposals/new/"
    assert client.get(address).status_code in (200, 302)

    client.force_login(make_user(name="Ada Lark"))
    assert client.get(address).status_code == 200


def test_groups_people_and_organisations(client):
    rows = [make_group(), make_person(is_public=True), make_organisation()]
    addresses = [row.get_absolute_url() for row in rows]
    addresses += [f"{addresses[0]}calendar.ics", f"{addresses[0]}feed.atom"]

    assert [client.get(address).status_code for address in addresses] == [200] * 5


def test_what_somebody_booked(client, summit):
    registration = make_registration(summit)

    for row in (registration, registration.order):
        answer = client.get(row.get_absolute_url())
        assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    assert client.get(f"{registration.get_absolute_url()}calendar.ics").status_code == 200


def test_the_desk_of_an_event_and_a_group(client, summit):
    ada = make_user(name="Ada Lark")
    make_crew(summit, ada.person)
    group = make_group()
    make_membership(group, ada.person, "organizer")
    client.force_login(ada)

    for below in OF_AN_EVENTS_DESK:
        assert client.get(f"/desk/events/{summit.slug}/{below}").status_code == 200, below
    assert client.get(f"/desk/groups/{group.slug}/").status_code == 200


def test_the_desk_of_who_administers(client):
    client.force_login(make_user(name="Ada Lark", is_staff=True, is_superuser=True))

    for address in ("/desk/cycles/", "/desk/cycles/new/", "/desk/audit/", "/desk/claims/"):
        assert client.get(address).status_code == 200, address
