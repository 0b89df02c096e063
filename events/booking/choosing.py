"""Which registrations are meant: the desk's list, its files and its letters choose in one way.

A choice is a dict of plain words, as a filter form cleaned it, so that a letter can keep it.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Lower, NullIf

from core.words import having
from events.booking.models import Answer, Question, Registration, SensitiveAnswer
from events.models import Event

NAMES = ("q", "status", "ticket_type", "side", "code", "checked_in", "still_comes", "question", "answer")


def chosen(event: Event, choice: Mapping[str, Any]) -> "QuerySet[Registration]":
    """Those of the event that the choice means; without a status all that stand, without a type only tickets."""
    rows = Registration.objects.filter(event=event)
    status = choice.get("status")
    rows = rows.filter(status=status) if status else rows.standing()
    if kind := choice.get("ticket_type"):
        rows = rows.filter(ticket_type=None) if kind == "none" else rows.filter(ticket_type=int(kind))
    else:
        rows = rows.admissions()
    if side := choice.get("side"):
        rows = rows.filter(attendance=side)
    if code := choice.get("code"):
        rows = rows.filter(order__code__code__iexact=code, uses_code=True)
    if checked_in := choice.get("checked_in"):
        rows = rows.filter(checked_in_at__isnull=checked_in == "no")
    if still_comes := choice.get("still_comes"):
        rows = rows.filter(still_comes_at__isnull=still_comes == "no")
    if question := choice.get("question"):
        rows = rows.filter(_answered(event, int(question), choice.get("answer") or ""))
    if words := choice.get("q"):
        rows = having(rows, words, "name", "email")
    return rows.in_line() if status == Registration.Status.WAITING else rows


def _answered(event: Event, pk: int, words: str) -> Q:
    """Who answered the question, or answered it with these words."""
    question = Question.objects.filter(event=event, pk=pk).first()
    if question is None:
        return Q(pk__in=[])
    table = SensitiveAnswer if question.is_sensitive else Answer
    said = table._default_manager.filter(question=question)
    if words and question.kind in {Question.Kind.YES, Question.Kind.AGREE}:
        said = said.filter(value=words.strip().lower() in {"yes", "true", "1"})
    elif words:
        said = said.annotate(text=Cast("value", TextField()))
        # SQLite keeps JSON as it was written, with letters beyond ASCII escaped.
        as_json = json.dumps(words)[1:-1]
        said = said.filter(Q(text__icontains=words) | Q(text__icontains=as_json))
    return Q(pk__in=said.values("registration"))


def mailboxes(rows: "QuerySet[Registration]") -> Any:
    """Of those, who can be written to, each with the `box` their mail goes to: proved addresses only."""
    return rows.filter(email_confirmed_at__isnull=False).annotate(
        box=Lower(
            Coalesce(*(NullIf(F(name), Value("")) for name in ("email", "holder__email", "order__email")))
        )
    )
