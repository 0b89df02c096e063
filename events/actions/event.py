"""Publishing, changing, calling off: the only writers of events."""

import datetime as dt
import uuid
from dataclasses import asdict, dataclass, fields
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from core import answers, audit
from core.models import FormerName, SectionPage
from core.slugs import free_slug
from events.actions.venue import ask_where
from events.models import Crew, Cycle, Event, MeetupPage, SummitPage, Venue
from events.rules.ical import CANCELLED_STAYS
from events.signals import event_changed
from groups.models import UserGroup
from people.models import Person, User

# A change of one of these moves a calendar's entry: SEQUENCE rises and registrants are told.
WHEN_AND_WHERE = frozenset(
    {"starts_at", "ends_at", "timezone", "venue", "online_url", "attendance", "status"}
)


class NotNow(Exception):
    """The event is in no state for this; the text says why, for people."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A venue as an organizer writes it."""

    name: str
    address: str = ""
    city: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What an organizer says of an event. Instants are aware; `capacity` None is no limit."""

    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    timezone: str
    group: UserGroup | None = None
    place: Place | None = None
    online_url: str = ""
    capacity: int | None = None
    summary: str = ""
    description: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    external_url: str = ""
    cycle: Cycle | None = None
    parent: Event | None = None
    accent: str = ""
    takes_registrations: bool = True
    registration_opens_at: dt.datetime | None = None
    registration_closes_at: dt.datetime | None = None

    @property
    def attendance(self) -> str:
        """Follows from where: a place, a link, or both."""
        if self.place and self.online_url:
            return Event.Attendance.HYBRID
        return Event.Attendance.ONLINE if self.online_url and not self.place else Event.Attendance.IN_PERSON


@transaction.atomic
def publish_meetup(*, facts: Facts, by: Any, now: dt.datetime, key: uuid.UUID | None = None) -> Event:
    """A meetup, public at once, with a page for its words and its publisher as organizer.

    `key` (`core.once`) makes a form that is sent twice one meetup: it becomes the event's uuid.
    """
    if twin := _made_before(key, by):
        return twin
    event = _create(Event.Kind.MEETUP, facts, status=Event.Status.PUBLISHED, now=now, key=key)
    event.published_at = now
    event.save(update_fields=["published_at"])
    _appoint(event, by)
    _give_page(event, MeetupPage, live=True)
    audit.note(by=by, verb="publish", thing=event, title=event.title)
    event_changed.send(sender=Event, event=event, before={}, changed={"status"}, by=by, now=now)
    return event


@transaction.atomic
def draft_summit(*, facts: Facts, by: Any, now: dt.datetime, key: uuid.UUID | None = None) -> Event:
    """A summit as a draft, with a page ready to write in; `publish` makes both public."""
    if twin := _made_before(key, by):
        return twin
    event = _create(Event.Kind.SUMMIT, facts, status=Event.Status.DRAFT, now=now, key=key)
    _appoint(event, by)
    _give_page(event, SummitPage, live=False)
    audit.note(by=by, verb="draft", thing=event, title=event.title)
    return event


@transaction.atomic
def publish(*, event: Event, by: Any, now: dt.datetime) -> Event:
    """Makes a draft public, with its page. Nothing happens to what is public already."""
    event = Event.objects.select_for_update(no_key=True, of=("self",)).get(pk=event.pk)
    _must_live_here(event)
    if event.status != Event.Status.DRAFT:
        return event
    event.status = Event.Status.PUBLISHED
    event.published_at = event.published_at or now
    event.shown_changed_at = now
    event.save()
    for page in pages_of(event):
        # An alias follows the page that it is one of.
        if not page.live and page.alias_of_id is None:
            # What an editor wrote last; who may publish the event need not be an editor of pages in the CMS.
            words = page.get_latest_revision() or page.save_revision(user=by)
            words.publish(user=by, skip_permission_checks=True)
    audit.note(by=by, verb="publish", thing=event, title=event.title)
    event_changed.send(
        sender=Event, event=event, before={"status": "draft"}, changed={"status"}, by=by, now=now
    )
    return event


@transaction.atomic
def change(*, event: Event, facts: Facts, by: Any, now: dt.datetime) -> Event:
    """Writes the facts anew. Whoever is registered is told when time, place or link changed.

    Raises NotNow when fewer seats are asked for than are taken, and for an event that was called off.
    """
    event = (
        Event.objects.select_for_update(no_key=True, of=("self",)).select_related("venue").get(pk=event.pk)
    )
    _must_live_here(event)
    if event.status == Event.Status.CANCELLED:
        raise NotNow(_("A cancelled event cannot be changed."))
    if facts.capacity is not None and facts.capacity < event.taken:
        raise NotNow(_("%(taken)s seats are taken: fewer are not possible.") % {"taken": event.taken})
    before = snapshot(event)
    venue = _venue(facts.place, now_at=event.venue)
    for name in _plain_names():
        setattr(event, name, getattr(facts, name))
    event.tags = list(facts.tags)
    event.attendance = facts.attendance
    event.venue = venue
    after = snapshot(event)
    changed = {name for name in after if after[name] != before[name]}
    if not changed:
        return event
    if changed & WHEN_AND_WHERE:
        event.sequence += 1
    if "starts_at" in changed and event.is_public:
        event.previous_starts_at = before["starts_at"]
        if event.status == Event.Status.POSTPONED:  # it has a time again
            event.status = Event.Status.MOVED
            event.status_note = ""
    if event.is_in_person:
        event.moved_online_at = None
    elif "attendance" in changed and event.is_public:
        event.moved_online_at = now
    event.shown_changed_at = now
    event.full_clean(exclude=["taken", "waiting"], validate_constraints=False)
    event.save()
    if "group" in changed and before["group"]:
        answers.touch(before["group"])  # the new one is touched by the save itself
    audit.note(by=by, verb="change", thing=event, changed=sorted(changed))
    event_changed.send(sender=Event, event=event, before=before, changed=changed, by=by, now=now)
    return event


def cancel(*, event: Event, why: str, by: Any, now: dt.datetime) -> Event:
    """Calls the event off for good. Everybody registered or waiting is told."""
    return _call_off(event, Event.Status.CANCELLED, why, by, now)


def postpone(*, event: Event, why: str, by: Any, now: dt.datetime) -> Event:
    """Puts the event off to a time not yet known; a later `change` of its start makes it “moved”."""
    return _call_off(event, Event.Status.POSTPONED, why, by, now)


@transaction.atomic
def reinstate(*, event: Event, by: Any, now: dt.datetime) -> Event:
    """Takes a cancellation or postponement back."""
    event = Event.objects.select_for_update(no_key=True, of=("self",)).get(pk=event.pk)
    _must_live_here(event)
    if event.takes_place or event.status == Event.Status.DRAFT:
        return event
    return _set_status(event, Event.Status.PUBLISHED, "", "reinstate", by, now)


@transaction.atomic
def rename(*, event: Event, slug: str, by: Any, now: dt.datetime) -> Event:
    """Gives another address; the old one redirects from now on. ValidationError where the word is taken or reserved."""
    event = Event.objects.select_for_update(no_key=True, of=("self",)).get(pk=event.pk)
    old, event.slug = event.slug, slug
    if old == slug:
        return event
    event.clean_fields(exclude=[f.name for f in Event._meta.fields if f.name != "slug"])
    event.validate_unique(exclude=[f.name for f in Event._meta.fields if f.name != "slug"])
    kind = Event._meta.label_lower
    if FormerName.objects.filter(kind=kind, slug=slug).exclude(thing_id=event.pk).exists():
        raise ValidationError({"slug": _("Another event has this address.")})
    FormerName.objects.filter(kind=kind, slug=slug, thing_id=event.pk).delete()
    FormerName.objects.update_or_create(kind=kind, slug=old, defaults={"thing_id": event.pk})
    event.shown_changed_at = now
    event.save()
    audit.note(by=by, verb="rename", thing=event, old=old, new=slug)
    return event


@transaction.atomic
def follow_group(*, group: UserGroup, moved: bool, now: dt.datetime) -> None:
    """Its events show what it is called, and those without a venue say its city for their place: all that a calendar
    still holds of them has changed."""
    held = group.events.exclude(status=Event.Status.CANCELLED, shown_changed_at__lte=now - CANCELLED_STAYS)
    if moved:
        held.filter(venue=None).exclude(attendance=Event.Attendance.ONLINE).update(sequence=F("sequence") + 1)
    held.update(shown_changed_at=now)
    answers.touch(
        "events", group, *(f"events.event:{pk}" for pk in group.events.values_list("pk", flat=True))
    )


def snapshot(event: Event) -> dict[str, Any]:
    """The facts as they stand, to be compared later; the venue as its words."""
    row = {name: getattr(event, name) for name in _plain_names()}
    venue = event.venue
    row["venue"] = (venue.name, venue.address, venue.city) if venue else None
    row.update(attendance=event.attendance, status=event.status, tags=list(event.tags))
    return row


def pages_of(event: Event) -> list[SummitPage | MeetupPage]:
    """The event's pages in every language."""
    return [*event.summit_pages.all(), *event.meetup_pages.all()]


