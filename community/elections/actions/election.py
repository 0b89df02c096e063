"""Announcing, changing, calling off: the only writers of elections."""

import datetime as dt
import uuid
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.elections.models import Election
from community.elections.rules.ballot import Ballot, Stage, Wrong, what_is_wrong
from core import audit
from core.access import must
from core.answers import name_of
from core.slugs import free_slug
from events.actions.event import NotNow
from events.calendars.actions import deadline
from events.calendars.models import Deadline
from events.calendars.rules.matter import Matter
from people.models import User

SAID = {
    Wrong.OPENS_IN_THE_PAST: gettext_lazy("The ballot must open later than now."),
    Wrong.HAS_OPENED: gettext_lazy("The ballot has opened: that stays as it was."),
    Wrong.CLOSES_IN_THE_PAST: gettext_lazy("The ballot must close later than now."),
    Wrong.SEATS_ARE_FIXED: gettext_lazy("The ballot has opened: people vote for so many seats."),
}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What an official says of an election. Instants are aware."""

    title: str
    seats: int
    timezone: str
    opens_at: dt.datetime
    closes_at: dt.datetime
    text: str = ""

    @property
    def ballot(self) -> Ballot:
        return Ballot(opens_at=self.opens_at, closes_at=self.closes_at, seats=self.seats)


@transaction.atomic
def draft(*, facts: Facts, by: Any, now: dt.datetime, key: uuid.UUID | None = None) -> Election:
    """An election that only officials see. `key` (`core.once`) makes a form that is sent twice one election.

    `by` None is the site itself, here and below.
    """
    if by is not None:
        must(by, "hold elections")
        # Of two that come at once, the second waits and finds the first.
        User.objects.select_for_update(no_key=True).values_list("pk").get(pk=by.pk)
    if key is not None and (twin := Election.objects.filter(uuid=key).first()) is not None:
        return twin
    slug = free_slug(
        facts.title, lambda slug: Election.objects.filter(slug=slug).exists(), fallback="election"
    )
    election = Election(uuid=key or uuid.uuid4(), slug=slug, shown_changed_at=now, **asdict(facts))
    election.full_clean()
    election.save()
    audit.note(by=by, verb="draft", thing=election, title=election.title)
    return election


@transaction.atomic
def announce(*, election: Election, by: Any, now: dt.datetime) -> Election:
    """Tells everybody. NotNow where its ballot would have opened already; nothing happens to what was announced."""
    election = _held(election, by)
    if election.status != Election.Status.DRAFT:
        return election
    if wrong := what_is_wrong(election.ballot, now):
        raise NotNow(" ".join(str(SAID[one]) for one in wrong.values()))
    election.status, election.announced_at = Election.Status.ANNOUNCED, now
    return _shown(election, "announce", by, now)


@transaction.atomic
def change(*, election: Election, facts: Facts, by: Any, now: dt.datetime) -> Election:
    """The address stays whatever the title becomes.

    Raises NotNow for one that is over or was called off; ValidationError, by field, for what cannot be said any more.
    """
    election = _held(election, by)
    _must_be_ahead(election, now)
    said = asdict(facts)
    changed = sorted(name for name, value in said.items() if getattr(election, name) != value)
    if not changed:
        return election
    if election.is_public and (wrong := what_is_wrong(facts.ballot, now, election.ballot)):
        raise ValidationError({field: str(SAID[one]) for field, one in wrong.items()})
    for name in changed:
        setattr(election, name, said[name])
    return _shown(election, "change", by, now, changed=changed)


@transaction.atomic
def call_off(*, election: Election, why: str, by: Any, now: dt.datetime) -> Election:
    """For good: calendars show it as cancelled. Of a draft nobody knows, so there is nothing to call off."""
    election = _held(election, by)
    if not election.is_public or election.is_called_off:
        return election
    _must_be_ahead(election, now)
    election.status, election.status_note = Election.Status.CALLED_OFF, why
    return _shown(election, "call off", by, now, why=why)


def _held(election: Election, by: Any) -> Election:
    if by is not None:
        must(by, "change", election)
    return Election.objects.select_for_update(no_key=True).get(pk=election.pk)


def _must_be_ahead(election: Election, now: dt.datetime) -> None:
    if election.is_called_off:
        raise NotNow(_("This election was called off."))
    if election.is_public and election.ballot.stage(now) is Stage.CLOSED:
        raise NotNow(_("The ballot is over."))


def _shown(election: Election, verb: str, by: Any, now: dt.datetime, **details: Any) -> Election:
    """Writes it, with what calendars know of it: nothing of a draft, and that it is off once it was called off."""
    election.shown_changed_at = now
    election.full_clean()
    election.save()
    audit.note(by=by, verb=verb, thing=election, **details)
    if election.is_public:
        matter = Matter(
            key=name_of(election),
            title=election.title,
            path=f"/elections/{election.slug}/",
            timezone=election.timezone,
        )
        dates = {Deadline.Kind.BALLOT: election.opens_at, Deadline.Kind.BALLOT_END: election.closes_at}
        for kind, at in dates.items():
            deadline.keep(of=matter, kind=kind, found={} if election.is_called_off else {"": at}, now=now)
    return election
