"""Mirroring the calendar of a group that lives elsewhere: giving its address, looking at it, going on here instead."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core import audit, outbox
from events.calendars.actions.taking_in import Home, Taken, take_in
from events.calendars.apart import Answer
from events.calendars.fetch import Refused, target_of, web_address
from events.calendars.models import Mirror
from events.calendars.models.mirror import ABANDONED_AFTER, translated
from events.calendars.rules.sentences import Sentence
from events.calendars.rules.sentences import sentence as _
from events.models import Crew, Event
from events.models.event import CALENDAR
from groups.models import UserGroup
from people.models import Person

LOOK = "calendars.mirrors"
EVERY = dt.timedelta(hours=1)
LONGEST_WAIT = dt.timedelta(days=1)
BEHIND, AHEAD = dt.timedelta(days=31), dt.timedelta(days=366)
"""How far the events of a mirror reach into the past, and how far an endless rule is followed."""
REMARKS_KEPT = 100


@dataclass(frozen=True, slots=True)
class Silence:
    """The calendar could not be had; `wait` is how many seconds its host asked to be left alone for."""

    why: Sentence
    wait: int = 0


@transaction.atomic
def give_address(*, group: UserGroup, url: str, by: Any, now: dt.datetime) -> Mirror:
    """The group lives at `url` from now on. ValidationError where that can never be fetched."""
    url = web_address(url)
    try:
        target = target_of(url)
    except Refused as no:
        raise ValidationError({"url": translated(no.why)}) from None
    mirror = Mirror.objects.select_for_update(no_key=True).filter(group=group).first()
    if mirror is None:
        mirror = Mirror(group=group, created_at=now, url="")
    if mirror.url == url and mirror.stopped_at is None:
        return mirror
    mirror.url, mirror.host, mirror.stopped_at, mirror.next_at = url, target.host, None, now
    mirror.etag = mirror.modified = mirror.error = ""
    mirror.error_values = {}
    mirror.failures, mirror.claimed_at = 0, None
    mirror.full_clean(exclude=["group", "found", "remarks", "error_values"], validate_constraints=False)
    mirror.save()
    audit.note(by=by, verb="mirror", thing=group, url=url)
    outbox.put(LOOK)
    return mirror


@transaction.atomic
def look_now(*, mirror: Mirror, by: Any, now: dt.datetime) -> None:
    """Somebody does not want to wait: the next round takes it."""
    Mirror.objects.filter(pk=mirror.pk, stopped_at=None).update(next_at=now)
    outbox.put(LOOK)


@transaction.atomic
def stop(*, mirror: Mirror, by: Any, now: dt.datetime) -> None:
    """It is looked at no more, and what was to come from there leaves the site. What has been stays."""
    mirror = Mirror.objects.select_for_update(no_key=True).get(pk=mirror.pk)
    if mirror.stopped_at is not None:
        return
    mirror.stopped_at = now
    mirror.save(update_fields=["stopped_at"])
    for event in Event.objects.filter(source=mirror.events_source, ends_at__gt=now):
        event.status = Event.Status.DRAFT
        event.sequence += 1
        event.shown_changed_at = now
        event.save()
    audit.note(by=by, verb="stop mirroring", thing=mirror.group, url=mirror.url)


@transaction.atomic
def claim(*, event: Event, by: Any, now: dt.datetime) -> Event:
    """From now on the event lives here: an ordinary one, with its address, name and history. Its home is asked no more
    about it."""
    event = Event.objects.select_for_update(no_key=True, of=("self",)).get(pk=event.pk)
    if not event.is_mirrored:
        return event
    mirror = Mirror.objects.get(pk=int(event.source.partition(":")[2]))
    if event.is_public and event.status != Event.Status.CANCELLED and event.ends_at > now:
        event.takes_registrations = True
    event.source, event.external_url = mirror.claimed_source, ""
    event.shown_changed_at = now
    event.save()
    person = Person.objects.filter(user=by).first() if by is not None else None
    if person is not None:
        Crew.objects.get_or_create(event=event, person=person, role=Crew.Role.ORGANIZER)
    audit.note(by=by, verb="claim", thing=event, url=event.source_url)
    return event


@transaction.atomic
def go_on_here(*, mirror: Mirror, by: Any, now: dt.datetime) -> int:
    """The group has moved in: all that is to come is claimed, and its old calendar is looked at no more."""
    coming = Event.objects.public().filter(source=mirror.events_source, ends_at__gt=now).order_by("pk")
    claimed = [claim(event=event, by=by, now=now) for event in coming]
    stop(mirror=mirror, by=by, now=now)
    return len(claimed)


def take(*, now: dt.datetime, most: int) -> list[Mirror]:
    """Mirrors that are due, each taken for this caller alone, and of each host only one at a time in the whole site."""
    Mirror.objects.filter(claimed_at__lt=now - ABANDONED_AFTER).update(claimed_at=None)
    busy = Mirror.objects.exclude(claimed_at=None).values("host")
    taken: list[Mirror] = []
    waiting = Mirror.objects.due(now).exclude(host__in=busy).first_of_each_host()
    for mirror in waiting.select_related("group")[:most]:
        try:
            with transaction.atomic():
                won = Mirror.objects.filter(pk=mirror.pk, claimed_at=None, next_at__lte=now).update(
                    claimed_at=now
                )
        except IntegrityError:  # another worker is asking this host
            continue
        if won:
            taken.append(mirror)
    return taken


@transaction.atomic
def note(*, mirror: Mirror, said: Answer | Silence, now: dt.datetime) -> Taken | None:
    """Writes what a look at the calendar brought, and when the next is due. None where there was nothing to write: also
    where the group has given another address, or is gone, since `mirror` was taken."""
    rows = Mirror.objects.select_for_update(no_key=True, of=("self",)).select_related("group")
    found = rows.filter(pk=mirror.pk, url=mirror.url).first()
    if found is None:
        return None
    mirror = found
    mirror.claimed_at, mirror.looked_at = None, now
    if mirror.stopped_at is not None:
        mirror.save()
        return None
    if isinstance(said, Answer) and said.calendar is not None and not said.calendar.calendars:
        said = Silence(_("There is no calendar at this address."))
    if isinstance(said, Silence):
        mirror.failures = min(mirror.failures + 1, 1000)
        mirror.error, mirror.error_values = said.why.words, said.why.values
        wait = min(EVERY * 2 ** min(mirror.failures, 10), LONGEST_WAIT)
        mirror.next_at = now + max(wait, dt.timedelta(seconds=said.wait))
        mirror.save()
        return None
    mirror.failures, mirror.error, mirror.error_values = 0, "", {}
    mirror.etag, mirror.modified = said.etag, said.modified
    # Spread over some minutes: what was given in one list is not asked for in one heap for ever.
    mirror.next_at = now + EVERY + dt.timedelta(seconds=mirror.pk * 37 % 300)
    taken = None
    if (read := said.calendar) is not None:
        site = urlsplit(mirror.url)
        home = Home(
            source=mirror.events_source,
            claimed_source=mirror.claimed_source,
            imported_source=f"{CALENDAR}{mirror.group_id}",
            url=mirror.group.website or f"{site.scheme}://{site.netloc}/",
            ends_what_is_gone=True,
        )
        taken = take_in(group=mirror.group, read=read, home=home, until=now + AHEAD, by=None, now=now)
        mirror.name, mirror.read_at = read.name, now
        mirror.remarks = [
            {
                "line": one.line,
                "what": one.what.words,
                "values": one.what.values,
                "uid": one.uid,
                "skipped": one.skipped,
            }
            for one in sorted([*read.remarks, *taken.private], key=lambda one: not one.skipped)[:REMARKS_KEPT]
        ]
        mirror.found = {
            "entries": read.entries,
            "events": len(read.occurrences),
            "new": taken.new,
            "changed": taken.changed,
            "gone": taken.ended,
            "doubles": len(taken.doubles),
            "skipped": len(read.skipped) + len(taken.private),
        }
    mirror.save()
    return taken
