"""Active users have a code for as long as they are: whoever writes the standing, and also when only a day goes by."""

import datetime as dt

import pytest

from core.clock import now
from events.booking.actions import active_user_codes, terms
from events.booking.actions import ticket_type as types
from events.booking.models import Code
from events.models import Event
from people.models import Person, Standing
from tests.factories.booking import make_ticket_type
from tests.factories.events import make_event
from tests.factories.paying import make_paid_event
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
A_DAY = dt.timedelta(days=1)


def make_standing(person: Person, **fields) -> Standing:
    known = {"kind": "active-user", "starts_on": now().date() - A_DAY, "because": "Spoke"}
    return Standing.objects.create(person=person, **{**known, **fields})


def held(event: Event) -> list[tuple[str, int]]:
    codes = Code.objects.valid(now()).filter(event=event, reason=Code.Reason.ACTIVE_USER)
    return sorted(codes.values_list("person__name", "percent"))


def test_a_standing_brings_a_code_and_takes_it_along() -> None:
    event, ada = make_paid_event(), make_person("Ada")
    make_event()  # where nothing costs anything nobody needs one

    standing = make_standing(ada)
    assert held(event) == [("Ada", 100)]
    assert Code.objects.count() == 1

    standing.ends_on = now().date()
    standing.save()
    assert held(event) == []

    standing.ends_on = None
    standing.save()
    assert held(event) == [("Ada", 100)]
    standing.delete()
    assert held(event) == []


@pytest.mark.parametrize(
    "fields", [{"kind": "mentor"}, {"starts_on": now().date() + A_DAY}, {"ends_on": now().date()}]
)
def test_another_standing_or_another_time_brings_none(fields) -> None:
    event = make_paid_event()

    make_standing(make_person("Ada"), **fields)

    assert held(event) == []


def test_a_day_that_goes_by_ends_it_although_nobody_writes_anything() -> None:
    event, ada, bo = make_paid_event(), make_person("Ada"), make_person("Bo")
    make_standing(ada, ends_on=now().date() + A_DAY)
    make_standing(bo, starts_on=now().date() + A_DAY)
    assert held(event) == [("Ada", 100)]

    active_user_codes.keep_all(now=now() + A_DAY)

    assert held(event) == [("Bo", 100)]


def test_an_event_that_begins_to_sell_honours_those_who_are_active_already() -> None:
    event = make_event()
    make_standing(make_person("Ada"))
    assert held(event) == []

    types.add(event=event, facts=types.Facts(name="Standard", price_cents=4500), by=None, now=now())

    assert held(event) == [("Ada", 100)]


def test_the_terms_say_how_much_is_off() -> None:
    event = make_event()
    make_ticket_type(event, price_cents=4500)
    make_standing(make_person("Ada"))

    terms.change(event=event, active_users_percent=50, by=None, now=now())
    assert held(event) == [("Ada", 50)]

    terms.change(event=event, active_users_percent=0, by=None, now=now())
    assert held(event) == []


def test_kept_again_nothing_changes(django_assert_max_num_queries) -> None:
    event = make_paid_event()
    for n in range(20):
        make_standing(make_person(f"Somebody {n}"))
    before = list(Code.objects.values_list("pk", "code"))

    with django_assert_max_num_queries(8):
        active_user_codes.keep(event=event, by=None, now=now())

    assert list(Code.objects.values_list("pk", "code")) == before


def test_an_event_that_is_over_gives_nobody_a_code() -> None:
    over = now() - A_DAY
    event = make_paid_event(starts_at=over, ends_at=over + dt.timedelta(hours=2))

    make_standing(make_person("Ada"))

    assert held(event) == []
