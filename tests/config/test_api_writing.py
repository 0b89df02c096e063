"""What programs do with tokens: the same as at the desk, and never more than the token and its maker may."""

import datetime as dt
import uuid

import pytest

from core import clock, tokens
from core.models import AuditEntry
from events.models import Crew, Event
from events.programme.actions import timetable
from tests.factories.booking import make_registration, make_terms
from tests.factories.events import make_crew, make_event
from tests.factories.groups import make_group, make_membership
from tests.factories.people import make_person, make_user
from tests.factories.speakers import make_talk
from tests.factories.tokens import make_token, program

pytestmark = pytest.mark.django_db
NEXT_YEAR = clock.now().year + 1
MEETUP = {
    "title": "An evening",
    "starts_at": f"{NEXT_YEAR}-05-14T19:00",
    "timezone": "Europe/Berlin",
    "venue_name": "Forum",
}


class Caller:
    """A program with a token for one thing; answers as (status, JSON)."""

    def __init__(self, user, *scopes, thing=None):
        self.user = user
        self.token, secret = make_token(user, *scopes, thing=thing)
        self.client = program(secret)

    def __call__(self, method, address, told=None, **headers):
        answer = getattr(self.client, method)(
            f"/api/v1{address}", told or {}, content_type="application/json", headers=headers
        )
        return answer.status_code, answer.json() if answer.content else None


@pytest.fixture
def group():
    return make_group("Köln", timezone="Europe/Berlin")


@pytest.fixture
def organizer(group):
    user = make_user(name="Ada Lark")
    make_membership(group, user.person, role="organizer")
    return user


@pytest.fixture
def call(organizer, group):
    return Caller(organizer, "events:write", "programme:write", "registrations:read", "check-in", thing=group)


# --- meetups


def test_a_meetup_is_published_changed_put_off_moved_and_cancelled(call, client, group):
    status, made = call("post", "/events", MEETUP)
    slug = made["slug"]

    assert status == 201 and made["group"]["slug"] == group.slug
    assert (
        made["starts_at"] == f"{NEXT_YEAR}-05-14T17:00:00Z"
        and made["ends_at"] == f"{NEXT_YEAR}-05-14T19:00:00Z"
    )
    assert client.get(f"/api/v1/events/{slug}").json()["title"] == "An evening"
    _status, changed = call(
        "patch", f"/events/{slug}", {"capacity": 30, "online_url": "https://meet.example/1"}
    )
    assert (changed["capacity"], changed["online_url"]) == (30, "https://meet.example/1")
    assert (changed["title"], changed["starts_at"]) == (made["title"], made["starts_at"])
    assert client.get(f"/api/v1/events/{slug}").json()["online_url"] is None
    assert call("post", f"/events/{slug}/postpone", {"why": "Ill"})[1]["status"] == "postponed"
    moved = call("patch", f"/events/{slug}", {"starts_at": f"{NEXT_YEAR}-06-01T17:00:00Z", "ends_at": ""})[1]
    assert (moved["status"], moved["starts_at"]) == ("moved", f"{NEXT_YEAR}-06-01T17:00:00Z")
    assert call("post", f"/events/{slug}/cancel", {"why": "Ill"})[1]["status_note"] == "Ill"
    assert call("post", f"/events/{slug}/cancel")[0] == 200, "what is cancelled stays so"
    assert call("patch", f"/events/{slug}", {"title": "Other"})[0] == 409
    entry = AuditEntry.objects.filter(verb="cancel").get()
    assert (entry.by, entry.details["token"]) == (call.user, str(call.token.uuid))


def test_the_same_request_twice_makes_one_meetup(call):
    first = call("post", "/events", MEETUP, **{"Idempotency-Key": "spring-1"})
    again = call("post", "/events", MEETUP, **{"Idempotency-Key": "spring-1"})
    other = call("post", "/events", MEETUP, **{"Idempotency-Key": "spring-2"})

    assert (first[0], again[0], other[0]) == (201, 200, 201)
    assert first[1]["uuid"] == again[1]["uuid"] != other[1]["uuid"]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"title": ""}, "title"),
        ({"starts_at": "soon"}, "starts_at"),
        ({"starts_at": f"{NEXT_YEAR}-05-14T19:00", "ends_at": f"{NEXT_YEAR}-05-14T18:00"}, "ends_at"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"venue_name": ""}, "venue_name"),
        ({"capacity": 0}, "capacity"),
        ({"capacity": True}, "capacity"),
        ({"title": "a\u0000b"}, "__all__"),
        ({"titel": "x"}, "titel"),
        ({"group": "nobody"}, "group"),
    ],
)
def test_what_cannot_be_is_told_by_its_field(call, told, field):
    status, answer = call("post", "/events", MEETUP | told)

    assert status == 422 and list(answer["errors"]) == [field]
    assert not Event.objects.exists()


