"""Tokens for programs: making, showing once, taking back; tests/config/test_api_writing.py says what each opens."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.test import Client

from core import clock, tokens
from core.api import permission
from core.models import ApiToken, AuditEntry
from tests.factories.events import make_crew, make_event
from tests.factories.groups import make_group, make_membership
from tests.factories.people import make_user
from tests.factories.tokens import make_token, program

pytestmark = pytest.mark.django_db
OWN = "/api/v1/me/registrations"


@pytest.fixture
def ada():
    return make_user(name="Ada Lark")


def test_a_token_opens_what_it_is_for(ada, client):
    _row, secret = make_token(ada, "my-registrations")

    assert program(secret).get(OWN).status_code == 200
    assert client.get(OWN).status_code == 401


def test_a_token_taken_back_is_dead_in_the_next_request(ada):
    row, secret = make_token(ada, "my-registrations")
    caller = program(secret)
    before = caller.get(OWN).status_code

    tokens.revoke(token=row, by=ada, now=clock.now())

    answer = caller.get(OWN)
    assert (before, answer.status_code) == (200, 401)
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert caller.get("/api/v1/groups").status_code == 401, (
        "also where no token is needed: whoever sends one is told"
    )


def test_a_token_that_is_over_opens_nothing(ada):
    _row, secret = make_token(ada, "my-registrations", lasts=dt.timedelta(hours=1))

    with time_machine.travel(clock.now() + dt.timedelta(hours=1, seconds=1)):
        assert program(secret).get(OWN).status_code == 401


def test_a_token_of_a_shut_account_opens_nothing(ada):
    _row, secret = make_token(ada, "my-registrations")
    ada.is_active = False
    ada.save()

    assert program(secret).get(OWN).status_code == 401


@pytest.mark.parametrize(
    "said", ["Bearer", "Bearer ", "Bearer moot_", "Bearer moot_\udcff", "Basic YTpi", "moot_x"]
)
def test_what_is_no_token_is_refused(said):
    assert Client(headers={"Authorization": said}).get(OWN).status_code == 401


def test_a_session_counts_for_nothing(ada, client):
    client.force_login(ada)

    assert client.get(OWN).status_code == 401


def test_no_answer_to_a_token_may_be_kept_on_the_way(ada):
    _row, secret = make_token(ada, "my-registrations")
    caller = program(secret)

    for address in (OWN, "/api/v1/groups", "/api/v1/token", "/api/v1/nothing", "/api/v1/openapi.json"):
        for _turn in range(3):
            answer = caller.get(address)
            assert answer["Cache-Control"] == "private, no-store" and "Authorization" in answer["Vary"]
    assert Client(headers={"Authorization": "Bearer x"}).get(OWN)["Cache-Control"] == "private, no-store"
    assert Client().get(OWN)["Cache-Control"].startswith("private")


def test_a_token_also_asks_whether_something_changed(ada):
    caller = program(make_token(ada, "my-registrations")[1])
    tag = caller.get(OWN)["ETag"]

    assert caller.get(OWN, headers={"If-None-Match": tag}).status_code == 304


def test_one_token_asks_so_many_times_a_minute(ada, monkeypatch, still_clock):
    monkeypatch.setattr(permission, "READS_A_MINUTE", 3)
    caller, other = (program(make_token(ada, "my-registrations")[1]) for _ in range(2))

    answers = [caller.get(OWN) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert other.get(OWN).status_code == 200


def test_the_last_use_is_noted_once_a_minute(ada, django_assert_num_queries):
    row, secret = make_token(ada, "my-registrations")
    caller = program(secret)
    caller.get(OWN)
    row.refresh_from_db()
    first = row.last_used_at

    caller.get(OWN)
    row.refresh_from_db()

    assert first is not None and row.last_used_at == first
    with time_machine.travel(clock.now() + dt.timedelta(minutes=2)):
        caller.get(OWN)
    row.refresh_from_db()
    assert row.last_used_at > first


def test_no_secret_stands_in_the_database(ada):
    row, secret = make_token(ada, "my-registrations")

    assert secret not in str(ApiToken.objects.values().get()) and row.ending == secret[-4:]
    assert secret not in str(list(AuditEntry.objects.values()))


def test_what_a_token_cannot_be_for_is_not_in_it(ada):
    group = make_group()

    assert make_token(ada, "my-registrations", "check-in", "all", thing=group)[0].scopes == ["check-in"]


def test_nobody_has_more_tokens_than_can_be_looked_after(ada, monkeypatch):
    monkeypatch.setattr(tokens, "MOST", 1)
    first, _secret = make_token(ada, "my-registrations")

    with pytest.raises(tokens.NotNow):
        make_token(ada, "my-registrations")
    tokens.revoke(token=first, by=ada, now=clock.now())
    make_token(ada, "my-registrations")


def test_a_program_is_told_what_its_token_is_for(ada):
    group = make_group("Köln")
    answer = program(make_token(ada, "check-in", thing=group)[1]).get("/api/v1/token").json()

    assert (answer["scopes"], answer["thing"], answer["slug"]) == (["check-in"], "group", group.slug)


# --- the pages


def made(client, address, **told):
    return client.post(address, {"name": "Hall display", "days": "30", "key": str(uuid.uuid4()), **told})


def test_at_my_page_a_token_is_made_shown_once_and_taken_back(ada, client):
    client.force_login(ada)

    answer = made(client, "/me/programs/", wants="my-registrations")
    secret = answer.context["secret"]

    assert secret in answer.text and "no-store" in answer["Cache-Control"]
    assert secret not in client.get("/me/programs/").text
    assert program(secret).get(OWN).status_code == 200
    client.post("/me/programs/", {"verb": "revoke", "token": answer.context["made"].uuid})
    assert program(secret).get(OWN).status_code == 401
    assert "Hall display" not in client.get("/me/programs/").text


def test_a_form_sent_twice_makes_one_token(ada, client):
    client.force_login(ada)
    key = str(uuid.uuid4())

    first = made(client, "/me/programs/", wants="my-registrations", key=key)
    second = made(client, "/me/programs/", wants="my-registrations", key=key)

    assert (first.status_code, second.status_code, ApiToken.objects.count()) == (200, 302, 1)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({}, "wants"),
        ({"wants": "check-in"}, "wants"),
        ({"wants": "my-registrations", "days": "9999"}, "days"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(ada, client, told, field):
    client.force_login(ada)

    answer = made(client, "/me/programs/", **told)

    assert answer.status_code == 422 and field in answer.context["form"].errors
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("room", ["event", "group"])
def test_at_a_desk_organizers_see_and_take_back_the_tokens_of_each_other(ada, client, room):
    bo, stranger = make_user(name="Bo Reed"), make_user(name="Cy")
    thing = make_event() if room == "event" else make_group()
    for user in (ada, bo):
        if room == "event":
            make_crew(thing, user.person)
        else:
            make_membership(thing, user.person, role="organizer")
    address = f"/desk/{room}s/{thing.slug}/programs/"
    client.force_login(ada)
    secret = made(client, address, wants=["check-in", "events:write"]).context["secret"]

    client.force_login(stranger)
    assert client.get(address).status_code == 403
    client.force_login(bo)
    assert "Ada Lark" in client.get(address).text
    client.post(address, {"verb": "revoke", "token": ApiToken.objects.get().uuid})

    assert program(secret).get("/api/v1/token").status_code == 401
    assert AuditEntry.objects.filter(verb="revoke", by=bo).exists()


def test_nobody_takes_back_a_token_from_a_page_that_does_not_list_it(ada, client):
    row, _secret = make_token(make_user(name="Bo Reed"), "my-registrations")
    client.force_login(ada)

    client.post("/me/programs/", {"verb": "revoke", "token": row.uuid})
    client.post("/me/programs/", {"verb": "revoke", "token": "nonsense"})

    row.refresh_from_db()
    assert row.revoked_at is None


def test_the_list_takes_as_many_queries_for_thirty_tokens(ada, client, django_assert_max_num_queries):
    client.force_login(ada)
    make_token(ada, "check-in", thing=make_event())
    client.get("/me/programs/")
    with django_assert_max_num_queries(100) as few:
        client.get("/me/programs/")
    for _n in range(15):
        make_token(ada, "check-in", thing=make_event())

    with django_assert_max_num_queries(len(few)):
        client.get("/me/programs/")
