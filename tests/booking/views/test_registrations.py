"""The desk's list of registrations, its files, one registration, adding by hand and by list."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.clock import now
from events.booking.models import Answer, Code, Question, Registration, SensitiveAnswer, TicketType
from tests.factories.booking import make_registration
from tests.factories.events import make_crew, make_event
from tests.factories.paying import make_paid_event
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event("Oak night", attendance="hybrid")


@pytest.fixture
def organizer(client, event):
    user = make_user(name="Olu Organizer")
    make_crew(event, user.person)
    client.force_login(user)
    return user


@pytest.fixture
def treasurer(client, event):
    user = make_user(name="Tia Treasurer")
    make_crew(event, user.person, "treasurer")
    client.force_login(user)
    return user


def url(name, event, *args):
    return reverse(name, args=[event.slug, *args])


def names(answer):
    return [row["name"] for row in answer.context["rows"]]


def table(answer):
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


# -- who may --------------------------------------------------------------------------------------------


def test_each_of_the_crew_sees_what_is_theirs(client, event):
    row = make_registration(event)
    both, organizers = {"organizer", "treasurer"}, {"organizer"}
    pages = {
        url("desk_registrations", event): both,
        url("desk_export_csv", event): both,
        url("desk_export_json", event): both,
        url("desk_registration", event, row.pk): both,
        url("desk_figures", event): both,
        url("desk_add", event): organizers,
        url("desk_import", event): organizers,
        url("desk_letter_new", event): organizers,
    }
    users = {"stranger": make_user(name="Bo Reed")}
    for role in ("organizer", "door", "treasurer", "chair"):
        users[role] = make_user(name=role)
        make_crew(event, users[role].person, role)

    for page, may in pages.items():
        client.logout()
        assert client.get(page)["Location"].startswith("/accounts/login/")
        for role, user in users.items():
            client.force_login(user)
            assert client.get(page).status_code == (200 if role in may else 403), (page, role)
    client.force_login(users["treasurer"])
    assert client.post(url("desk_registration", event, row.pk), {"verb": "cancel"}).status_code == 403
    client.force_login(users["organizer"])
    other = make_event()
    make_crew(other, users["organizer"].person)
    assert client.get(url("desk_registration", other, row.pk)).status_code == 404


# -- the list -------------------------------------------------------------------------------------------


@pytest.fixture
def people(event):
    kind = TicketType.objects.create(event=event, name="Student")
    dinner = TicketType.objects.create(event=event, name="Dinner", kind="addon")
    code = Code.objects.create(event=event, code="OAK", percent=10, created_at=now())
    size = Question.objects.create(event=event, label="Size?")
    lunch = Question.objects.create(event=event, label="Lunch?", kind="yes")
    diet = Question.objects.create(event=event, label="Diet?", is_sensitive=True)
    ann = make_registration(event, name="Änn", ticket_type=kind, attendance="online", uses_code=True)
    ann.order.code = code
    ann.order.save()
    Answer.objects.create(registration=ann, question=size, value="größe M")
    Answer.objects.create(registration=ann, question=lunch, value=True)
    SensitiveAnswer.objects.create(registration=ann, question=diet, value="vegan")
    make_registration(event, name="Bo", attendance="in_person", checked_in_at=now())
    make_registration(event, name="Cy", status="waiting", waiting_since=now())
    make_registration(event, name="Di", status="cancelled")
    make_registration(event, name="Änn", ticket_type=dinner, holder=ann, is_own=False)
    return {"kind": kind, "dinner": dinner, "size": size, "lunch": lunch, "diet": diet, "ann": ann}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Änn", "Bo", "Cy"]),
        ({"q": "ann"}, ["Änn"]),
        ({"status": "cancelled"}, ["Di"]),
        ({"status": "waiting"}, ["Cy"]),
        ({"ticket_type": "kind"}, ["Änn"]),
        ({"ticket_type": "dinner"}, ["Änn"]),
        ({"ticket_type": "none"}, ["Bo", "Cy"]),
        ({"side": "online"}, ["Änn"]),
        ({"code": "oak"}, ["Änn"]),
        ({"checked_in": "yes"}, ["Bo"]),
        ({"checked_in": "no"}, ["Änn", "Cy"]),
        ({"question": "size"}, ["Änn"]),
        ({"question": "size", "answer": "größe"}, ["Änn"]),
        ({"question": "size", "answer": "L"}, []),
        ({"question": "lunch", "answer": "yes"}, ["Änn"]),
        ({"question": "lunch", "answer": "no"}, []),
        ({"question": "diet", "answer": "vegan"}, ["Änn"]),
    ],
)
def test_the_list_is_filtered(client, event, organizer, people, asked, found):
    asked = {
        name: people[value].pk if name in {"ticket_type", "question"} and value in people else value
        for name, value in asked.items()
    }

    answer = client.get(url("desk_registrations", event), asked)

    assert answer.status_code == 200 and names(answer) == found
    exported = [row["name"] for row in table(client.get(url("desk_export_csv", event), asked))]
    assert exported == found


def test_what_was_told_in_confidence_is_the_organizers_alone(client, event, treasurer, people):
    page = client.get(url("desk_registration", event, people["ann"].pk)).content.decode()
    (row, *_others) = table(client.get(url("desk_export_csv", event)))
    whole = client.get(url("desk_export_json", event)).content.decode()
    filtered = client.get(url("desk_registrations", event), {"question": people["diet"].pk})

    assert "größe M" in page and "vegan" not in page + whole and "Diet?" not in row
    assert filtered.status_code == 422
    organizer = make_user(name="Olu")
    make_crew(event, organizer.person)
    client.force_login(organizer)
    page = client.get(url("desk_registration", event, people["ann"].pk)).content.decode()
    (row, *_others) = table(client.get(url("desk_export_csv", event)))
    assert "vegan" in page and "Told in confidence" in page and row["Diet?"] == "vegan"


def test_a_filter_that_means_nothing_is_told(client, event, organizer, people):
    for page in ("desk_registrations", "desk_export_csv", "desk_export_json"):
        assert client.get(url(page, event), {"status": "odd"}).status_code == 422
    assert client.get(url("desk_letter_new", event), {"status": "odd"}).status_code == 404
    assert names(client.get(url("desk_registrations", event), {"page": "nonsense"})) == ["Änn", "Bo", "Cy"]
    assert "Nobody is found" in client.get(url("desk_registrations", event), {"q": "zzz"}).content.decode()


def test_pages_have_fifty_and_cost_the_same_for_one_and_for_hundred(client, event, organizer, people):
    page, counts = url("desk_registrations", event), []
    for _turn in range(2):
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(page)
        counts.append(len(queries))
        for n in range(100):
            make_registration(event, name=f"Reed {n}", ticket_type=people["kind"])

    assert counts[0] == counts[1] <= 14
    with CaptureQueriesContext(connection):
        answer = client.get(page, {"page": "2"})
    assert len(answer.context["rows"]) == 50 and answer.context["found"] == 203


def test_files_hold_no_formula_and_cost_the_same_for_thirty(client, event, organizer):
    size = Question.objects.create(event=event, label="=Size?")
    hostile = make_registration(event, name="=HYPERLINK(1)", email="ann@people.example")
    Answer.objects.create(registration=hostile, question=size, value="@SUM(A1)")
    counts = []
    for _turn in range(2):
        with CaptureQueriesContext(connection) as queries:
            rows = table(client.get(url("desk_export_csv", event)))
        counts.append(len(queries))
        for _n in range(30):
            row = make_registration(event)
            Answer.objects.create(registration=row, question=size, value="M")

    assert counts[0] == counts[1]
    assert (rows[0]["name"], rows[0]["'=Size?"]) == ("'=HYPERLINK(1)", "'@SUM(A1)")
    whole = json.loads(client.get(url("desk_export_json", event)).content)
    assert whole["registrations"][0]["answers"] == {"=Size?": "@SUM(A1)"}
    assert whole["registrations"][0]["name"] == "=HYPERLINK(1)"


def test_a_list_of_those_with_an_addition_says_how_they_are_reached(client, event, organizer):
    dinner = TicketType.objects.create(event=event, name="Dinner", kind="addon")
    seat = make_registration(event, email="ann@people.example")
    make_registration(event, order=seat.order, holder=seat, is_own=False, email="", ticket_type=dinner)

    rows = table(client.get(url("desk_export_csv", event), {"ticket_type": dinner.pk}))

    assert [row["email"] for row in rows] == ["ann@people.example"]


# -- one registration -----------------------------------------------------------------------------------


def test_an_organizer_mends_cancels_and_sends_again(client, event, organizer):
    row = make_registration(event, name="Ann Reeed")
    event.taken = 1
    event.save(update_fields=["taken"])
    page = url("desk_registration", event, row.pk)

    assert client.post(page, {"verb": "name", "name": ""}).status_code == 422
    client.post(page, {"verb": "name", "name": "Ann Reed"})
    client.post(page, {"verb": "resend"})
    client.post(page, {"verb": "up"})
    client.post(page, {"verb": "nonsense"})
    row.refresh_from_db()
    assert (row.name, row.status) == ("Ann Reed", "confirmed")
    client.post(page, {"verb": "cancel"})

    row.refresh_from_db()
    assert row.status == "cancelled"
    assert "Change the name" in client.get(page).content.decode()


# -- by hand and by list --------------------------------------------------------------------------------


def test_somebody_is_added_by_hand(client, event, organizer):
    kind = TicketType.objects.create(event=event, name="Student", price_cents=900)
    sent = {"name": "Ann Reed", "email": "ann@people.example", "because": "paid"}

    assert "ticket_type" in client.post(url("desk_add", event), sent).context["form"].errors
    done = client.post(url("desk_add", event), {**sent, "ticket_type": kind.pk, "attendance": "online"})
    twice = client.post(url("desk_add", event), {**sent, "ticket_type": kind.pk})

    row = event.registrations.get()
    assert done.status_code == 302 and twice.status_code == 422 and "email" in twice.context["form"].errors
    assert (row.ticket_type, row.attendance, row.price_cents) == (kind, "online", 0)


def test_where_there_is_no_seat_one_is_asked(client, event, organizer):
    event.capacity = event.taken = 1
    event.save(update_fields=["capacity", "taken"])
    sent = {"name": "Ann Reed", "email": "ann@people.example", "because": "free"}

    refused = client.post(url("desk_add", event), sent)
    waits = client.post(url("desk_add", event), {**sent, "may_wait": "on"})

    assert refused.status_code == 422 and "may_wait" in refused.context["form"].errors
    assert waits.status_code == 302 and event.registrations.get().status == "waiting"


LIST = "name,email,type\nAnn,ann@people.example,student\n=Bo,bo@people.example,Student\n"


def test_a_list_is_looked_at_first_and_then_written(client, event, organizer):
    TicketType.objects.create(event=event, name="Student")
    file = SimpleUploadedFile("list.csv", LIST.encode("utf-8-sig"))

    look = client.post(url("desk_import", event), {"file": file, "because": "free"})
    assert look.status_code == 200 and not event.registrations.exists()
    assert "Add 2 people" in look.content.decode()
    done = client.post(
        url("desk_import", event), {"text": look.context["text"], "because": "free", "verb": "import"}
    )
    again = client.post(url("desk_import", event), {"text": LIST, "because": "free", "verb": "import"})

    assert done.status_code == 302
    assert {row.name for row in event.registrations.all()} == {"Ann", "=Bo"}
    assert again.status_code == 422 and event.registrations.count() == 2
    assert [line["why"] for line in again.context["lines"]] == ["This e-mail is registered already."] * 2


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (",ann@people.example,Student", "There is no name."),
        ("Ann,ann,Student", "This is no e-mail address."),
        ("Ann,ann@people.example,Nobody", "There is no such ticket here."),
        ("Ann,ann@people.example,", "There is no such ticket here."),
        ("Ann,bo@people.example,Student", "This e-mail stands in the list more than once."),
        (f"{'x' * 121},ann@people.example,Student", "This cannot be a name."),
    ],
)
def test_each_line_that_cannot_be_is_told_and_nothing_is_written(client, event, organizer, line, why):
    TicketType.objects.create(event=event, name="Student")
    text = f"name,email,type\nBo,bo@people.example,Student\n{line}\n"

    answer = client.post(url("desk_import", event), {"text": text, "because": "free", "verb": "import"})

    assert answer.status_code == 422 and not Registration.objects.exists()
    assert why in [line["why"] for line in answer.context["lines"]]
    assert answer.context["lines"][0]["number"] in {2, 3}


@pytest.mark.parametrize("text", ["", "Ann\n", "name,email\n"])
def test_what_is_no_list_is_told_by_the_field(client, event, organizer, text):
    answer = client.post(url("desk_import", event), {"text": text, "because": "free"})
    latin = SimpleUploadedFile("list.csv", "name,email\nÄnn,a@b.example".encode("latin-1"))
    wrong = client.post(url("desk_import", event), {"file": latin, "because": "free"})

    assert answer.status_code == 422 and set(answer.context["form"].errors) <= {"text", "file"}
    assert wrong.status_code == 422 and "file" in wrong.context["form"].errors


def test_who_is_added_is_free_of_charge_or_pays_as_one_pays_here(client, organizer):
    event = make_paid_event()
    make_crew(event, organizer.person)
    sent = {"name": "Ann", "email": "ann@people.example", "ticket_type": event.ticket_types.get().pk}
    page = url("desk_add", event)
    assert "They pay at the door" in client.get(page).content.decode()

    client.post(page, {**sent, "because": "door"})

    row = event.registrations.get()
    assert (row.status, row.price_cents) == ("confirmed", 4500)
    free = make_event()
    make_crew(free, organizer.person)
    assert "because" not in client.get(url("desk_add", free)).context["form"].fields
    assert (
        client.post(url("desk_add", free), {"name": "Ann", "email": "ann@people.example"}).status_code == 302
    )
