"""Codes that open a closed call, for so many proposals."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from core import audit
from core.access import must
from speakers.models import AccessCode, CallForProposals


@transaction.atomic
def make(
    *,
    call: CallForProposals,
    code: str,
    most_uses: int,
    by: Any,
    now: dt.datetime,
    note: str = "",
    valid_until: dt.datetime | None = None,
) -> AccessCode:
    """Raises ValidationError where the call has this code already."""
    if by is not None:
        must(by, "decide proposals", call.event)
    row = AccessCode(call=call)
    return _write(row, by=by, code=code, most_uses=most_uses, note=note, valid_until=valid_until)


@transaction.atomic
def change(
    *,
    row: AccessCode,
    code: str,
    most_uses: int,
    by: Any,
    now: dt.datetime,
    note: str = "",
    valid_until: dt.datetime | None = None,
) -> AccessCode:
    row = AccessCode.objects.select_for_update(of=("self",)).select_related("call__event").get(pk=row.pk)
    if by is not None:
        must(by, "decide proposals", row.call.event)
    return _write(row, by=by, code=code, most_uses=most_uses, note=note, valid_until=valid_until)


@transaction.atomic
def delete(*, row: AccessCode, by: Any, now: dt.datetime) -> None:
    """What was proposed with it stays, but is no longer open to be changed after the close."""
    if by is not None:
        must(by, "decide proposals", row.call.event)
    audit.note(by=by, verb="delete access code", thing=row, call=row.call_id)
    row.delete()


def known(*, call: CallForProposals, code: str, now: dt.datetime) -> AccessCode | None:
    """The code as it is written, if it opens the call at `now` once more."""
    if not code:
        return None
    return _valid(now).filter(call=call, code__iexact=code, uses__lt=F("most_uses")).first()


def claim(*, call: CallForProposals, code: str, now: dt.datetime) -> AccessCode | None:
    """Takes one use, within the caller's transaction; None where there is none to be had. One statement decides."""
    row = AccessCode.objects.filter(call=call, code__iexact=code).first() if code else None
    if row is None:
        return None
    free = _valid(now).filter(pk=row.pk, uses__lt=F("most_uses"))
    return row if free.update(uses=F("uses") + 1) else None


def _valid(now: dt.datetime) -> Any:
    return AccessCode.objects.filter(Q(valid_until=None) | Q(valid_until__gt=now))


def _write(row: AccessCode, *, by: Any, **facts: Any) -> AccessCode:
    same = AccessCode.objects.filter(call=row.call, code__iexact=facts["code"]).exclude(pk=row.pk)
    taken = ValidationError({"code": _("This call has such a code already.")})
    if same.exists():
        raise taken
    if facts["most_uses"] < row.uses:
        raise ValidationError({"most_uses": _("It was used %(n)s times already.") % {"n": row.uses}})
    verb = "change access code" if row.pk else "make access code"
    for name, value in facts.items():
        setattr(row, name, value)
    row.clean_fields(exclude=["call"])
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # somebody made it at this very moment
        raise taken from None
    audit.note(by=by, verb=verb, thing=row, call=row.call_id, most_uses=row.most_uses)
    return row
