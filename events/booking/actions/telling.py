"""What people of an order are told by mail: rows of the outbox, one a turn of things."""

import datetime as dt
from collections.abc import Iterable

from core import outbox
from events.booking.models import Registration


def tell(registrations: Iterable[Registration], about: str, *, again: dt.datetime | None = None) -> None:
    """One mail for each seat whose attendee has an address; the buyer hears of those who have none, all in one.

    What is asked for `again` is sent at most every ten minutes.
    """
    nameless: dict[int, Registration] = {}
    for registration in registrations:
        if registration.is_addition:
            continue
        if not registration.email:
            nameless.setdefault(registration.order_id, registration)
            continue
        turn = f"{again:%Y%m%d%H}{again.minute // 10}" if again else str(registration.sequence)
        outbox.put(
            "booking.mail",
            {"registration": registration.pk, "about": about},
            key=f"booking.mail:{registration.pk}:{about}:{turn}",
        )
    for order_id, registration in nameless.items():
        outbox.put(
            "booking.order_mail",
            {"order": order_id},
            key=f"booking.order_mail:{order_id}:{about}:{registration.pk}:{registration.sequence}",
        )
