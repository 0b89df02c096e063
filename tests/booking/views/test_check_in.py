"""The door's page without scripts, and what phones and the site tell each other."""

import datetime as dt
import hashlib
import json
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.clock import now as clock_now
from events.booking.models import CheckIn
from events.booking.views import check_in_device
from tests.factories.booking import make_registration
from tests.factories.events import make_crew, make_event
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
A_MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def event():
    return make_event("Oak night")


@pytest.fixture
def helper(event):
    user = make_user(name="Ed Ash")
    make_crew(event, user.person, "door")
    return user


@pytest.fixture
def door(client, helper):
    client.force_login(helper)
    return client


@pytest.fixture
def ann(event):
    return make_registration(
        event,
        name="Ann Reed",
        email="ann@people.example",
        confirmed_at=clock_now() - dt.timedelta(days=1),
    )


def address(event, name="desk_check_in"):
    return reverse(name, args=[event.slug])


def scan(event, **item):
    return {"nonce": str(uuid.uuid4()), "door": "North", "scanned_at": clock_now().isoformat(), **item}


def send(client, event, *scans, **more):
    body = json.dumps({"scans": list(scans), **more})
    return client.post(address(event, "desk_check_in_scans"), body, content_type="application/json")


def test_where_many_come_the_numbers_of_a_scan_are_a_second_old_at_most(door, event, ann, monkeypatch):
    bo = make_registration(event, name="Bo", email="bo@people.example", confirmed_at=ann.confirmed_at)
    monkeypatch.setattr(check_in_device, "_counted", {})
    monkeypatch.setattr(check_in_device, "MANY", 1)
    clock = [1000.0]
    monkeypatch.setattr(check_in_device.time, "monotonic", lambda: clock[0])

    def came(*scans):
        return send(door, event, *scans).json()["counts"]["came"]

    assert came(scan(event, code=ann.secret)) == 1
    clock[0] += 0.9
    assert came(scan(event, code=bo.secret)) == 1, "counted at each scan"
    clock[0] += 0.2
    assert door.get(address(event, "desk_check_in_counts")).json()["counts"]["came"] == 2
    # Where few come each scan counts itself.
    monkeypatch.setattr(check_in_device, "MANY", 500)
    clock[0] += 2
    assert came(scan(event, code=bo.secret, nonce=str(CheckIn.objects.latest("pk").nonce), undone=True)) == 1


# -- without scripts ----------------------------------------------------------------------------------


def test_who_is_found_by_name_is_let_in_and_taken_back_with_one_button_each(door, event, ann):
    looked = door.post(address(event), {"q": "reed", "door": "North"})
    (found,) = looked.context["results"]
    assert found["may_enter"]
    asked = {"registration": ann.pk, "nonce": found["nonce"], "door": "North"}

    answers = [door.post(address(event), {"verb": "let in", **asked}) for _ in range(2)]

    for answer in answers:  # a page sent again is the same scan
        assert answer.status_code == 200
        assert (answer.context["results"][0]["tone"], answer.context["counts"]["came"]) == ("good", 1)
    assert CheckIn.objects.count() == 1
    (again,) = door.post(address(event), {"q": ann.secret}).context["results"]
    assert (again["tone"], again["may_enter"], again["may_leave"]) == ("warn", False, True)
    assert "North" in again["word"]
    door.post(address(event), {"verb": "take back", **asked})
    ann.refresh_from_db()
    assert ann.checked_in_at is None


@pytest.mark.parametrize(
    "sent",
    [
        {"registration": "x", "nonce": str(uuid.uuid4())},
        {"registration": "1", "nonce": "x"},
        {},
        {"registration": str(2**70), "nonce": str(uuid.uuid4())},
    ],
)
@pytest.mark.parametrize("verb", ["let in", "take back"])
def test_button_that_names_nobody_lets_nobody_in(door, event, ann, verb, sent):
    answer = door.post(address(event), {"verb": verb, **sent})

    assert answer.status_code == 200
    assert answer.context["results"][0]["tone"] == "bad"
    assert not CheckIn.objects.exists()


def test_ticket_of_another_event_is_not_let_in_by_its_number(door, event):
    other = make_registration(make_event(), name="Bo Birch")

    answer = door.post(
        address(event), {"verb": "let in", "registration": other.pk, "nonce": str(uuid.uuid4())}
    )

    assert b"Bo Birch" not in answer.content
    assert not CheckIn.objects.exists()


# -- the app ------------------------------------------------------------------------------------------