def test_the_words_of_a_refusal_are_those_of_the_form(call, client, organizer, group):
    client.force_login(organizer)
    form = client.post("/desk/events/new/", MEETUP | {"group": group.slug, "title": "", "starts_at": "soon"})

    _status, answer = call("post", "/events", MEETUP | {"title": "", "starts_at": "soon"})

    assert answer["errors"] == dict(form.context["form"].errors)


def test_what_is_no_json_is_refused_in_the_same_shape(call):
    answer = call.client.post("/api/v1/events", "{", "application/json")

    assert answer.status_code == 400 and "__all__" in answer.json()["errors"]


def test_an_hour_that_comes_twice_stays_the_one_that_it_is(call, group):
    second = dt.datetime(2031, 10, 26, 1, 30, tzinfo=dt.UTC)  # 02:30, which it was an hour before, too
    event = make_event(group=group, starts_at=second, online_url="https://meet.example/1")

    status, changed = call("patch", f"/events/{event.slug}", {"title": "Other"})

    assert status == 200
    assert (changed["starts_at"], changed["ends_at"]) == ("2031-10-26T01:30:00Z", "2031-10-26T03:30:00Z")


def test_a_part_of_the_programme_is_no_field_of_a_meetup(call, group):
    event = make_event(group=group, online_url="https://meet.example/1")

    assert call("patch", f"/events/{event.slug}", {"accent": "#0b6e4f"}) == (
        422,
        {"errors": {"accent": ["There is no such field."]}},
    )


def test_a_draft_is_read_and_published_by_a_token_alone(client):
    user = make_user(name="Ada Lark")
    event = make_event(kind="summit", status="draft")
    make_crew(event, user.person)
    call = Caller(user, "events:write", thing=event)

    assert client.get(f"/api/v1/events/{event.slug}").status_code == 404
    assert call("get", f"/events/{event.slug}")[1]["status"] == "draft"
    assert call("post", f"/events/{event.slug}/publish")[1]["status"] == "published"
    assert client.get(f"/api/v1/events/{event.slug}").status_code == 200


# --- who may not


def every_way(call, event, talk, besides=""):
    """Whatever one could do to this event, as its statuses."""
    base = f"/events/{event.slug}"
    return {
        call("patch", base, {"title": "Other"})[0],
        call("post", f"{base}/publish")[0],
        call("post", f"{base}/cancel", {"why": "No"})[0],
        call("post", f"{base}/postpone", {"why": "No"})[0],
        call("post", f"{base}/reinstate")[0],
        call("post", f"{base}/sessions", {"title": "Other"})[0],
        call("patch", f"{base}/sessions/{talk.code}", {"title": "Other"})[0],
        call("post", f"{base}/sessions/{talk.code}/cancel")[0],
        call("delete", f"{base}/sessions/{talk.code}")[0],
        call("get", f"{base}/registrations")[0],
        *([] if besides == "check-in" else [lets_in(call, event)]),
    }


def lets_in(call, event):
    scan = {"nonce": str(uuid.uuid4()), "registration": 1}
    return call("post", f"/events/{event.slug}/check-ins", {"scans": [scan]})[0]


SCOPES = ("events:write", "programme:write", "registrations:read", "check-in")


def test_a_token_for_one_event_opens_no_other_though_its_maker_may(organizer, group):
    mine, other = make_event(group=group), make_event(group=group)
    talk = make_talk(other, make_person())

    assert every_way(Caller(organizer, *SCOPES, thing=mine), other, talk) == {403}
    assert call_own(organizer, group) == 403


def call_own(organizer, group):
    return Caller(organizer, *SCOPES, thing=group)("get", "/me/registrations")[0]


def test_a_token_without_the_scope_opens_nothing_of_its_event(organizer, group):
    event = make_event(group=group)
    talk = make_talk(event, make_person())
    call = Caller(organizer, "check-in", thing=event)

    assert every_way(call, event, talk, besides="check-in") == {403} and lets_in(call, event) == 200
    assert call("post", "/events", MEETUP)[0] == 403


def test_who_may_no_longer_may_not_by_a_token_either(call, organizer, group):
    event = make_event(group=group)
    talk = make_talk(event, make_person())
    group.memberships.all().delete()

    assert every_way(call, event, talk) == {403}
    assert call("post", "/events", MEETUP)[0] == 403


