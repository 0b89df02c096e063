"""What attendees are asked: the only writers of questions."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.questions import CHOOSES, options_of
from events.booking.models import Answer, Question, SensitiveAnswer, TicketType
from events.models import Event

FORGET_AFTER = dt.timedelta(weeks=2)
"""So long after an event sensitive answers are kept: for whoever cooked and has to settle the bill."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What an organizer says of a question."""

    label: str
    kind: str = Question.Kind.LINE
    help: str = ""
    options: tuple[str, ...] = ()
    is_required: bool = False
    is_sensitive: bool = False
    ticket_types: tuple[TicketType, ...] = ()
    shown_if: Question | None = None
    shown_if_answer: str = ""


@transaction.atomic
def add(*, event: Event, facts: Facts, by: Any, now: dt.datetime) -> Question:
    last = event.questions.order_by("-position").values_list("position", flat=True).first()
    row = Question(event=event, position=0 if last is None else last + 1)
    _write(row, facts)
    audit.note(by=by, verb="add question", thing=row, sensitive=row.is_sensitive)
    return row


@transaction.atomic
def change(*, question: Question, facts: Facts, by: Any, now: dt.datetime) -> Question:
    """Once somebody answered, the kind and whether it is sensitive stay: answers were given on that understanding."""
    row = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if is_answered(row):
        if facts.kind != row.kind:
            raise ValidationError({"kind": _("It was answered already. Withdraw it and ask anew.")})
        if facts.is_sensitive != row.is_sensitive:
            raise ValidationError(
                {
                    "is_sensitive": _(
                        "It was answered already, on this understanding. Withdraw it and ask anew."
                    )
                }
            )
    _write(row, facts)
    audit.note(by=by, verb="change question", thing=row)
    return row


@transaction.atomic
def withdraw(*, question: Question, by: Any, now: dt.datetime) -> None:
    """Nobody is asked any more; what was answered stays."""
    if Question.objects.filter(pk=question.pk, is_withdrawn=False).update(is_withdrawn=True):
        audit.note(by=by, verb="withdraw question", thing=question)


@transaction.atomic
def ask_again(*, question: Question, by: Any, now: dt.datetime) -> None:
    if Question.objects.filter(pk=question.pk, is_withdrawn=True).update(is_withdrawn=False):
        audit.note(by=by, verb="ask question again", thing=question)


@transaction.atomic
def delete(*, question: Question, by: Any, now: dt.datetime) -> None:
    """Only what nobody answered and nothing follows from. Raises ValidationError."""
    if is_answered(question):
        raise ValidationError(_("Somebody answered it. Withdraw it instead."))
    if question.follow_ups.exists():
        raise ValidationError(_("Another question follows from it. Free that one first."))
    audit.note(by=by, verb="delete question", thing=question)
    question.delete()


@transaction.atomic
def move(*, question: Question, up: bool, by: Any) -> None:
    rows = list(Question.objects.select_for_update(of=("self",)).filter(event=question.event_id))
    at = next(n for n, row in enumerate(rows) if row.pk == question.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    for n, row in enumerate(rows):
        row.position = n
    Question.objects.bulk_update(rows, ["position"])
    audit.note(by=by, verb="order questions", thing=question.event)


def is_answered(question: Question) -> bool:
    return (
        Answer.objects.filter(question=question).exists()
        or SensitiveAnswer.objects.filter(question=question).exists()
    )


@transaction.atomic
def forget_sensitive(*, now: dt.datetime) -> int:
    """Erases what was told of health, diet and the like two weeks after the event. Returns how many answers."""
    rows = SensitiveAnswer.objects.filter(registration__event__ends_at__lt=now - FORGET_AFTER)
    events = list(Event.objects.filter(pk__in=rows.values("registration__event")).order_by("pk"))
    gone = rows.delete()[0]
    for event in events:
        audit.note(by=None, verb="forget sensitive answers", thing=event)
    return gone


def _write(row: Question, facts: Facts) -> None:
    options = options_of(facts.kind, facts.options)
    before = facts.shown_if
    if before is not None:
        _follow(row, before, facts.shown_if_answer)
    for name in ("label", "kind", "help", "is_required", "is_sensitive"):
        setattr(row, name, getattr(facts, name))
    row.options, row.shown_if = options, before
    row.shown_if_answer = facts.shown_if_answer if before is not None else ""
    row.clean_fields(exclude=["event"])
    row.save()
    row.ticket_types.set(facts.ticket_types)


def _follow(row: Question, before: Question, answer: str) -> None:
    """Refuses a condition that can never hold, and a circle."""
    above: Question | None = before
    seen: set[int] = set()
    while above is not None and above.pk not in seen:
        if above.pk == row.pk or above.event_id != row.event_id:
            raise ValidationError({"shown_if": _("That question follows from this one itself.")})
        seen.add(above.pk)
        above = above.shown_if
    wanted: Iterable[str] = before.options if before.kind in CHOOSES else ()
    if before.kind in {Question.Kind.YES, Question.Kind.AGREE}:
        wanted = ("yes", "no")
    if answer and wanted and answer not in wanted:
        raise ValidationError(
            {"shown_if_answer": _("It can only be answered with: %(words)s.") % {"words": ", ".join(wanted)}}
        )
