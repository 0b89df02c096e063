import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from core.clock import now
from events.booking.actions import terms as actions
from events.booking.models import Code, Seller, Terms, TicketType
from tests.factories.booking import make_registration
from tests.factories.events import make_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event()


@pytest.fixture
def seller():
    return Seller.objects.create(name="Karst e. V.", address="Köln", prefix="K-", bank_details="DE00")


def change(event, **facts):
    return actions.change(event=event, by=None, now=now(), **facts)


def test_a_currency_stays_once_something_was_sold(event):
    change(event, currency="USD")
    make_registration(event, price_cents=500)

    with pytest.raises(ValidationError) as no:
        change(event, currency="EUR")

    assert "currency" in no.value.error_dict and Terms.of(event).currency == "USD"


def test_written_prices_stay_in_another_currency(event):
    kind = TicketType.objects.create(event=event, name="A", price_cents=12000)
    code = Code.objects.create(event=event, code="less", off_cents=500, created_at=now())

    change(event, currency="JPY")

    kind.refresh_from_db()
    code.refresh_from_db()
    assert (kind.price_cents, code.off_cents) == (120, 5)


def test_a_price_finer_than_the_new_coin_is_told(event):
    TicketType.objects.create(event=event, name="A", price_cents=1250)

    with pytest.raises(ValidationError) as no:
        change(event, currency="JPY")

    assert "currency" in no.value.error_dict


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"by_card": False}, "by_card"),
        ({"by_transfer": True}, "by_transfer"),
        ({"for_holders": True}, "for_holders"),
        ({"asks_again_at": dt.datetime(2100, 1, 1, tzinfo=dt.UTC)}, "asks_again_at"),
        ({"changes_until": dt.datetime(2100, 1, 1, tzinfo=dt.UTC)}, "changes_until"),
        ({"refunds_until": dt.datetime(2100, 1, 1, tzinfo=dt.UTC)}, "refunds_until"),
        ({"transfer_days": 61}, "transfer_days"),
    ],
)
def test_terms_that_cannot_hold_are_told_by_the_field(event, facts, field):
    TicketType.objects.create(event=event, name="A", price_cents=1250)

    with pytest.raises(ValidationError) as no:
        change(event, **facts)

    assert list(no.value.error_dict) == [field]
    assert not Terms.objects.filter(event=event).exists()


def test_a_transfer_goes_to_the_sellers_bank_and_a_door_code_is_made(event, seller):
    terms = change(event, seller=seller, by_transfer=True, by_card=False, lets_in_by_code=True)

    assert terms.methods == ["transfer"] and len(terms.door_code) == 6
    assert change(event, offer_hours=48).door_code == terms.door_code


def test_a_prefix_with_invoices_stays(seller):
    Seller.objects.filter(pk=seller.pk).update(last_number=3)
    seller.refresh_from_db()

    with pytest.raises(ValidationError) as no:
        actions.keep_seller(by=None, seller=seller, prefix="L-")
    renamed = actions.keep_seller(by=None, seller=seller, name="Karst")

    assert "prefix" in no.value.error_dict and renamed.name == "Karst"


def test_what_costs_less_than_a_card_takes_is_told_before_somebody_pays(event):
    change(event, by_card=False, at_door=True)
    kind = TicketType.objects.create(event=event, name="A", price_cents=1200)
    kind.price_windows.create(price_cents=30, closes_at=now() + dt.timedelta(days=1))

    with pytest.raises(ValidationError) as wrong:
        change(event, by_card=True)
    assert list(wrong.value.error_dict) == ["by_card"]
    kind.price_windows.all().delete()
    change(event, by_card=True)
    with pytest.raises(ValidationError) as wrong:
        change(event, currency="HUF")  # 12 of them
    assert list(wrong.value.error_dict) == ["currency"]