def test_another_groups_organizer_may_do_nothing_here_and_sees_no_draft(group):
    other = make_user(name="Bo Reed")
    theirs = make_group("Bonn")
    make_membership(theirs, other.person, role="organizer")
    event, draft = make_event(group=group), make_event(group=group, status="draft")
    talk = make_talk(event, make_person())
    call = Caller(other, *SCOPES, thing=theirs)

    assert every_way(call, event, talk) == {403}
    assert every_way(call, draft, talk) == {404}
    assert call("post", "/events", MEETUP | {"group": group.slug})[0] == 403


def test_a_token_for_somebody_elses_group_opens_nothing(group):
    """Made by hand: the desk makes none."""
    event = make_event(group=group)
    call = Caller(make_user(name="Bo Reed"), *SCOPES, thing=group)

    assert every_way(call, event, make_talk(event, make_person())) == {403}


def test_a_meetup_is_not_carried_off_to_another_group(organizer, group):
    other = make_group("Bonn")
    make_membership(other, organizer.person, role="organizer")
    event = make_event(group=group, online_url="https://meet.example/1")

    status, _answer = Caller(organizer, *SCOPES, thing=event)(
        "patch", f"/events/{event.slug}", {"group": other.slug}
    )

    assert status == 403 and Event.objects.get().group == group


def test_the_door_lets_people_in_and_changes_nothing():
    event, user = make_event(), make_user(name="Ada Lark")
    make_crew(event, user.person, Crew.Role.DOOR)
    guest = make_registration(event)
    call = Caller(user, *SCOPES, thing=event)
    scans = {"scans": [{"nonce": str(uuid.uuid4()), "registration": guest.pk}]}

    assert call("post", f"/events/{event.slug}/check-ins", scans)[0] == 200
    assert call("patch", f"/events/{event.slug}", {"title": "Other"})[0] == 403
    assert call("get", f"/events/{event.slug}/registrations")[0] == 403


# --- sessions


def test_a_session_is_made_changed_cancelled_and_its_draft_deleted(call, client, group):
    event = make_event(group=group)
    day = event.local_start.date()
    base = f"/events/{event.slug}/sessions"
    speaker = make_person("Cy Moss", is_public=True)
    told = {
        "title": "Oak at scale",
        "status": "confirmed",
        "starts_at": f"{day}T19:00",
        "ends_at": f"{day}T19:30",
        "room": "Hall",
        "speakers": [speaker.slug, "Somebody New"],
    }

    status, made = call("post", base, told, **{"Idempotency-Key": "1"})
    again = call("post", base, told, **{"Idempotency-Key": "1"})

    assert (status, again[0], again[1]["code"]) == (201, 200, made["code"])
    assert [one["name"] for one in made["speakers"]] == ["Cy Moss", "Somebody New"] and made["room"] == "Hall"
    changed = call("patch", f"{base}/{made['code']}", {"title": "Ash at scale", "speakers": ["Cy Moss"]})[1]
    assert (changed["title"], changed["starts_at"], len(changed["speakers"])) == (
        "Ash at scale",
        made["starts_at"],
        1,
    )
    assert call("post", f"{base}/{made['code']}/cancel")[1]["status"] == "cancelled"
    draft = call("post", base, {"title": "Perhaps"})[1]
    assert client.get(f"/api/v1{base}/{draft['code']}").status_code == 404
    assert call("get", f"{base}/{draft['code']}")[1]["status"] == "draft"
    assert call("get", f"/sessions?event={event.slug}")[1]["count"] == 2
    assert client.get(f"/api/v1/sessions?event={event.slug}").json()["count"] == 1
    assert call("delete", f"{base}/{draft['code']}")[0] == 204
    assert call("delete", f"{base}/{made['code']}")[0] == 409


def test_a_session_that_somebody_moved_meanwhile_is_not_moved_back(call, group):
    event = make_event(group=group)
    talk = make_talk(event, make_person())
    at = event.starts_at
    timetable.move(
        session=talk,
        room=None,
        starts_at=at,
        ends_at=at + dt.timedelta(minutes=30),
        seen=0,
        by=None,
        now=clock.now(),
    )
    day = event.local_start.date()
    told = {"starts_at": f"{day}T08:15", "ends_at": f"{day}T08:45"}
    address = f"/events/{event.slug}/sessions/{talk.code}"

    assert call("patch", address, told | {"seen": 0})[0] == 409
    assert call("patch", address, told | {"seen": call("get", address)[1]["seen"]})[0] == 200


