"""Under what terms an event is booked, and who sells: the only writers of both."""

import datetime as dt
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import answers, audit
from events.booking.actions import seats
from events.booking.actions.ticket_type import costs_something, too_small
from events.booking.models import PriceWindow, Registration, Seller, Terms, TicketType
from events.booking.rules.money import plain, rewritten
from events.models import Event
from events.signals import sale_changed

FACTS = (
    "currency",
    "seller",
    "by_card",
    "by_transfer",
    "at_door",
    "transfer_days",
    "offer_hours",
    "changes_until",
    "refunds_until",
    "asks_again_at",
    "active_users_percent",
    "for_holders",
    "lets_in_by_code",
)


@transaction.atomic
def change(*, event: Event, by: Any, now: dt.datetime, **facts: Any) -> Terms:
    """Sets some of FACTS. Raises ValidationError by field: another currency after a sale, no way to pay."""
    event = seats.lock(event.pk)
    terms = Terms.objects.filter(event=event).first() or Terms(event=event)
    was = terms.currency
    changed = sorted(name for name in FACTS if name in facts and getattr(terms, name) != facts[name])
    for name in changed:
        setattr(terms, name, facts[name])
    if "currency" in changed:
        if is_sold(event):
            raise ValidationError(
                {"currency": _("Something was sold in %(currency)s: it stays.") % {"currency": was}}
            )
        _rewrite_prices(event, was, terms.currency)
    if {"currency", "by_card"} & set(changed) and (name := too_small(event, terms)):
        raise ValidationError(
            {
                "currency" if "currency" in changed else "by_card": _(
                    "“%(name)s” costs less than the %(least)s that can be paid by card at least."
                )
                % {"name": name, "least": plain(terms.least_cents, terms.currency)}
            }
        )
    if not terms.methods and costs_something(event):
        raise ValidationError({"by_card": _("Something costs money: leave at least one way to pay.")})
    if terms.by_transfer and not (terms.seller and terms.seller.bank_details):
        raise ValidationError(
            {"by_transfer": _("Whoever transfers needs bank details: choose a seller who has some.")}
        )
    if terms.for_holders and event.parent_id is None:
        raise ValidationError({"for_holders": _("This event is part of no other.")})
    if terms.asks_again_at and terms.asks_again_at >= event.starts_at:
        raise ValidationError({"asks_again_at": _("Ask before the event begins.")})
    for name in ("changes_until", "refunds_until"):
        if (until := getattr(terms, name)) and until > event.ends_at:
            raise ValidationError({name: _("The event is over then.")})
    if terms.lets_in_by_code and not terms.door_code:
        terms.door_code = "".join(secrets.choice("23456789") for _n in range(6))
    terms.clean_fields(exclude=["event"])
    terms.save()
    if changed:
        audit.note(by=by, verb="change terms", thing=terms, changed=changed)
        answers.touch(event)
        sale_changed.send(sender=Terms, event=event, by=by, now=now)
    return terms


def is_sold(event: Event) -> bool:
    """Whether somebody booked for money: from then on the currency stays."""
    return (
        Registration.objects.filter(event=event, price_cents__gt=0).exists()
        or event.orders.exclude(currency="").exists()
    )


def _rewrite_prices(event: Event, old: str, new: str) -> None:
    """12.50 stays 12.50 whatever the smallest coin of the new currency is."""
    prices: list[TicketType | PriceWindow] = [
        *event.ticket_types.all(),
        *PriceWindow.objects.filter(ticket_type__event=event),
    ]
    amounts = [*event.codes.filter(off_cents__gt=0)]
    try:
        for row in prices:
            row.price_cents = rewritten(row.price_cents, old, new)
        for code in amounts:
            code.off_cents = rewritten(code.off_cents, old, new)
    except ValueError:
        raise ValidationError(
            {"currency": _("A price is finer than the smallest coin of %(currency)s.") % {"currency": new}}
        ) from None
    for row in prices:
        row.clean_fields(exclude=["event", "ticket_type"])
        row.save(update_fields=["price_cents"])
    for code in amounts:
        code.save(update_fields=["off_cents"])


@transaction.atomic
def keep_seller(*, by: Any, seller: Seller | None = None, **facts: Any) -> Seller:
    """Makes a seller, or changes one. What was invoiced stays as it was written, and so does a prefix in use."""
    row = seller or Seller()
    if seller and row.last_number and facts.get("prefix", row.prefix) != row.prefix:
        raise ValidationError({"prefix": _("Invoices carry it already: it stays.")})
    for name, value in facts.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    audit.note(by=by, verb="change seller" if seller else "make seller", thing=row, name=row.name)
    return row