def _plain_names() -> list[str]:
    """The names that facts and event have in common."""
    return [f.name for f in fields(Facts) if f.name not in {"place", "tags"}]


def _must_live_here(event: Event) -> None:
    """What is written of a mirrored event would be gone with the next look at its home."""
    if event.is_mirrored:
        raise NotNow(_("This event lives elsewhere. Take it over first, then it is changed here."))


@transaction.atomic
def _call_off(event: Event, status: str, why: str, by: Any, now: dt.datetime) -> Event:
    event = Event.objects.select_for_update(no_key=True, of=("self",)).get(pk=event.pk)
    _must_live_here(event)
    if event.status in {status, Event.Status.DRAFT}:
        return event
    if event.status == Event.Status.CANCELLED:
        raise NotNow(_("The event is cancelled."))
    if event.is_past(now):
        raise NotNow(_("The event is over."))
    return _set_status(
        event, status, why, "cancel" if status == Event.Status.CANCELLED else "postpone", by, now
    )


def _set_status(event: Event, status: str, why: str, verb: str, by: Any, now: dt.datetime) -> Event:
    before = snapshot(event)
    event.status, event.status_note = status, why
    event.sequence += 1
    event.shown_changed_at = now
    event.save()
    audit.note(by=by, verb=verb, thing=event, why=why)
    event_changed.send(sender=Event, event=event, before=before, changed={"status"}, by=by, now=now)
    return event