def test_what_a_session_cannot_be_is_told_by_its_field(call, group):
    event = make_event(group=group)
    base = f"/events/{event.slug}/sessions"

    assert set(call("post", base, {"title": "T", "kind": "nap", "ends_at": "1"})[1]["errors"]) == {
        "kind",
        "ends_at",
    }
    assert set(call("post", base, {"title": "T", "speakers": ["\u0000"]})[1]["errors"]) == {"speakers"}
    assert set(call("post", base, {"title": "T", "speakers": "Cy"})[1]["errors"]) == {"speakers"}


# --- registrations


def test_who_is_registered_is_read_page_by_page_in_as_many_queries(
    call, group, django_assert_max_num_queries
):
    event = make_event(group=group)
    make_registration(event, name="First")
    make_registration(event, name="Gone", status="cancelled")
    address = f"/events/{event.slug}/registrations?page_size=40"
    with django_assert_max_num_queries(60) as few:
        (row,) = call("get", address)[1]["items"]
    for _n in range(29):
        make_registration(event)

    with django_assert_max_num_queries(len(few)):
        page = call("get", address)[1]

    assert row["name"] == "First" and row["email"] and "secret" not in row
    assert page["count"] == 30 and page["next"] is None
    first = call("get", f"/events/{event.slug}/registrations?page_size=20")[1]
    rest = call("get", first["next"].partition("/api/v1")[2])[1]
    assert len({row["number"] for row in first["items"] + rest["items"]}) == 30
    assert call("get", f"{address}&status=cancelled")[1]["items"][0]["name"] == "Gone"
    assert call("get", f"{address}&status=lost")[0] == 422


def test_a_scan_told_twice_lets_in_once(call, group):
    event = make_event(group=group)
    guest = make_registration(event, name="Dee")
    scan = {"nonce": str(uuid.uuid4()), "code": guest.secret, "door": "north"}
    address = f"/events/{event.slug}/check-ins"

    first = call("post", address, {"scans": [scan]})[1]["results"][0]
    again = call("post", address, {"scans": [scan]})[1]["results"][0]
    other = call("post", address, {"scans": [scan | {"nonce": str(uuid.uuid4())}]})[1]["results"][0]
    strange = call("post", address, {"scans": [scan | {"nonce": str(uuid.uuid4()), "code": "??"}]})[1][
        "results"
    ][0]

    assert (first["answer"], again["answer"], other["answer"]) == ("admitted", "admitted", "already in")
    assert (first["name"], first["door"], strange["answer"], strange["why"]) == (
        "Dee",
        "north",
        "not valid",
        "unknown",
    )


def test_a_scan_of_nothing_is_refused(call, group):
    event = make_event(group=group)

    status, answer = call(
        "post", f"/events/{event.slug}/check-ins", {"scans": [{"nonce": str(uuid.uuid4())}]}
    )

    assert status == 422 and list(answer["errors"]) == ["scans.0"]


def test_ones_own_registrations_are_read_and_given_back():
    user = make_user(name="Ada Lark")
    event = make_event(capacity=5, taken=1)
    own = make_registration(event, person=user.person, email=user.email)
    others = make_registration(event)
    call = Caller(user, "my-registrations")

    (row,) = call("get", "/me/registrations")[1]["items"]
    status, given = call("post", f"/me/registrations/{own.pk}/cancel")

    assert (row["number"], row["event"]["slug"], row["status"]) == (own.pk, event.slug, "confirmed")
    assert (status, given["status"]) == (200, "cancelled") and Event.objects.get().taken == 0
    assert call("post", f"/me/registrations/{own.pk}/cancel")[0] == 200
    assert call("post", f"/me/registrations/{others.pk}/cancel")[0] == 404


def test_a_seat_is_not_given_back_too_late():
    user = make_user(name="Ada Lark")
    event = make_event()
    make_terms(event, changes_until=clock.now() - dt.timedelta(hours=1))
    own = make_registration(event, person=user.person, email=user.email)

    assert Caller(user, "my-registrations")("post", f"/me/registrations/{own.pk}/cancel")[0] == 409


def test_what_a_token_did_is_not_noted_on_what_a_person_does_next(call, client, organizer, group):
    event = make_event(group=group, online_url="https://meet.example/1")
    call("patch", f"/events/{event.slug}", {"title": "By a program"})
    client.force_login(organizer)

    client.post(f"/desk/events/{event.slug}/publish/")
    tokens.revoke(token=call.token, by=organizer, now=clock.now())

    assert "token" not in AuditEntry.objects.get(verb="revoke").details
