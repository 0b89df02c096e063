"""Seats in a session: taken, waited for, given back and handed on.

The law is that of `events.booking.actions.seats` with one counter, the session's own: a seat is claimed by one
conditional statement that nobody passes while somebody waits; who finds none joins the line; a seat given back goes to
the next in line in the same transaction. The session's row is the lock of all that is not a plain claim.
"""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, outbox
from events.actions.event import NotNow
from events.programme.models import Session, SignUp
from people.models import Person

LETTER = "programme.seat"
CANCELLED_LETTER = "programme.seat_cancelled"


@transaction.atomic
def take(*, session: Session, person: Person, by: Any, now: dt.datetime) -> SignUp:
    """A seat, or a place in the line; who has one keeps it. Raises NotNow."""
    rows = Session.objects.filter(pk=session.pk)
    claimed = rows.claim(session.pk) is not None
    # From here on the row is ours: nobody else writes a place of this session, and what is refused is undone.
    current = _lock(session)
    known = SignUp.objects.filter(session=session, person=person).first()
    if known is not None:
        if claimed:
            rows.give_back()
        return known
    if not current.event.takes_place:
        raise NotNow(_("The event does not take place as it was planned."))
    if not rows.taking_sign_up(now).exists():
        raise NotNow(_refusal(current, now))
    if not claimed:
        claimed = rows.claim(session.pk) is not None  # a place that came free between the two
        if not claimed:
            rows.join_line()
    row = SignUp.objects.create(session=session, person=person, waits_since=None if claimed else now, at=now)
    audit.note(by=by, verb="sign up", thing=session, waits=not claimed)
    return row


@transaction.atomic
def leave(*, session: Session, person: Person, by: Any, now: dt.datetime) -> bool:
    """Gives the seat, or the place in the line, back. False where there was none."""
    _lock(session)
    row = SignUp.objects.filter(session=session, person=person).first()
    if row is None:
        return False
    rows = Session.objects.filter(pk=session.pk)
    row.delete()
    if row.waits_since is not None:
        rows.leave_line()
    else:
        rows.give_back()
        serve(session=session, now=now)
    audit.note(by=by, verb="leave", thing=session)
    return True


@transaction.atomic
def keep_one(*, kept: Person, gone: Person, by: Any, now: dt.datetime) -> None:
    """Two turn out to be one, who needs one place in each session: the better one. The other goes to the next."""
    both = SignUp.objects.filter(person=gone, session__sign_ups__person=kept).select_related("session")
    for row in both.order_by("session"):
        other = SignUp.objects.get(session=row.session_id, person=kept)
        # A seat before the line, the longer wait before the shorter.
        _better, worse = sorted(
            (row, other), key=lambda one: (one.waits_since or dt.datetime.min.replace(tzinfo=dt.UTC), one.pk)
        )
        leave(session=row.session, person=worse.person, by=by, now=now)


def serve(*, session: Session, now: dt.datetime) -> list[SignUp]:
    """Seats who waits while there are places, in order, and tells them. Within the caller's transaction."""
    current = _lock(session)
    rows = Session.objects.filter(pk=session.pk)
    if not current.waiting or not current.event.takes_place or not rows.taking_sign_up(now).exists():
        return []
    places = current.waiting if current.free is None else min(current.free, current.waiting)
    chosen = list(SignUp.objects.filter(session=session).in_line().select_related("person")[:places])
    if not chosen:
        return []
    SignUp.objects.filter(pk__in=[row.pk for row in chosen]).update(waits_since=None)
    rows.seat_from_line(len(chosen))
    for row in chosen:
        outbox.put(LETTER, {"sign_up": row.pk}, key=f"{LETTER}:{row.pk}")
    return chosen


def tell_cancelled(sessions: Collection[Session]) -> None:
    """Tells whoever has a seat in a cancelled session, or waits for one. Within the caller's transaction."""
    rows = SignUp.objects.filter(session__in=sessions).order_by("pk")
    # Each change of a session has its number: what is cancelled, restored and cancelled again is told again.
    for pk, sequence in rows.values_list("pk", "session__sequence"):
        outbox.put(CANCELLED_LETTER, {"sign_up": pk}, key=f"{CANCELLED_LETTER}:{pk}:{sequence}")


def _lock(session: Session) -> Session:
    rows = Session.objects.select_for_update(no_key=True, of=("self",)).select_related("event")
    return rows.get(pk=session.pk)


def _refusal(session: Session, now: dt.datetime) -> str:
    if session.status == Session.Status.CANCELLED:
        return _("This session is cancelled.")
    if session.starts_at is not None and session.starts_at <= now:
        return _("It has begun.")
    return _("One needs no seat here: just come.")