def _made_before(key: uuid.UUID | None, by: Any) -> Event | None:
    """What was made of the same form. Of two that come at once, the second waits and finds the first."""
    if key is None:
        return None
    User.objects.select_for_update(no_key=True).values_list("pk").get(pk=by.pk)
    return Event.objects.filter(uuid=key).first()


def _create(kind: str, facts: Facts, *, status: str, now: dt.datetime, key: uuid.UUID | None) -> Event:
    local_start = facts.starts_at.astimezone(dt.UTC)
    words = f"{facts.title} {facts.group.city if facts.group else ''}"
    slug = free_slug(
        words if kind == Event.Kind.MEETUP else facts.title,
        lambda slug: (
            Event.objects.filter(slug=slug).exists()
            or FormerName.objects.filter(kind=Event._meta.label_lower, slug=slug).exists()
        ),
        fallback=f"{kind}-{local_start:%Y-%m-%d}",
    )
    event = Event(
        uuid=key or uuid.uuid4(),
        slug=slug,
        kind=kind,
        status=status,
        attendance=facts.attendance,
        venue=_venue(facts.place),
        tags=list(facts.tags),
        shown_changed_at=now,
        **{name: getattr(facts, name) for name in _plain_names()},
    )
    event.full_clean(exclude=["taken", "waiting"], validate_constraints=False)
    event.save()
    return event


def _venue(place: Place | None, now_at: Venue | None = None) -> Venue | None:
    """The venue row for a place. One that other events share is never rewritten: a new row is made."""
    if place is None:
        return None
    facts = asdict(place)
    if now_at is not None and all(getattr(now_at, k) == v for k, v in facts.items() if v not in ("", None)):
        return now_at
    same = Venue.objects.filter(
        name=place.name, address=place.address, city=place.city, country=place.country
    ).first()
    if same is None:
        same = Venue.objects.create(**facts)
        ask_where(same)
    return same


def _appoint(event: Event, by: Any) -> None:
    person = Person.objects.filter(user=by).first() if by is not None else None
    if person:
        Crew.objects.get_or_create(event=event, person=person, role=Crew.Role.ORGANIZER)


def _give_page(event: Event, model: type[SummitPage] | type[MeetupPage], *, live: bool) -> None:
    section = SectionPage.objects.filter(list_url="/events/").order_by("path").first()
    if section is None:  # an editor took it away: the event shows its plain facts
        return
    # Nobody comes by the page's own name: one that an editor gave to another page is left to it.
    beside = section.get_children()
    slug = free_slug(event.slug, lambda slug: beside.filter(slug=slug).exists(), fallback=event.kind)
    page = model(title=event.title, slug=slug, summary=event.summary, event=event, live=live)
    section.add_child(instance=page)
    page.save_revision()
