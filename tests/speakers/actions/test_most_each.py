"""So many proposals from one speaker, and no more, also in two windows at once."""

import pytest

from core import clock
from speakers.actions import proposal as actions
from speakers.models import Proposal
from tests.booking.actions.test_simultaneous import at_once
from tests.factories.people import make_user
from tests.factories.speakers import make_call, make_proposal

pytestmark = pytest.mark.django_db
WORDS = actions.Words(title="Keys", abstract="How.")


def submit(call, by, key):
    return actions.submit(call=call, words=WORDS, by=by, now=clock.now(), key=key)


def test_drafts_and_what_was_withdrawn_do_not_count():
    call, ada = make_call(most_each=2), make_user(name="Ada Lark")
    for status in ("draft", "withdrawn", "submitted"):
        make_proposal(call, ada.person, status=status)

    assert submit(call, ada, "form-key-one").status == "submitted"
    with pytest.raises(actions.EnoughOfYou):
        submit(call, ada, "form-key-two")
    row = Proposal.objects.filter(status="submitted").first()
    assert actions.change(proposal=row, words=WORDS, by=ada, now=clock.now()).title == "Keys"
    actions.withdraw(proposal=row, by=ada, now=clock.now())
    assert submit(call, ada, "form-key-two").status == "submitted"


def test_everybody_has_their_own_count():
    call = make_call(most_each=1)

    for n in range(2):
        assert submit(call, make_user(name=f"Person {n}"), "form-key-one").pk


@pytest.mark.django_db(transaction=True)
def test_of_many_submitted_at_once_no_more_come_in_than_the_call_says():
    call, ada = make_call(most_each=3), make_user(name="Ada Lark")
    drafts = [make_proposal(call, ada.person, status="draft") for _ in range(5)]

    found = at_once(
        [
            *(
                lambda row=row: actions.change(
                    proposal=row, words=WORDS, by=ada, now=clock.now(), submitting=True
                )
                for row in drafts
            ),
            *(lambda n=n: submit(call, ada, f"form-key-new-{n}") for n in range(5)),
        ]
    )

    assert {type(one) for one in found if isinstance(one, Exception)} == {actions.EnoughOfYou}
    assert Proposal.objects.filter(status="submitted").count() == 3
