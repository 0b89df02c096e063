import datetime as dt
from urllib.parse import unquote

import pytest
import time_machine
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core import clock
from core.answers import shelf
from core.models import FormerName
from tests.factories.booking import make_registration
from tests.factories.events import make_event, make_venue
from tests.factories.groups import make_group
from tests.factories.people import make_organisation, make_person, make_user
from tests.factories.speakers import make_talk
from tests.factories.tokens import make_token, program

pytestmark = pytest.mark.django_db

LISTS = [
    f"/api/v1/{name}" for name in ("events", "sessions", "speakers", "groups", "people", "organisations")
]


@pytest.mark.parametrize("address", LISTS)
def test_an_empty_site_answers_with_empty_lists(client, address):
    assert client.get(address).json() == {
        "count": 0,
        "page": 1,
        "pages": 1,
        "next": None,
        "items": [],
    }


def test_an_event_as_everybody_sees_it(client):
    event = make_event(
        "An evening",
        group=make_group("Köln"),
        venue=make_venue(),
        online_url="https://meet.example/secret-room",
        starts_at=dt.datetime(2026, 5, 14, 17, tzinfo=dt.UTC),
        tags=["oak"],
    )

    listed = client.get("/api/v1/events").json()["items"][0]
    shown = client.get(f"/api/v1/events/{event.slug}").json()

    assert listed == shown
    assert (shown["title"], shown["timezone"], shown["starts_at"]) == (
        "An evening",
        "Europe/Berlin",
        "2026-05-14T17:00:00Z",
    )
    assert shown["group"]["name"] == "Köln" and shown["venue"]["city"] == "Köln"
    assert "secret-room" not in str(shown)


def test_drafts_and_private_people_are_not_there(client):
    draft, private = make_event(status="draft"), make_person("Private")
    make_talk(draft, make_person("Early", is_public=False))
    make_talk(make_event("Shown"), make_person("Undecided"), status="draft")

    assert [one["title"] for one in client.get("/api/v1/events").json()["items"]] == ["Shown"]
    for asked in ("", f"?event={draft.slug}", "?speaker=early", "?q=a"):
        assert client.get(f"/api/v1/sessions{asked}").json()["count"] == 0, asked
    for asked in ("", f"?event={draft.slug}", "?q=e"):
        assert client.get(f"/api/v1/speakers{asked}").json()["count"] == 0, asked
    assert client.get(f"/api/v1/events/{draft.slug}").status_code == 404
    assert client.get("/api/v1/people").json()["count"] == 0
    assert client.get(f"/api/v1/people/{private.slug}").status_code == 404


def test_no_address_of_anybody_is_ever_told(client):
    user = make_user("ada@people.example", name="Ada Lark")
    person = user.person
    person.is_public, person.links = True, {"mail": "mailto:ada@people.example", "web": "https://ada.example"}
    person.save()
    event = make_event()
    make_registration(event, email="ada@people.example", name="Ada Lark")

    told = "".join(client.get(address).content.decode() for address in LISTS)

    assert "Ada Lark" in told and "https://ada.example" in told and "ada@people" not in told


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("kind=summit", ["S"]),
        ("q=meet", ["Meet"]),
        ("near=koln&within=20", ["Meet"]),
        ("from=2030-01-01", []),
        ("to=2000-01-01", []),
        ("", ["Meet", "S"]),
    ],
)
def test_events_take_the_questions_of_the_page(client, query, titles):
    soon = dt.datetime.now(dt.UTC) + dt.timedelta(days=10)
    make_event("Meet", venue=make_venue(latitude=50.94, longitude=6.96), starts_at=soon)
    make_event("S", kind="summit", starts_at=soon + dt.timedelta(days=1))

    assert [item["title"] for item in client.get(f"/api/v1/events?{query}").json()["items"]] == titles


def test_groups_near_a_place_come_nearest_first_with_their_distance(client):
    make_group("Berlin", latitude=52.52, longitude=13.4)
    make_group("Bonn", latitude=50.73, longitude=7.1)

    items = client.get("/api/v1/groups?near=koln&within=600").json()["items"]

    assert [item["name"] for item in items] == ["Bonn", "Berlin"] and 20 < items[0]["km"] < 30


