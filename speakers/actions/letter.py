"""The words of a call's letters, by what they tell and in which language."""

import datetime as dt
from typing import Any

from django.db import transaction

from core import audit
from core.access import must
from speakers.actions.selection import hold
from speakers.models import CallForProposals, CallLetter
from speakers.rules.letters import unknown_in


class UnknownPlace(ValueError):
    """Something in braces that nothing is known for."""


@transaction.atomic
def write(
    *, call: CallForProposals, about: str, language: str, subject: str, body: str, by: Any, now: dt.datetime
) -> CallLetter | None:
    """Keeps the words; without any the site's own are used again, and None is given back."""
    if by is not None:
        must(by, "decide proposals", call.event)
    if unknown := unknown_in(subject) + unknown_in(body):
        raise UnknownPlace(", ".join(unknown))
    if bool(subject) != bool(body):
        raise ValueError("a letter has a subject and words, or neither")
    call = hold(call)
    row = CallLetter.objects.filter(call=call, about=about, language=language).first()
    if not body:
        if row is not None:
            audit.note(by=by, verb="delete", thing=row, about=about, language=language, at=now.isoformat())
            row.delete()
        return None
    row = row or CallLetter(call=call, about=about, language=language)
    if (row.subject, row.body) == (subject, body):
        return row
    row.subject, row.body = subject, body
    row.full_clean(exclude=["call"], validate_unique=False, validate_constraints=False)
    row.save()
    audit.note(by=by, verb="write", thing=row, about=about, language=language, at=now.isoformat())
    return row
