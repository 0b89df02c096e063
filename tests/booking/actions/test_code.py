import pytest
from django.core.exceptions import ValidationError

from core.clock import now
from events.booking.actions import code as actions
from events.booking.models import Code, TicketType
from events.booking.models.code import domain_of
from tests.factories.booking import make_code, make_ticket_type
from tests.factories.events import make_event
from tests.factories.people import make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    event = make_event()
    TicketType.objects.create(event=event, name="Regular", price_cents=1000)
    return event


def make(event, **facts):
    return actions.make(event=event, by=None, now=now(), **{"code": "oak", "percent": 10, **facts})


@pytest.mark.parametrize(
    ("email", "may"),
    [
        ("ada@münchen.example", True),
        ("ada@MÜNCHEN.Example", True),
        ("ada@xn--mnchen-3ya.example", True),
        ("ada@cs.xn--mnchen-3ya.example", False),
        ("ada@münchen.example.net", False),
        ("ada@x" + "y" * 70 + ".example", False),
        ("", False),
    ],
)
def test_a_domain_is_the_same_however_it_is_written(email, may):
    code = make_code(make_event(), email_domain=domain_of("@München.example"))

    assert code.is_valid_for(email, now()) == may


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"off_cents": 5}, "off_cents"),
        ({"percent": 0}, "percent"),
        ({"percent": 101}, "percent"),
        ({"code": "a b"}, "code"),
        ({"code": "TAKEN"}, "code"),
        ({"email_domain": "no domain"}, "email_domain"),
        ({"most_uses": 0}, "most_uses"),
    ],
)
def test_a_code_that_cannot_be_is_told_by_the_field(event, facts, field):
    make(event, code="taken")

    with pytest.raises(ValidationError) as no:
        make(event, **facts)

    assert list(no.value.error_dict) == [field]
    assert Code.objects.count() == 1


def test_a_limit_is_never_below_what_was_used(event):
    code = make(event, most_uses=5)
    actions.use(code, 3)

    with pytest.raises(ValidationError) as no:
        actions.change(granted=code, by=None, now=now(), most_uses=2)

    assert list(no.value.error_dict) == ["most_uses"]
    assert actions.change(granted=code, by=None, now=now(), most_uses=3).most_uses == 3


def test_what_was_taken_out_is_used_no_more(event):
    code = make(event)

    actions.take_out(code=code, by=None, now=now())

    with pytest.raises(actions.CodeSpent):
        actions.use(code, 1)


def test_a_person_has_one_code_as_long_as_the_reason_holds(event):
    ann = make_person("Ann")
    how = {"event": event, "person": ann, "by": None, "now": now()}

    for _n in range(2):
        actions.for_active_user(**how, is_one=True)
    code = Code.objects.get()
    assert (code.reason, code.percent, code.most_uses, code.person) == ("active user", 100, 1, ann)
    for _n in range(2):
        actions.for_active_user(**how, is_one=False)

    code.refresh_from_db()
    assert code.withdrawn_at and Code.objects.count() == 1
    actions.for_active_user(**how, is_one=True)
    assert Code.objects.valid(now()).get().pk != code.pk


def test_where_nothing_costs_anything_nobody_gets_a_code(event):
    event.ticket_types.update(is_withdrawn=True)

    actions.for_active_user(event=event, person=make_person(), is_one=True, by=None, now=now())

    assert not Code.objects.exists()


def test_a_sponsor_has_as_many_uses_as_tickets_and_never_fewer_than_were_used(event):
    karst = make_organisation()
    how = {"event": event, "organisation": karst, "by": None, "now": now()}

    actions.for_sponsor(**how, tickets=5)
    code = Code.objects.get()
    actions.use(code, 3)
    actions.for_sponsor(**how, tickets=2)
    code.refresh_from_db()
    assert (code.most_uses, code.uses) == (3, 3)
    actions.for_sponsor(**how, tickets=8)
    code.refresh_from_db()
    assert code.most_uses == 8
    actions.for_sponsor(**how, tickets=0)

    code.refresh_from_db()
    assert code.withdrawn_at is not None


def test_a_code_that_leaves_too_little_for_a_card_is_refused_when_it_is_made():
    event = make_event()
    make_ticket_type(event, name="Regular", price_cents=2000)
    make_ticket_type(event, name="Free")

    with pytest.raises(ValidationError) as wrong:
        actions.make(event=event, code="NEARLY", percent=99, by=None, now=now())

    assert list(wrong.value.error_dict) == ["percent"] and "Regular" in str(wrong.value)
    assert actions.make(event=event, code="WHOLLY", percent=100, by=None, now=now()).percent == 100