def test_pages_of_a_list(client):
    for number in range(5):
        make_group(f"Group {number}")

    second = client.get("/api/v1/groups?page=2&page_size=2").json()

    assert (second["count"], second["pages"]) == (5, 3)
    assert [item["name"] for item in second["items"]] == ["Group 2", "Group 3"]
    assert client.get("/api/v1/groups?page=999").json()["items"] == []


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/events?from=yesterday", 422),
        ("/api/v1/events?near=nosuchplaceatall", 422),
        ("/api/v1/groups?near=nosuchplaceatall", 422),
        ("/api/v1/groups?page=0", 422),
        ("/api/v1/groups?page_size=100000", 422),
        ("/api/v1/groups?country=Germany", 422),
        ("/api/v1/events/nothing", 404),
        ("/api/v1/events/%00", 404),
        ("/api/v1/people?q=%00", 200),
        ("/api/v1/groups?q=" + "x" * 10_000, 422),
    ],
)
def test_bad_questions_are_told_what_is_wrong(client, address, status):
    assert client.get(address).status_code == status


def test_a_former_name_still_leads_to_the_event(client):
    event = make_event()
    FormerName.objects.create(kind="events.event", slug="once", thing_id=event.pk)

    assert client.get("/api/v1/events/once").json()["slug"] == event.slug


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_what_an_address_does_not_take_is_refused_in_the_same_shape(client, method):
    answer = getattr(client, method)("/api/v1/groups")

    assert answer.status_code == 405 and answer["Allow"] and "__all__" in answer.json()["errors"]


def test_nothing_is_written_without_a_token(client):
    assert client.post("/api/v1/events", "{}", "application/json").status_code == 401


def test_following_next_tells_each_row_once_though_others_come_meanwhile(client):
    for number in range(5):
        make_group(f"Group {number}")
    told, address = [], "/api/v1/groups?page_size=2"

    while address:
        page = client.get(address.removeprefix("http://testserver")).json()
        told += [item["name"] for item in page["items"]]
        make_group("A newcomer")  # stands before all that was told
        address = page["next"] and page["next"].partition("://")[2].partition("/")[2]
        address = address and f"/{address}"

    assert told == [f"Group {number}" for number in range(5)]


@pytest.mark.parametrize("query", ["near=koln&within=9000&page_size=2", "page_size=2", "q=group&page_size=2"])
def test_pages_follow_each_other_in_every_order(client, query):
    names = ["Group Köln", "Group Bonn", "Group Berlin"]
    for name, latitude, longitude in zip(names, (50.94, 50.73, 52.52), (6.96, 7.1, 13.4), strict=True):
        make_group(name, latitude=latitude, longitude=longitude)

    first = client.get(f"/api/v1/groups?{query}").json()
    second = client.get(first["next"][first["next"].index("/api/") :]).json()

    assert sorted(item["name"] for page in (first, second) for item in page["items"]) == sorted(names)
    assert (second["page"], second["next"]) == (2, None)


def test_a_cursor_of_another_list_or_of_nobody_is_refused(client):
    groups = [make_group(f"Group {number}") for number in range(3)]
    for number in range(3):
        make_organisation(f"Works {number}")
    cursor = client.get("/api/v1/groups?page_size=2").json()["next"].partition("cursor=")[2]

    assert client.get(f"/api/v1/groups?page_size=2&cursor={cursor}").status_code == 200
    assert client.get(f"/api/v1/organisations?page_size=2&cursor={cursor}").status_code == 422
    place, mark = unquote(cursor).split(":", 1)
    there, salt = [2, "Group 0", groups[0].pk], "api.cursor:/api/v1/groups"
    assert unquote(cursor) == signing.Signer(salt=salt).sign_object(
        [2, "Group 1", groups[1].pk], compress=True
    )
    forged = [
        signing.Signer(key="another site's", salt=salt).sign_object(there, compress=True),
        signing.Signer(salt="a letter of this site").sign_object(there, compress=True),
        signing.dumps(there, salt=salt, compress=True),
        f"{place}:{mark[:-1]}{'A' if mark[-1] != 'A' else 'B'}",
        signing.b64_encode(b'[2, "Group 0", 1]').decode() + f":{mark}",
        place,
        "made-up",
    ]
    for one in forged:
        answer = client.get("/api/v1/groups", {"page_size": 2, "cursor": one})
        assert (answer.status_code, list(answer.json()["errors"])) == (422, ["cursor"]), one


def test_a_question_that_is_not_known_is_refused_and_not_overheard(client):
    answer = client.get("/api/v1/events?knd=summit")

    assert answer.status_code == 422 and answer.json()["errors"] == {"knd": ["There is no such question."]}


