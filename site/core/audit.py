"""The trail of what was done, written by each action."""

from contextvars import ContextVar
from typing import Any

from django.db import models

from core import request_id
from core.models import AuditEntry
from core.often import insert

through: ContextVar[str] = ContextVar("through", default="")
"""The uuid of the token with which a program calls; "" for a person."""


def note(*, by: Any, verb: str, thing: models.Model, **details: Any) -> None:
    """Writes that `by` (a user, or None for the site itself) did `verb` to `thing`, in the current transaction.

    `details` must be JSON and must hold no secret.
    """
    if token := through.get():
        details["token"] = token
    entry = AuditEntry(
        by=by if by is not None and by.pk else None,
        verb=verb,
        thing=thing._meta.label_lower,
        thing_id=str(thing.pk),
        details=details,
        request_id=request_id.current.get(),
    )
    insert([entry])
