import datetime as dt
import xml.etree.ElementTree as ET

import pytest
from django.db import DataError

from core.models import Community
from home import sitemap as sitemap_module
from home.views import machines, words_of
from tests.factories.events import make_crew, make_event
from tests.factories.groups import make_group
from tests.factories.people import make_organisation, make_person, make_user
from tests.factories.speakers import make_call, make_talk

pytestmark = pytest.mark.django_db


def places(answer):
    return [element.text for element in ET.fromstring(answer.content).iter() if element.tag.endswith("}loc")]


def test_the_sitemap_names_what_is_public_and_nothing_else(client):
    event = make_event()
    draft = make_event(status="draft")
    talk = make_talk(event, make_person())
    hidden_talk = make_talk(draft, make_person())
    group, closed = make_group(), make_group(status="closed")
    shown, hidden = make_person(is_public=True), make_person()
    organisation = make_organisation()

    found = places(client.get("/sitemap.xml"))

    wanted = [event, talk, group, shown, organisation]
    assert {f"http://testserver{row.get_absolute_url()}" for row in wanted} <= set(found)
    assert not {
        f"http://testserver{r.get_absolute_url()}" for r in (draft, hidden_talk, closed, hidden)
    } & set(found)
    assert "http://testserver/" in found and "http://testserver/code-of-conduct/" in found
    assert len(found) == len(set(found))


def test_the_sitemap_says_when_something_changed(client):
    make_event(shown_changed_at=dt.datetime(2026, 3, 4, tzinfo=dt.UTC))

    assert b"<lastmod>2026-03-04</lastmod>" in client.get("/sitemap.xml").content


def test_a_long_sitemap_is_an_index_of_files(client, monkeypatch):
    for module in (machines, sitemap_module):
        monkeypatch.setattr(module, "MOST_IN_ONE", 2)
    groups = [make_group() for _n in range(3)]

    index = client.get("/sitemap.xml")
    first, second = client.get("/sitemap-groups.xml"), client.get("/sitemap-groups.xml?p=2")

    assert {"http://testserver/sitemap-groups.xml", "http://testserver/sitemap-groups.xml?p=2"} <= set(
        places(index)
    )
    assert places(first) + places(second) == [f"http://testserver{g.get_absolute_url()}" for g in groups]


@pytest.mark.parametrize(
    "address", ["/sitemap-nothing.xml", "/sitemap-groups.xml?p=99", "/sitemap-groups.xml?p=x"]
)
def test_a_sitemap_that_is_none_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_robots_are_kept_out_of_what_is_personal(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert {"Disallow: /desk/", "Disallow: /me/", "Disallow: /de/me/", "Disallow: /search/"} <= set(lines)
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_security_txt_names_whom_to_tell_and_has_not_expired(client):
    community = Community.current()
    community.contact_email = "holes@people.example"
    community.save()

    text = client.get("/.well-known/security.txt").content.decode()

    assert "Contact: mailto:holes@people.example" in text
    expires = dt.datetime.fromisoformat(text.split("Expires: ")[1].split()[0])
    assert dt.timedelta(days=100) < expires - dt.datetime.now(dt.UTC) < dt.timedelta(days=366)


def test_the_icon_is_where_old_browsers_look(client):
    answer = client.get("/favicon.ico")

    assert answer.status_code == 302 and answer["Location"].endswith("favicon.svg")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/events/k%C3%B6ln-meetup-2026/", "köln meetup"),
        ("/de/groups/nürnberg/", "nürnberg"),
        ("/", ""),
        ("/de/", ""),
        ("/%00%ff/", ""),
        ("/" + "ab-" * 5000, ("ab " * 40)[:80]),
    ],
)
def test_the_words_of_an_address_that_leads_nowhere(path, words):
    assert words_of(path).strip() == words.strip()


def test_a_page_that_is_not_there_offers_a_search_for_its_words(client):
    answer = client.get("/speakers-of-old/marzipan-evening/")

    assert answer.status_code == 404 and 'value="marzipan evening"' in answer.content.decode()


@pytest.mark.parametrize("address", ["/nothing.ics", "/api/v1/nothing/", "/nothing.xml"])
def test_programs_get_a_line_and_no_page(client, address):
    answer = client.get(address)

    assert answer.status_code == 404 and b"<html" not in answer.content


@pytest.mark.parametrize("address", ["/%00", "/events/%00/", "/people/%ff/", "/groups/..%2f..%2fetc/"])
def test_broken_addresses_break_nothing(client, address):
    assert client.get(address).status_code in (400, 404)


@pytest.mark.django_db(
    transaction=True
)  # a statement that PostgreSQL refuses ends a transaction around the test
def test_a_nul_breaks_nothing(client):
    event, user = make_event("Oak", kind="summit"), make_user(name="Ada")
    make_crew(event, user.person)
    make_call(event)
    page, desk = event.get_absolute_url(), f"/desk/events/{event.slug}/"
    asked = [
        "/calendar/%00.ics",
        f"{page}schedule/v/%00/",
        *(f"{page}schedule.ics?{name}=%00" for name in ("track", "room", "speaker")),
        f"{page}register/?code=%00",
        "/desk/events/new/?group=%00",
        f"{desk}selection/?track=%00",
    ]
    client.raise_request_exception = False
    client.force_login(user)

    statuses = {address: client.get(address).status_code for address in asked}
    statuses["a form"] = client.post("/desk/events/new/", {"group": "\0"}).status_code

    assert [address for address, status in statuses.items() if status not in (200, 400, 404, 422)] == []


def test_a_nul_that_postgresql_refuses_is_the_askers_fault(client, monkeypatch):
    def ask(query):
        raise DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")

    monkeypatch.setattr("home.search.words_of", ask)

    assert client.get("/search/?q=x").status_code == 400


def test_an_error_of_ours_is_said_without_any_help(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("home.search.words_of", lambda query: 1 / 0)

    answer = client.get("/search/?q=x")

    assert answer.status_code == 500 and b"<h1>" in answer.content
