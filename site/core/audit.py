"""The trail of what was done, written by each action."""

from typing import Any

from django.db import models

from core import request_id
from core.models import AuditEntry


def note(*, by: Any, verb: str, thing: models.Model, **details: Any) -> None:
    """Writes that `by` (a user, or None for the site itself) did `verb` to `thing`, in the current transaction.

    `details` must be JSON and must hold no secret.
    """
    AuditEntry.objects.create(
        by=by if by is not None and by.pk else None,
        verb=verb,
        thing=thing._meta.label_lower,
        thing_id=str(thing.pk),
        details=details,
        request_id=request_id.current.get(),
    )
