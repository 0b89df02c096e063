"""What organizers ask, and the codes they hand out."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.clock import now
from events.booking.models import Answer, Code, Question, Terms, TicketType
from tests.factories.booking import make_registration
from tests.factories.events import make_crew, make_event
from tests.factories.people import make_organisation, make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event("Oak night")


@pytest.fixture
def organizer(client, event):
    user = make_user(name="Olu Organizer")
    make_crew(event, user.person)
    client.force_login(user)
    return user


def url(name, event, *args):
    return reverse(name, args=[event.slug, *args])


def test_only_organizers_ask_and_hand_out_codes(client, event):
    question = Question.objects.create(event=event, label="Size?")
    code = Code.objects.create(event=event, code="OAK", percent=5, created_at=now())
    pages = [
        url("desk_questions", event),
        url("desk_question_new", event),
        url("desk_question", event, question.pk),
        url("desk_question_delete", event, question.pk),
        url("desk_codes", event),
        url("desk_code_new", event),
        url("desk_code", event, code.pk),
        url("desk_code_withdraw", event, code.pk),
    ]
    users = {"elsewhere": make_user(name="Flo Birch")}
    make_crew(make_event(), users["elsewhere"].person)
    for role in ("organizer", "door", "treasurer", "chair"):
        users[role] = make_user(name=role)
        make_crew(event, users[role].person, role)

    for page in pages:
        client.logout()
        assert client.get(page)["Location"].startswith("/accounts/login/")
        for role, user in users.items():
            client.force_login(user)
            assert client.get(page).status_code == (200 if role == "organizer" else 403), (page, role)


def test_a_question_is_asked_with_a_ticket_and_after_an_answer(client, event, organizer):
    kind = TicketType.objects.create(event=event, name="Dinner")
    first = Question.objects.create(event=event, label="Lunch?", kind="yes")

    answer = client.post(
        url("desk_question_new", event),
        {
            "label": "Diet?",
            "kind": "choice",
            "options": " vegan \r\n\r\nall\nvegan",
            "is_sensitive": "on",
            "ticket_types": [kind.pk],
            "shown_if": first.pk,
            "shown_if_answer": "yes",
        },
    )

    assert answer.status_code == 302
    row = event.questions.get(label="Diet?")
    assert (row.options, row.is_sensitive, row.shown_if) == (["vegan", "all"], True, first)
    page = client.get(url("desk_questions", event)).content.decode()
    assert "after “Lunch?”" in page and "sensitive" in page and "2 weeks after" in page
    assert client.get(url("desk_question", event, row.pk)).context["form"]["options"].value() == "vegan\nall"


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("label", {"label": ""}),
        ("kind", {"kind": "file"}),
        ("options", {"kind": "choice", "options": "one"}),
        ("options", {"kind": "choice", "options": "\n".join(str(n) for n in range(51))}),
        ("options", {"kind": "choice", "options": "a\n" + "b" * 101}),
        ("shown_if", {"shown_if": "999999"}),
    ],
)
def test_a_question_that_cannot_be_is_told_by_the_field(client, event, organizer, field, sent):
    Question.objects.create(event=event, label="Lunch?")

    answer = client.post(url("desk_question_new", event), {"label": "A?", "kind": "line", **sent})

    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]


def test_a_question_is_withdrawn_asked_again_and_deleted(client, event, organizer):
    row = Question.objects.create(event=event, label="Size?")
    do = url("desk_question_do", event, row.pk)

    client.post(do, {"verb": "withdraw"})
    row.refresh_from_db()
    assert row.is_withdrawn
    client.post(do, {"verb": "ask"})
    row.refresh_from_db()
    assert not row.is_withdrawn
    answered = Answer.objects.create(registration=make_registration(event), question=row, value="M")
    assert client.post(url("desk_question_delete", event, row.pk)).status_code == 409
    answered.delete()
    assert client.post(url("desk_question_delete", event, row.pk)).status_code == 302


def test_a_code_is_made_changed_and_withdrawn(client, event, organizer):
    Terms.objects.create(event=event, currency="USD")
    kind = TicketType.objects.create(event=event, name="Regular")
    sent = {"code": "Oak-10", "off_cents": "2.50", "most_uses": "3", "ticket_types": [kind.pk]}

    assert client.get(url("desk_code_new", event)).context["form"]["code"].value().startswith("GUEST-")
    client.post(url("desk_code_new", event), sent)
    code = event.codes.get()
    client.post(url("desk_code", event, code.pk), {**sent, "email_domain": "@Karst.Example"})
    page = client.get(url("desk_codes", event)).content.decode()

    code.refresh_from_db()
    assert (code.off_cents, code.most_uses, code.email_domain) == (250, 3, "karst.example")
    assert "2.50 USD off" in page and "0 / 3" in page
    client.post(url("desk_code_withdraw", event, code.pk))
    code.refresh_from_db()
    assert code.withdrawn_at


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("percent", {"percent": ""}),
        ("percent", {"percent": "101"}),
        ("off_cents", {"off_cents": "5"}),
        ("code", {"code": "<b>"}),
        ("email_domain", {"email_domain": "a b"}),
        ("ends_at", {"starts_at": "2026-05-02T10:00", "ends_at": "2026-05-01T10:00"}),
        ("ticket_types", {"ticket_types": ["999999"]}),
    ],
)
def test_a_code_that_cannot_be_is_told_by_the_field(client, event, organizer, field, sent):
    answer = client.post(url("desk_code_new", event), {"code": "OAK", "percent": "10", **sent})

    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]


def test_a_code_that_arose_by_itself_keeps_its_name(client, event, organizer):
    code = Code.objects.create(
        event=event,
        code="ACTIVE-1",
        percent=100,
        reason="active user",
        person=make_person(),
        created_at=now(),
    )

    client.post(url("desk_code", event, code.pk), {"code": "OTHER", "percent": "50"})

    code.refresh_from_db()
    assert (code.code, code.percent) == ("ACTIVE-1", 50)


def test_the_lists_cost_the_same_for_thirty(client, event, organizer):
    def fill(n):
        kind = TicketType.objects.create(event=event, name=f"T{n}")
        first = Question.objects.create(event=event, label="Lunch?", position=n)
        Question.objects.create(event=event, label="Diet?", shown_if=first, position=n).ticket_types.add(kind)
        Code.objects.create(
            event=event, code=f"C-{n}", percent=5, organisation=make_organisation(), created_at=now()
        ).ticket_types.add(kind)

    pages = [url("desk_questions", event), url("desk_codes", event)]
    fill(0)
    counts = []
    for rows in (0, 29):
        for n in range(rows):
            fill(n + 1)
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            counts.append(len(queries))

    assert counts[:2] == counts[2:]
