"""What people of an order are told by mail: rows of the outbox, one a turn of things."""

import datetime as dt
from collections.abc import Iterable

from core import outbox
from core.models import Job
from events.booking.models import Registration


def tell(
    registrations: Iterable[Registration],
    about: str,
    *,
    again: dt.datetime | None = None,
    and_buyer: bool = False,
) -> None:
    """One mail for each seat whose attendee has an address; the buyer hears of those who have none, all in one.

    With `and_buyer` also a buyer hears of it none of whose own seats is meant. What is asked for `again` is sent at
    most every ten minutes.
    """
    tickets = [registration for registration in registrations if not registration.is_addition]
    heard = {registration.order_id for registration in tickets if registration.is_own}
    first: dict[int, Registration] = {}
    for registration in tickets:
        if not registration.email or (and_buyer and registration.order_id not in heard):
            first.setdefault(registration.order_id, registration)
        if not registration.email:
            continue
        turn = f"{again:%Y%m%d%H}{again.minute // 10}" if again else str(registration.sequence)
        outbox.put(
            "booking.mail",
            {"registration": registration.pk, "about": about},
            key=f"booking.mail:{registration.pk}:{about}:{turn}",
        )
    for registration in first.values():
        tell_buyer(registration, about)


def is_untold(registration: Registration, about: str) -> bool:
    """Whether the mail of this turn has not gone out yet."""
    key = f"booking.mail:{registration.pk}:{about}:{registration.sequence}"
    return Job.objects.filter(key=key, done_at=None, failed_at=None).exists()


def tell_buyer(registration: Registration, about: str) -> None:
    """All of the order in one mail, with what is to be paid and how; `registration` is the first that it is about."""
    outbox.put(
        "booking.order_mail",
        {"order": registration.order_id},
        key=f"booking.order_mail:{registration.order_id}:{about}:{registration.pk}:{registration.sequence}",
    )


def tell_former(registration: Registration, sequence: int) -> None:
    """Whoever has this seat until now, before somebody else is written there. With `sequence` the entry leaves their
    calendar."""
    if registration.email and registration.status == Registration.Status.CONFIRMED:
        outbox.put(
            "booking.handed_on_mail",
            {
                "registration": registration.pk,
                "sequence": sequence,
                "name": registration.name,
                "email": registration.email,
            },
            key=f"booking.handed_on_mail:{registration.pk}:{registration.sequence}",
        )
