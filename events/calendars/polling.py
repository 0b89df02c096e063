"""Looking at the calendars of groups that live elsewhere: several at once, of each host one at a time."""

import datetime as dt
import logging
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from django.db import DatabaseError

from core import clock
from events.calendars.actions import mirror as actions
from events.calendars.actions.mirror import AHEAD, BEHIND, Silence
from events.calendars.apart import Answer, Asked, TooHard, read_apart
from events.calendars.fetch import Failed, Refused
from events.calendars.models import Mirror
from events.calendars.rules.sentences import sentence as _

log = logging.getLogger(__name__)

AT_ONCE = 8
WHOLE_EVERY = dt.timedelta(days=1)
ROUND = 40.0
"""Seconds that a round begins new looks for: the worker has other things to do, and comes back each minute."""

Ask = Callable[[Asked], Answer]


def look_around(*, now: dt.datetime, ask: Ask = read_apart, seconds: float = ROUND) -> int:
    """Looks at the mirrors that are due, as long as the round lasts. Returns at how many."""
    until = time.monotonic() + seconds
    looked = 0
    under_way: dict[Future[Answer | Silence], Mirror] = {}
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="mirror") as pool:
        while True:
            if time.monotonic() < until and len(under_way) < AT_ONCE:
                for mirror in actions.take(now=clock.now(), most=AT_ONCE - len(under_way)):
                    under_way[pool.submit(_look, ask, question(mirror, now))] = mirror
            if not under_way:
                return looked
            done, _waiting = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                # The threads only wait for the other side; rows are written here, one calendar after the other.
                mirror = under_way.pop(future)
                _note(mirror, future.result())
                looked += 1


def _note(mirror: Mirror, said: Answer | Silence) -> None:
    """One calendar that cannot be written holds up no other."""
    try:
        actions.note(mirror=mirror, said=said, now=clock.now())
    except (DatabaseError, ValueError) as error:
        log.exception("the calendar %s could not be taken in", mirror.url)
        actions.note(
            mirror=mirror,
            said=Silence(_("It could not be taken in (%(error)s).", error=type(error).__name__)),
            now=clock.now(),
        )


def question(mirror: Mirror, now: dt.datetime) -> Asked:
    """What to ask for: all of it once a day, since what an endless rule brings moves on with the days; else what is
    new."""
    is_fresh = mirror.read_at is not None and mirror.read_at > now - WHOLE_EVERY
    return Asked(
        zone=mirror.group.timezone,
        since=now - BEHIND,
        until=now + AHEAD,
        url=mirror.url,
        etag=mirror.etag if is_fresh else "",
        modified=mirror.modified if is_fresh else "",
    )


def _look(ask: Ask, asked: Asked) -> Answer | Silence:
    try:
        return ask(asked)
    except Failed as no:
        return Silence(no.why, no.wait)
    except (Refused, TooHard) as no:
        return Silence(no.why)
    except Exception as error:
        log.exception("looking at %s failed", asked.url)
        return Silence(_("It could not be looked at (%(error)s).", error=type(error).__name__))
