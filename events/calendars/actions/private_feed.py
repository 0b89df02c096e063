"""Calendars at an address that only their owner knows."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core import audit
from events.actions.event import NotNow
from events.calendars.models import PrivateFeed
from events.calendars.rules.wanted import Wanted, told
from people.models import Person

MOST = 10
READ_AT_MOST_EVERY = dt.timedelta(hours=1)


@transaction.atomic
def make(*, person: Person, name: str, wants: Wanted, by: Any, now: dt.datetime) -> PrivateFeed:
    Person.objects.select_for_update(no_key=True).values_list("pk").get(pk=person.pk)
    if PrivateFeed.objects.standing().filter(person=person).count() >= MOST:
        raise NotNow(_("You have %(n)s calendars already. Take one back first.") % {"n": MOST})
    kept = told(wants.kinds, wants.question)
    feed = PrivateFeed(person=person, name=name, wants=kept, created_at=now, changed_at=now)
    feed.clean_fields()
    feed.save()
    audit.note(by=by, verb="make", thing=feed)
    return feed


@transaction.atomic
def change(*, feed: PrivateFeed, name: str, wants: Wanted, by: Any, now: dt.datetime) -> PrivateFeed:
    """Whoever follows it has something else in it from now on, without subscribing again."""
    feed.name, feed.wants, feed.changed_at = name, told(wants.kinds, wants.question), now
    feed.clean_fields()
    feed.save(update_fields=["name", "wants", "changed_at"])
    audit.note(by=by, verb="change", thing=feed)
    return feed


@transaction.atomic
def revoke(*, feed: PrivateFeed, by: Any, now: dt.datetime) -> None:
    """From now on its address answers nothing, to nobody, for ever."""
    if PrivateFeed.objects.standing().filter(pk=feed.pk).update(revoked_at=now):
        audit.note(by=by, verb="revoke", thing=feed)


def read(*, feed: PrivateFeed, tag: str, now: dt.datetime) -> dt.datetime:
    """Notes that a program asked for it: coarsely, so that a busy program writes nothing most of the time. Returns
    since when it says what bears this `tag`: too much is in it, and leaves it, for the rows themselves to know."""
    if feed.shown_changed_at is None or feed.shown_tag != tag:
        PrivateFeed.objects.filter(pk=feed.pk).update(last_read_at=now, shown_tag=tag, shown_changed_at=now)
        return now
    if feed.last_read_at is not None and feed.last_read_at > now - READ_AT_MOST_EVERY:
        return feed.shown_changed_at
    unread = Q(last_read_at=None) | Q(last_read_at__lte=now - READ_AT_MOST_EVERY)
    PrivateFeed.objects.filter(unread, pk=feed.pk).update(last_read_at=now)
    return feed.shown_changed_at