def test_sessions_and_speakers_as_everybody_sees_them(client):
    event = make_event("Summit", kind="summit")
    talk = make_talk(event, make_person("Shown", is_public=True), title="Oak at scale")
    make_talk(event, make_person("Shy", biography="secret"), title="Quiet")
    make_talk(event, make_person("Undecided", is_public=True), title="A draft", status="draft")

    sessions = client.get(f"/api/v1/sessions?event={event.slug}").json()
    speakers = client.get("/api/v1/speakers").json()

    assert sorted(item["title"] for item in sessions["items"]) == ["Oak at scale", "Quiet"]
    assert client.get(f"/api/v1/events/{event.slug}/sessions/{talk.code}").json() in sessions["items"]
    assert [item["name"] for item in speakers["items"]] == ["Shown", "Shy"]
    assert speakers["items"][0]["sessions"][0]["title"] == "Oak at scale"
    assert "secret" not in str(speakers) and speakers["items"][1]["url"] == ""
    assert client.get("/api/v1/sessions?q=oak").json()["count"] == 1
    assert client.get("/api/v1/sessions?event=nothing").json()["count"] == 0


def test_any_page_of_the_web_may_read_what_is_public_and_nothing_with_a_token(client):
    make_group("Köln")

    answers = [
        client.get("/api/v1/groups", headers={"Origin": "https://elsewhere.example"}) for _ in range(3)
    ]
    asked = client.options("/api/v1/groups", headers={"Access-Control-Request-Method": "GET"})

    assert {answer["Access-Control-Allow-Origin"] for answer in answers} == {"*"}
    assert not any(answer.has_header("Access-Control-Allow-Credentials") for answer in answers)
    assert asked.status_code == 204 and "Authorization" not in asked["Access-Control-Allow-Headers"]
    refused = client.get("/api/v1/groups", headers={"Authorization": "Bearer moot_x"})
    assert not refused.has_header("Access-Control-Allow-Origin")


@pytest.mark.parametrize("token", [True, False])
def test_what_has_not_changed_is_told_in_no_bytes_also_later_and_where_more_follows(token):
    make_group("Köln")
    make_group("Aachen")
    url = "/api/v1/groups?page_size=1"
    client = program(make_token(make_user(), "my-registrations")[1]) if token else Client()

    def ask(**headers: str) -> tuple[int, bytes]:
        shelf.clear()  # as after some minutes, or in another process
        told = client.get(url, headers=headers)
        return told.status_code, told.content

    tag = client.get(url)["ETag"]
    with time_machine.travel(clock.now() + dt.timedelta(minutes=6)):
        again = ask(**{"If-None-Match": tag})
    make_group("Bonn")

    assert again == (304, b"")
    assert ask(**{"If-None-Match": tag})[0] == 200


def test_an_address_that_is_none_is_told_so_in_the_same_shape(client):
    answer = client.get("/api/v1/evnts")

    assert answer.status_code == 404 and "__all__" in answer.json()["errors"]


def test_it_describes_itself(client):
    openapi = client.get("/api/v1/openapi.json").json()

    assert {"/api/v1/events", "/api/v1/groups", "/api/v1/people", "/api/v1/organisations"} <= set(
        openapi["paths"]
    )
    names = {parameter["name"] for parameter in openapi["paths"]["/api/v1/events"]["get"]["parameters"]}
    assert {"kind", "group", "near", "within", "q", "from", "to", "online", "tag", "lang", "page"} <= names
    assert client.get("/api/v1/docs").status_code == 200


def test_queries_do_not_grow_with_rows(client):
    def fill(many):
        for _n in range(many):
            make_event(group=make_group(), venue=make_venue(), parent=make_event(kind="summit"))
            speaker = make_person(is_public=True, organisation=make_organisation())
            make_talk(make_event(), speaker)

    def ask():
        found = {}
        for address in LISTS:
            shelf.clear()
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).json()["count"]
            found[address] = len(asked)
        return found

    fill(1)
    few = ask()
    fill(30)

    assert ask() == few


def test_answers_are_kept_until_something_changes(client, django_assert_num_queries):
    make_group("Before")
    for _turn in range(2):
        client.get("/api/v1/groups")

    with django_assert_num_queries(1):
        answer = client.get("/api/v1/groups")
    make_group("After")

    assert answer["ETag"] and "After" in client.get("/api/v1/groups").content.decode()
