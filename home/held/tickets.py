"""Of those who come."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core import answers
from core.models import Job
from core.personal_data import Holding, Whose, holds
from events.booking.actions import payment as payments
from events.booking.models import CheckIn, Code, Letter, Order, Registration
from home.held.shapes import NOBODY, DoneBy, OfPerson, no_address, of_person


@holds(Registration)
class Registrations(Holding):
    """Numbers at past events stay true: the row stays, without a name and without what was answered."""

    said = _("registrations")
    order = 10

    def rows(self, whose: Whose) -> "QuerySet[Registration]":
        mine = of_person(whose) | whose.by_email("email")
        # What was booked beside a ticket names who has the ticket, and has no address of its own.
        beside = Q(holder__in=Registration.objects.filter(mine))
        return Registration.objects.filter(mine | beside).select_related("event")

    def tell(self, row: Any) -> dict[str, Any]:
        said = [*row.answers.select_related("question"), *row.sensitiveanswers.select_related("question")]
        return {
            **super().tell(row),
            "event": row.event.title,
            "starts_at": row.event.starts_at,
            "answers": {answer.question.label: answer.value for answer in said},
        }

    def erase(self, rows: "QuerySet[Registration]", whose: Whose, now: dt.datetime) -> int:
        mine = list(rows)
        for row in mine:
            if row.status in Registration.STANDING and row.event.ends_at > now:
                payments.give_up(registration=row, by=whose.user, now=now)
        for row in mine:
            Registration.objects.filter(pk=row.pk).update(
                name=NOBODY,
                email=no_address(row.pk),
                person=None,
                visibility=Registration.Visibility.ORGANIZERS,
            )
            row.answers.all().delete()
            row.sensitiveanswers.all().delete()
        answers.touch(*{row.event for row in mine if row.visibility == Registration.Visibility.PUBLIC})
        # Nobody is left to be told anything.
        Job.objects.filter(done_at=None, payload__registration__in=[row.pk for row in mine]).delete()
        return len(mine)


@holds(Order)
class Orders(Holding):
    said = _("orders")
    order = 11

    def rows(self, whose: Whose) -> "QuerySet[Order]":
        return Order.objects.filter(of_person(whose) | whose.by_email("email")).select_related("event")

    def tell(self, row: Any) -> dict[str, Any]:
        return {**super().tell(row), "event": row.event.title}

    def erase(self, rows: "QuerySet[Order]", whose: Whose, now: dt.datetime) -> int:
        keys = list(rows.values_list("pk", flat=True))
        for pk in keys:
            Order.objects.filter(pk=pk).update(
                name=NOBODY, email=no_address(pk), person=None, company="", invoice_address=""
            )
        return len(keys)


@holds(Code)
class Codes(OfPerson):
    """What somebody was granted goes with them; what was booked with it stays."""

    said = _("codes for tickets")
    order = 9

    def tell(self, row: Any) -> dict[str, Any]:
        return {"code": row.code, "event": row.event.title, "reason": row.reason}

    def erase(self, rows: "QuerySet[Code]", whose: Whose, now: dt.datetime) -> int:
        return rows.update(person=None, withdrawn_at=now)


@holds(CheckIn)
class Doors(DoneBy):
    """Whom somebody let in stays; who it was that let them in is forgotten."""

    said = _("scans of tickets at a door")

    def tell(self, row: Any) -> dict[str, Any]:
        return {"event": row.event.title, "door": row.door, "scanned_at": row.scanned_at}


@holds(Letter)
class Letters(DoneBy):
    """What was told to many stays; who wrote it is forgotten."""

    said = _("letters to attendees")
    order = 14

    def tell(self, row: Any) -> dict[str, Any]:
        return {"event": row.event.title, "subject": row.subject, "body": row.body, "at": row.created_at}
