"""Co-speakers are asked by mail; they may say yes or no, and nobody waits for them."""

import datetime as dt
import re

import pytest
from django.core import mail

from core import clock, outbox
from people.models import Person
from speakers.actions import co_speaker as actions
from speakers.actions import outcome
from speakers.actions import proposal as proposals
from speakers.models import CoSpeaker, Proposal
from tests.factories.people import make_user
from tests.factories.speakers import make_call, make_co_speaker, make_proposal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("still_clock")]


@pytest.fixture
def ada():
    return make_user("ada@people.example", name="Ada Lark")


def submit(ada, co_speakers, *, call=None, key="form-key-one"):
    words = proposals.Words(title="Keys", abstract="How.", co_speakers=co_speakers)
    return proposals.submit(call=call or make_call(), words=words, by=ada, now=clock.now(), key=key)


def change(row, ada, co_speakers):
    words = proposals.Words(title="Keys", abstract="How.", co_speakers=co_speakers)
    return proposals.change(proposal=row, words=words, by=ada, now=clock.now())


def answer(row, is_willing=True, by=None, **facts):
    return actions.answer(row=row, is_willing=is_willing, by=by, now=clock.now(), **facts)


def letters():
    mail.outbox.clear()
    outbox.sweep(clock.now())
    return sorted(letter.to[0] for letter in mail.outbox)


def names(row):
    return [s.person.name for s in row.session.session_speakers.order_by("position")]


def test_who_is_named_is_asked_once_when_it_is_submitted(ada):
    words = proposals.Words(title="Keys", co_speakers="bo@people.example")
    draft = proposals.save_draft(call=make_call(), words=words, by=ada, now=clock.now(), key="form-key-one")
    assert not CoSpeaker.objects.exists()

    row = submit(ada, "bo@people.example, CY@people.example, ada@people.example", call=draft.call)

    assert row.pk == draft.pk
    assert letters() == ["CY@people.example", "ada@people.example", "bo@people.example"]
    [letter] = [m for m in mail.outbox if m.to == ["bo@people.example"]]
    assert CoSpeaker.objects.get(email="bo@people.example").secret in letter.body
    assert "Ada Lark proposed “Keys”" in letter.body
    change(row, ada, "bo@people.example, CY@people.example")
    assert letters() == []


def test_the_rows_keep_in_step_with_the_field(ada):
    row = submit(ada, "bo@people.example, cy@people.example")

    change(row, ada, "cy@people.example, di@people.example")

    assert sorted(CoSpeaker.objects.values_list("email", flat=True)) == [
        "cy@people.example",
        "di@people.example",
    ]
    assert letters() == ["ada@people.example", "cy@people.example", "di@people.example"]


def test_one_address_is_not_written_to_again_and_again(ada):
    call = make_call()
    for n in range(5):
        submit(ada, "bo@people.example", call=call, key=f"form-key-{n}")

    assert letters().count("bo@people.example") == 3


def test_who_says_yes_stands_in_the_talk_whether_before_or_after_it_was_chosen(ada):
    row = submit(ada, "bo@people.example, cy@people.example")
    bo, cy = CoSpeaker.objects.order_by("email")

    answer(bo, name="Bo Reed", biography="Sails.")
    row = outcome.accept(proposal=row, by=None, now=clock.now())
    assert names(row) == ["Ada Lark", "Bo Reed"]
    answer(cy, name="Cy Moss")

    assert names(row) == ["Ada Lark", "Bo Reed", "Cy Moss"]
    made = Person.objects.get(name="Bo Reed")
    assert made.is_public and made.user is None and made.biography == "Sails."
    assert made.source == row.event.title


def test_a_profile_made_by_an_answer_is_shown_only_while_a_talk_stands(ada, client):
    row = submit(ada, "bo@people.example", call=make_call(confirm_days=9))
    bo = answer(CoSpeaker.objects.get(), name="Bo Reed").person

    def shown():
        bo.refresh_from_db()
        assert bo.is_public == bool(bo.source)
        assert bo.is_public == ("bo-reed" in client.get("/sitemap.xml").content.decode())
        return client.get("/people/bo-reed/").status_code

    assert shown() == 404, "reviewers would learn who proposes"
    row = outcome.accept(proposal=row, by=None, now=clock.now())
    assert shown() == 404
    row = proposals.confirm(proposal=row, by=ada, now=clock.now())
    assert shown() == 200
    outcome.decline(proposal=row, by=None, now=clock.now())
    assert shown() == 404


def test_who_says_no_does_not_stand_there_even_if_the_site_knows_them(ada):
    make_user("bo@people.example", name="Bo Reed")
    row = submit(ada, "bo@people.example")

    answer(CoSpeaker.objects.get(), is_willing=False)
    row = outcome.accept(proposal=row, by=None, now=clock.now())

    assert names(row) == ["Ada Lark"]


def test_a_no_takes_ones_name_out_of_the_programme(ada):
    make_user("bo@people.example", name="Bo Reed")
    row = outcome.accept(proposal=submit(ada, "bo@people.example"), by=None, now=clock.now())
    assert names(row) == ["Ada Lark", "Bo Reed"]

    answer(CoSpeaker.objects.get(), is_willing=False)
    assert names(row) == ["Ada Lark"]
    answer(CoSpeaker.objects.get())
    assert names(row) == ["Ada Lark", "Bo Reed"]


def test_the_letter_about_the_programme_has_the_link_to_say_no(ada):
    make_user("bo@people.example", name="Bo Reed")
    row = submit(ada, "bo@people.example")
    letters()

    outcome.accept(proposal=row, by=None, now=clock.now())
    letters()

    theirs = [m for m in mail.outbox if m.to == ["bo@people.example"]]
    [letter] = [m for m in theirs if not m.subject.startswith("Your ticket")]
    assert re.search(rf"/speaking/{CoSpeaker.objects.get().secret}/", letter.body)


def test_who_is_signed_in_answers_as_themselves_and_the_proposer_never(ada):
    row = make_co_speaker(make_proposal(make_call(), ada.person))
    bo = make_user("elsewhere@people.example", name="Bo Reed")

    with pytest.raises(actions.TheirOwn):
        answer(row, by=ada)
    assert answer(row, by=bo).person == bo.person


def test_somebody_unknown_says_who_they_are(ada):
    row = make_co_speaker(make_proposal(make_call(), ada.person))

    with pytest.raises(actions.Nameless):
        answer(row)
    assert answer(row, is_willing=False).person is None
    assert Person.objects.count() == 1


@pytest.mark.parametrize("status", ["draft", "withdrawn", "declined"])
def test_what_is_not_meant_is_not_answered_nor_asked(ada, status):
    proposal = submit(ada, "bo@people.example")
    Proposal.objects.update(status=status)

    assert letters() == [] or "bo@people.example" not in letters()
    with pytest.raises(actions.NotMeant):
        answer(proposal.named.get(), name="Bo")


def test_nobody_named_costs_no_statement(ada, django_assert_num_queries):
    row = make_proposal(make_call(), ada.person)

    with django_assert_num_queries(0):
        actions.keep(proposal=row, by=ada, is_new=True)


def test_a_row_knows_when_it_was_answered(ada):
    row = make_co_speaker(make_proposal(make_call(), ada.person))

    assert answer(row, name="Bo").answered_at - clock.now() < dt.timedelta(minutes=1)