def test_camera_is_allowed_on_this_page_alone(door, event):
    assert "camera=(self)" in door.get(address(event))["Permissions-Policy"]
    assert "camera=()" in door.get("/")["Permissions-Policy"]
    assert "camera=()" in door.get(event.get_absolute_url())["Permissions-Policy"]


def test_worker_and_manifest_reach_this_page_and_no_other(door, event):
    page = address(event)
    worker = door.get(address(event, "desk_check_in_worker"))
    manifest = door.get(address(event, "desk_check_in_manifest"))

    assert worker["Content-Type"].startswith("text/javascript")
    assert f'"page": "{page}"'.encode() in worker.content
    assert "Service-Worker-Allowed" not in worker
    assert address(event, "desk_check_in_worker").startswith(page)
    told = json.loads(manifest.content)
    assert manifest["Content-Type"].startswith("application/manifest+json")
    assert (told["start_url"], told["scope"], told["display"]) == (page, page, "standalone")
    assert event.title in told["name"]


@pytest.mark.parametrize("name", ["worker", "manifest", "list", "scans", "counts"])
def test_everything_of_the_app_is_shut_to_others(client, event, ann, name):
    url = address(event, f"desk_check_in_{name}")
    how = client.post if name == "scans" else client.get
    assert how(url)["Location"].startswith("/accounts/login/")
    for role in (None, "treasurer", "chair"):
        user = make_user(name=str(role))
        if role:
            make_crew(event, user.person, role)
        client.force_login(user)
        assert how(url).status_code == 403
    elsewhere = make_user(name="Flo Birch")
    make_crew(make_event(), elsewhere.person, "door")
    client.force_login(elsewhere)
    assert how(url).status_code == 403


# -- the list -----------------------------------------------------------------------------------------


def test_list_holds_no_code_and_no_address_but_what_tells_two_of_one_name_apart(door, event, ann):
    make_registration(event, name="Gone", status="expired")

    answer = door.get(address(event, "desk_check_in_list"))

    told = answer.json()
    assert ann.secret not in answer.content.decode() and ann.email not in answer.content.decode()
    (row,) = told["attendees"]
    assert dict(zip(told["columns"], row, strict=True)) == {
        "id": ann.pk,
        "sha256": hashlib.sha256(ann.secret.encode()).hexdigest(),
        "name": "Ann Reed",
        "email": "a…@people.example",
        "ticket_type": None,
        "status": "confirmed",
        "checked_in_at": None,
        "door": "",
        "due": "",
    }
    assert "no-store" in answer["Cache-Control"]


def test_list_is_sent_once_until_something_changes(door, event, ann):
    url = address(event, "desk_check_in_list")
    tag = door.get(url)["ETag"]

    assert door.get(url, headers={"If-None-Match": tag}).status_code == 304
    send(door, event, scan(event, code=ann.secret))
    changed = door.get(url, headers={"If-None-Match": tag})

    assert changed.status_code == 200
    assert changed.json()["attendees"][0][-2] == "North"


def test_list_of_many_takes_as_many_statements_as_that_of_one(door, event):
    make_registration(event)
    url = address(event, "desk_check_in_list")
    door.get(url)
    with CaptureQueriesContext(connection) as one:
        door.get(url)
    for _ in range(29):
        make_registration(event)
    with CaptureQueriesContext(connection) as many:
        assert len(door.get(url).json()["attendees"]) == 30

    assert len(one) == len(many)


# -- scans --------------------------------------------------------------------------------------------


def test_scans_are_answered_each_and_counted(door, event, ann):
    bo = make_registration(event, name="Bo Birch", status="cancelled", cancelled_at=clock_now())
    first = scan(event, code=f"https://moot.example/registrations/{ann.secret}/")

    told = send(
        door,
        event,
        first,
        scan(event, id=ann.pk, door="South", scanned_at=(clock_now() + A_MINUTE).isoformat()),
        scan(event, code=bo.secret),
        scan(event, code="nonsense"),
    ).json()

    assert [(one["answer"], one["tone"], one["name"]) for one in told["results"]] == [
        ("admitted", "good", "Ann Reed"),
        ("already in", "warn", "Ann Reed"),
        ("not valid", "bad", "Bo Birch"),
        ("not valid", "bad", ""),
    ]
    assert "North" in told["results"][1]["word"]
    assert told["counts"] == {"expected": 1, "came": 1, "held": 0, "waiting": 0}
    assert [scan["door"] for scan in told["twice"][0]["scans"]] == ["North", "South"]
    again = send(door, event, first).json()
    assert again["results"][0]["answer"] == "admitted"
    assert CheckIn.objects.count() == 2


