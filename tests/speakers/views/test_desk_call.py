"""The desk of a call: its questions, its codes, and what it says of confirming."""

import datetime as dt

import pytest
from django.urls import reverse

from core import clock
from speakers.models import AccessCode, CallForProposals, CallQuestion
from tests.factories.events import make_crew, make_event
from tests.factories.people import make_user
from tests.factories.speakers import make_access_code, make_call, make_proposal, make_question, make_talk

pytestmark = pytest.mark.django_db
PAGES = (
    "desk_call",
    "desk_call_questions",
    "desk_call_question_new",
    "desk_access_codes",
    "desk_access_code_new",
)


@pytest.fixture
def call():
    return make_call(make_event("Autumn summit", kind="summit"))


@pytest.fixture
def chair(client, call):
    user = make_user(name="Chair")
    make_crew(call.event, user.person)
    client.force_login(user)
    return client


def at(name, call, *more):
    return reverse(name, args=[call.event.slug, *more])


def test_what_a_call_says_of_its_rules_is_kept(chair, call):
    facts = {"opens_at": "2027-01-01T00:00", "closes_at": "2027-02-01T00:00", "formats": "Talk, 30"}
    chair.post(
        at("desk_call", call),
        {**facts, "most_each": "3", "confirm_days": "10", "waits": "on", "voters": "holders"},
    )

    row = CallForProposals.objects.get()
    assert (row.most_each, row.confirm_days, row.announces, row.voters) == (3, 10, False, "holders")
    form = chair.get(at("desk_call", call)).context["form"]
    assert form["waits"].value() and form["most_each"].value() == 3
    chair.post(at("desk_call", call), facts)
    row.refresh_from_db()
    assert (row.most_each, row.confirm_days, row.announces, row.voters) == (None, None, True, "members")
    assert chair.post(at("desk_call", call), {**facts, "most_each": "0"}).status_code == 422


def test_questions_are_written_changed_and_ordered(chair, call):
    new = at("desk_call_question_new", call)

    assert chair.post(new, {"label": "Which?", "kind": "choice", "options": "one"}).status_code == 422
    chair.post(new, {"label": "Which?", "kind": "choice", "options": "one\ntwo", "names_somebody": "on"})
    chair.post(new, {"label": "Why?", "kind": "text"})
    which, why = CallQuestion.objects.order_by("pk")
    assert which.options == ["one", "two"] and which.names_somebody
    chair.post(at("desk_call_question_do", call, why.pk), {"verb": "up"})
    chair.post(at("desk_call_question_do", call, which.pk), {"verb": "withdraw"})

    page = chair.get(at("desk_call_questions", call)).content.decode()
    assert page.index("Why?") < page.index("Which?") and "hidden from anonymous review" in page
    assert (
        chair.get(at("desk_call_question", call, which.pk)).context["form"]["options"].value() == "one\ntwo"
    )
    for verb in ("ask", "delete", "unheard of"):
        chair.post(at("desk_call_question_do", call, which.pk), {"verb": verb})
    assert CallQuestion.objects.count() == 1


def test_codes_are_made_changed_and_deleted(chair, call):
    new = at("desk_access_code_new", call)

    chair.post(new, {"code": "LATE", "most_uses": "2", "note": "For Bo", "valid_until": "2027-03-01T12:00"})
    row = AccessCode.objects.get()
    assert row.valid_until == dt.datetime(2027, 3, 1, 11, tzinfo=dt.UTC)
    assert chair.post(new, {"code": "late", "most_uses": "1"}).status_code == 422
    page = chair.get(at("desk_access_codes", call)).content.decode()
    assert "?code=LATE" in page and "0 / 2" in page
    chair.post(at("desk_access_code", call, row.pk), {"code": "LATER", "most_uses": "3"})
    row.refresh_from_db()
    assert (row.code, row.most_uses, row.valid_until) == ("LATER", 3, None)
    assert "LATER" in chair.get(at("desk_access_code_delete", call, row.pk)).content.decode()
    assert AccessCode.objects.exists()
    chair.post(at("desk_access_code_delete", call, row.pk))
    assert not AccessCode.objects.exists()


def test_a_call_of_another_event_is_out_of_reach(chair, call):
    other = make_call(make_event(kind="summit"))
    question, code = make_question(other), make_access_code(other)

    for name in PAGES:
        assert chair.get(at(name, call)).status_code == 200
        assert chair.get(at(name, other)).status_code == 403
    assert chair.get(at("desk_call_question", call, question.pk)).status_code == 404
    assert chair.get(at("desk_call_question", other, question.pk)).status_code == 403
    assert chair.get(at("desk_access_code", other, code.pk)).status_code == 403
    assert (
        chair.post(at("desk_call_question_do", other, question.pk), {"verb": "withdraw"}).status_code == 403
    )


def test_lists_cost_the_same_however_long(chair, call, queries_of):
    make_question(call)
    make_access_code(call)
    pages = [at(name, call) for name in ("desk_call_questions", "desk_access_codes")]
    few = [queries_of(chair, page) for page in pages]

    for n in range(20):
        make_question(call, f"Question {n}")
        make_access_code(call, f"CODE-{n}")

    assert [queries_of(chair, page) for page in pages] == few


def test_the_desk_reads_all_of_a_proposal_and_asks_once_more(chair, call):
    ada = make_user(name="Ada Lark").person
    question = make_question(call)
    before = make_talk(make_event("Meetup in Bonn"), ada, video_url="https://v.example/")
    CallForProposals.objects.update(confirm_days=5)
    row = make_proposal(
        call,
        ada,
        status="accepted",
        confirm_by=clock.now() - dt.timedelta(days=1),
        session=make_talk(call.event, ada, status="draft"),
        answers={str(question.pk): "From <b>Bonn</b>"},
        equipment="A harp",
        do_not_record=True,
        given_before=before,
    )

    page = chair.get(at("desk_proposal", call, row.code)).content.decode()
    for words in (
        "From &lt;b&gt;Bonn&lt;/b&gt;",
        "A harp",
        "Must not be recorded",
        "https://v.example/",
        "did not say",
    ):
        assert words in page
    assert row.session.get_absolute_url() not in page
    chair.post(at("desk_proposal_ask", call, row.code))
    row.refresh_from_db()
    assert row.confirm_by > clock.now()
