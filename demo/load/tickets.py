"""What the invented summit sells: tickets of several kinds, a workshop and a dinner beside them, and what is asked."""

import datetime as dt
from typing import Any

from demo.load.words import words
from events.booking.models import PriceWindow, Question, Quota, Seller, Terms, TicketType
from events.models import Event


def add(summit: Event) -> dict[TicketType, int]:
    """Ticket type -> how often it is drawn for those who are registered already."""
    told = words("tickets")
    Terms.objects.create(
        event=summit,
        seller=Seller.objects.create(**told["seller"]),
        refunds_until=summit.starts_at - dt.timedelta(weeks=2),
        **told["terms"],
    )
    shares = {}
    for position, row in enumerate(told["types"]):
        kind, share = add_type(summit, position, row)
        if share:
            shares[kind] = share
    for position, row in enumerate(told["questions"]):
        Question.objects.create(event=summit, position=position, **row)
    return shares


def add_type(summit: Event, position: int, row: dict[str, Any]) -> tuple[TicketType, int]:
    facts = dict(row)
    share, places, early = facts.pop("share", 0), facts.pop("quota", None), facts.pop("early_cents", None)
    kind = TicketType.objects.create(event=summit, position=position, **facts)
    if early is not None:
        until = summit.starts_at - dt.timedelta(weeks=6)
        PriceWindow.objects.create(ticket_type=kind, price_cents=early, closes_at=until)
    if places is not None:
        Quota.objects.create(event=summit, name=kind.name, capacity=places).ticket_types.set([kind])
    return kind, share