def test_scan_taken_back_from_a_phone(door, event, ann):
    first = scan(event, code=ann.secret)
    send(door, event, first)

    told = send(door, event, {**first, "undone": True}).json()

    assert (told["results"][0]["answer"], told["counts"]["came"]) == ("taken back", 0)
    ann.refresh_from_db()
    assert ann.checked_in_at is None


def test_two_phones_that_were_offline_agree_on_the_first(door, event, ann):
    early, late = clock_now() - 30 * A_MINUTE, clock_now() - 10 * A_MINUTE
    sent = clock_now().isoformat()
    send(door, event, scan(event, code=ann.secret, door="South", scanned_at=late.isoformat()), sent_at=sent)

    told = send(
        door, event, scan(event, code=ann.secret, door="North", scanned_at=early.isoformat()), sent_at=sent
    ).json()

    ann.refresh_from_db()
    assert ann.checked_in_at == early
    assert [scan["door"] for scan in told["twice"][0]["scans"]] == ["North", "South"]
    assert told["counts"]["came"] == 1


@pytest.mark.parametrize("hours", [-5, 3])
def test_clock_of_a_phone_that_is_wrong_is_put_right(door, event, ann, hours):
    wrong = clock_now() + dt.timedelta(hours=hours)

    send(
        door,
        event,
        scan(event, code=ann.secret, scanned_at=(wrong - 10 * A_MINUTE).isoformat()),
        sent_at=wrong.isoformat(),
    )

    ann.refresh_from_db()
    assert abs(clock_now() - 10 * A_MINUTE - ann.checked_in_at) < A_MINUTE


@pytest.mark.parametrize(
    "item",
    [
        {"nonce": "x"},
        {"nonce": None},
        {"nonce": 7},
        {"code": 7},
        {"code": None, "id": None},
        {"code": None, "id": True},
        {"code": None, "id": -1},
        {"code": None, "id": 2**70},
        {"code": None, "id": "1"},
        {"scanned_at": "yesterday"},
        {"scanned_at": "2026-05-14T09:00"},
        {"scanned_at": 5},
        {"scanned_at": "2026-02-31T09:00Z"},
        {"door": ["North"]},
    ],
)
def test_scan_that_cannot_be_read_holds_up_no_other(door, event, ann, item):
    broken = {**scan(event, code=ann.secret), **item}

    answer = send(door, event, broken, scan(event, code=ann.secret))

    assert answer.status_code == 200
    assert [one["answer"] for one in answer.json()["results"]] == ["not understood", "admitted"]
    assert CheckIn.objects.count() == 1


@pytest.mark.parametrize(
    "body", ["", "{", "[1]", '{"scans": 5}', "{}", "null", '"x"', '{"scans": [], "sent_at": 5}', b"\xff"]
)
def test_what_is_no_list_of_scans_is_refused(door, event, body):
    answer = door.post(address(event, "desk_check_in_scans"), body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["error"]


def test_too_many_scans_at_once_are_refused(door, event):
    assert send(door, event, *[scan(event, code="x")] * 501).status_code == 413


def test_scans_without_the_pages_token_are_refused_and_the_token_is_told_anew(helper, event, ann):
    client = Client(enforce_csrf_checks=True)
    client.force_login(helper)
    assert send(client, event, scan(event, code=ann.secret)).status_code == 403
    token = client.get(address(event, "desk_check_in_counts")).json()["csrf"]

    answer = client.post(
        address(event, "desk_check_in_scans"),
        json.dumps([scan(event, code=ann.secret)]),
        content_type="application/json",
        headers={"X-CSRFToken": token},
    )

    assert answer.json()["results"][0]["answer"] == "admitted"


def test_hostile_words_stay_words(door, event):
    name = "</script><script>alert(1)</script>\u202e"
    row = make_registration(event, name=name[:60])

    told = send(door, event, scan(event, code=row.secret, door="<b>\u202e\x00 " * 40)).json()
    page = door.get(address(event)).content.decode()

    assert "<script>alert" not in page
    assert len(CheckIn.objects.get().door) <= 60
    assert "\u202e" not in CheckIn.objects.get().door
    assert told["results"][0]["answer"] == "admitted"


def test_a_scan_takes_few_statements(door, event, ann):
    send(door, event, scan(event, id=ann.pk))
    row = make_registration(event)
    with CaptureQueriesContext(connection) as queries:
        send(door, event, scan(event, code=row.secret, live=True))

    # Counting who is in among them; and the event is read once, with all that is looked at.
    assert len(queries) <= 12
    assert sum('FROM "events_event"' in query["sql"] for query in queries) == 1
