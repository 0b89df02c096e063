"""Lists for other people's pages: only these may be framed, and they can do nothing but show."""

import html

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event
from tests.calendars.rows import STARTS, a_group, a_room, a_session, an_event

pytestmark = pytest.mark.django_db
LIST = "/embed/events/"


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def event() -> Event:
    event = an_event(slug="moot", title="Moot <b>", group=a_group(slug="koeln", name="Köln"))
    a_session(event, "Ada Ash", title="A talk", room=a_room(event, "Aula"))
    return event


@pytest.mark.parametrize("path", [LIST, f"{LIST}?group=koeln", f"{LIST}moot/schedule/", f"{LIST}?show=0"])
def test_any_page_may_frame_it_and_it_can_only_show(client, event, path):
    answer = client.get(path)

    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors *" in policy and "script-src 'none'" in policy
    assert "X-Frame-Options" not in answer
    assert not answer.cookies
    page = soup(answer)
    assert page.base["target"] == "_top" and not page.select("script, form, [style]")


@pytest.mark.parametrize(
    "path", ["/", "/events/", "/events/moot/", "/events/moot/schedule/", "/accounts/login/"]
)
def test_no_other_page_may_be_framed(client, event, path):
    answer = client.get(path)

    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_list_holds_what_was_asked_for(client, event):
    an_event(title="Elsewhere")
    an_event(title="Draft", status=Event.Status.DRAFT)
    for day in range(8):
        an_event(title=f"More {day}", group=event.group, starts_at=STARTS.replace(day=4 + day))

    def titles(query: str) -> list[str]:
        return [a.text for a in soup(client.get(f"{LIST}?{query}")).select(".p-name")]

    assert titles("group=koeln") == ["Moot <b>", "More 0", "More 1", "More 2", "More 3"]
    assert len(titles("show=30")) == 10
    assert titles("q=Elsewhere&theme=dark") == ["Elsewhere"]


def test_colours_are_the_readers_unless_the_address_says_otherwise(client, event):
    assert "data-theme" not in soup(client.get(LIST)).html.attrs
    assert soup(client.get(f"{LIST}?theme=dark")).html["data-theme"] == "dark"


@pytest.mark.parametrize("query", ["group=nowhere", "show=x", "theme=%22%3E%3Cscript%3E", "show=100000"])
def test_what_cannot_be_asked_is_told(client, event, query):
    answer = client.get(f"{LIST}?{query}")

    assert answer.status_code == 422
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert b"<script" not in answer.content


def test_schedule_stands_by_days_in_the_events_own_time(client, event):
    a_session(event, title="A draft", status="draft")

    page = soup(client.get(f"{LIST}moot/schedule/"))

    assert [h2.text for h2 in page.select("h2")] == ["Tuesday 2 June"]
    assert page.select_one(".session-card-time time").text == "19:00"
    assert [a["href"] for a in page.select(".p-name")] == [
        event.sessions.get(title="A talk").get_absolute_url()
    ]


def test_drafts_are_not_there(client, event):
    Event.objects.update(status=Event.Status.DRAFT)

    assert client.get(f"{LIST}moot/schedule/").status_code == 404


@pytest.mark.parametrize("path", [LIST, f"{LIST}moot/schedule/"])
def test_number_of_queries_does_not_depend_on_how_many(client, event, path):
    def asked(query: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{path}?show=30&{query}").status_code == 200
        return len(queries)

    asked("a=1")
    one = asked("a=2")
    for n in range(29):
        an_event(group=a_group())
        a_session(event, f"Speaker {n}", room=a_room(event, f"Room {n}"))

    assert asked("a=3") == one


@pytest.mark.parametrize("path", ["/groups/koeln/", "/events/?group=koeln", "/events/moot/schedule/"])
def test_pages_give_the_words_to_copy(client, event, path):
    box = soup(client.get(path)).select_one(".embed-box pre").text

    frame = BeautifulSoup(box, "html.parser").iframe
    assert frame["title"] in {"Köln", "Coming events", "Moot <b>"}
    there = (
        html.unescape(frame["src"]).removeprefix("http://testserver").removeprefix("http://localhost:8000")
    )
    assert client.get(there).status_code == 200
