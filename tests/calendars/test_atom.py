"""Atom: new events, what happened to them, releases of a schedule; found from the pages that show the same."""

from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.actions import event as actions
from events.models import Event
from events.programme.models import Release
from groups.models import UserGroup
from tests.calendars.rows import NOW, a_group, a_session, an_event

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(response) -> dict[str, ElementTree.Element]:
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)
    assert {tag: feed.findtext(f"{ATOM}{tag}") for tag in ("id", "updated")}
    return {entry.findtext(f"{ATOM}title"): entry for entry in feed.iter(f"{ATOM}entry")}


def a_release(event: Event, version: str = "1", **facts) -> Release:
    change = {"code": "ABC", "title": "A <talk> & \x0bmore", "before": None, "after": None, "kinds": []}
    changes = {"first": True, "sessions": [change]}
    return Release.objects.create(
        **{
            "event": event,
            "version": version,
            "released_at": NOW,
            "programme": {},
            "changes": changes,
            **facts,
        }
    )


def test_feed_of_all_events_answers_the_questions_of_the_list(client):
    group = a_group(slug="koeln")
    an_event(title="Ours", group=group)
    an_event(title="Theirs", status=Event.Status.CANCELLED)
    an_event(title="Draft", status=Event.Status.DRAFT)

    assert set(entries(client.get("/events/feed.atom"))) == {"Ours", "Theirs (cancelled)"}
    assert set(entries(client.get("/events/feed.atom?group=koeln"))) == {"Ours"}
    assert client.get("/events/feed.atom?group=nowhere").status_code == 422


def test_feed_of_all_events_stands_still_also_when_it_is_empty(client):
    first, second = client.get("/events/feed.atom"), client.get("/events/feed.atom")

    assert first.content == second.content
    assert client.get("/events/feed.atom", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_number_of_queries_does_not_depend_on_how_many(client):
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/events/feed.atom?q=e")
        return len(queries)

    an_event(group=a_group())
    asked()
    one = asked()
    for _ in range(10):
        an_event(group=a_group())

    assert asked() <= one + 1  # versions of what is shown


def test_releases_of_a_schedule_have_a_feed_of_their_own(client):
    event = an_event()
    a_session(event, title="A talk")
    a_release(event, note="Now with\x08 rooms")

    found = entries(client.get(f"/events/{event.slug}/schedule.atom"))

    assert set(found) == {"Schedule 1"}
    assert found["Schedule 1"].find(f"{ATOM}link").get("href").endswith(f"/events/{event.slug}/schedule/v/1/")
    assert "A <talk> & more" in found["Schedule 1"].findtext(f"{ATOM}summary")


def test_nothing_has_another_id_because_an_address_changed(client, settings):
    event = an_event(slug="moot", group=a_group(slug="koeln"))
    a_session(event)
    a_release(event)
    feeds = ["/events/{0}/feed.atom", "/events/{0}/schedule.atom", "/groups/{1}/feed.atom"]

    def ids(*slugs: str) -> list[list[str]]:
        found = [ElementTree.fromstring(client.get(feed.format(*slugs)).content) for feed in feeds]
        return [[one.text for one in feed.iter(f"{ATOM}id")] for feed in found]

    before = ids("moot", "koeln")
    actions.rename(event=event, slug="folkmoot", by=None, now=NOW)
    UserGroup.objects.update(slug="cologne")
    settings.SITE_URL = "https://moved.example"

    assert ids("folkmoot", "cologne") == before
    named = [name for feed in before for name in feed]
    assert len(named) == 8 and len(set(named)) == 6  # the event stands in two feeds, its release as well


@pytest.mark.parametrize("path", ["", "schedule/", "schedule/changelog/"])
def test_pages_of_an_event_name_their_feeds(client, path):
    event = an_event()
    a_session(event)
    a_release(event)

    page = BeautifulSoup(client.get(f"/events/{event.slug}/{path}").content, "html.parser")

    links = page.select('link[rel="alternate"][type="application/atom+xml"]')
    assert links
    for link in links:
        assert entries(client.get(urlsplit(link["href"]).path))


@pytest.mark.parametrize("path", ["/", "/events/", "/events/?group=koeln", "/groups/koeln/"])
def test_lists_and_groups_name_their_feeds(client, path):
    an_event(title="Ours", group=a_group(slug="koeln"))

    page = BeautifulSoup(client.get(path).content, "html.parser")

    links = [link["href"] for link in page.select('link[type="application/atom+xml"]')]
    assert any("Ours" in entries(client.get(link)) for link in links if not link.startswith("/news/"))
