"""What a call asks besides its own fields."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.access import must
from core.questions import options_of
from speakers.models import CallForProposals, CallQuestion, Proposal


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What an organizer says of a question."""

    label: str
    kind: str = CallQuestion.Kind.LINE
    help: str = ""
    options: tuple[str, ...] = ()
    is_required: bool = False
    names_somebody: bool = False


@transaction.atomic
def add(*, call: CallForProposals, facts: Facts, by: Any, now: dt.datetime) -> CallQuestion:
    _may(call, by)
    last = call.questions.order_by("-position").values_list("position", flat=True).first()
    row = _write(CallQuestion(call=call, position=0 if last is None else last + 1), facts)
    audit.note(by=by, verb="add question", thing=row, call=call.pk)
    return row


@transaction.atomic
def change(*, question: CallQuestion, facts: Facts, by: Any, now: dt.datetime) -> CallQuestion:
    """Once somebody answered, the kind stays: what they said was said to that."""
    rows = CallQuestion.objects.select_for_update(of=("self",)).select_related("call__event")
    row = rows.get(pk=question.pk)
    _may(row.call, by)
    if facts.kind != row.kind and is_answered(row):
        raise ValidationError({"kind": _("It was answered already. Withdraw it and ask anew.")})
    row = _write(row, facts)
    audit.note(by=by, verb="change question", thing=row)
    return row


@transaction.atomic
def withdraw(*, question: CallQuestion, by: Any, now: dt.datetime) -> None:
    """Nobody is asked any more; what was answered stays."""
    _may(question.call, by)
    if CallQuestion.objects.filter(pk=question.pk, is_withdrawn=False).update(is_withdrawn=True):
        audit.note(by=by, verb="withdraw question", thing=question)


@transaction.atomic
def ask_again(*, question: CallQuestion, by: Any, now: dt.datetime) -> None:
    _may(question.call, by)
    if CallQuestion.objects.filter(pk=question.pk, is_withdrawn=True).update(is_withdrawn=False):
        audit.note(by=by, verb="ask question again", thing=question)


@transaction.atomic
def delete(*, question: CallQuestion, by: Any, now: dt.datetime) -> None:
    """Only what nobody answered. Raises ValidationError."""
    _may(question.call, by)
    if is_answered(question):
        raise ValidationError(_("Somebody answered it. Withdraw it instead."))
    audit.note(by=by, verb="delete question", thing=question)
    question.delete()


@transaction.atomic
def move(*, question: CallQuestion, up: bool, by: Any) -> None:
    _may(question.call, by)
    rows = list(CallQuestion.objects.select_for_update(of=("self",)).filter(call=question.call_id))
    at = next(n for n, row in enumerate(rows) if row.pk == question.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    for n, row in enumerate(rows):
        row.position = n
    CallQuestion.objects.bulk_update(rows, ["position"])
    audit.note(by=by, verb="order questions", thing=question.call)


def is_answered(question: CallQuestion) -> bool:
    return Proposal.objects.filter(call=question.call_id, answers__has_key=str(question.pk)).exists()


def _may(call: CallForProposals, by: Any) -> None:
    if by is not None:
        must(by, "decide proposals", call.event)


def _write(row: CallQuestion, facts: Facts) -> CallQuestion:
    row.options = options_of(facts.kind, facts.options)
    for name in ("label", "kind", "help", "is_required", "names_somebody"):
        setattr(row, name, getattr(facts, name))
    row.clean_fields(exclude=["call"])
    row.save()
    return row
