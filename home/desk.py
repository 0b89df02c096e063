"""What the front of the desk shows: the events somebody runs, in numbers, and the next thing to do."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.access import can
from core.models import Community
from events.access import know_roles
from events.models import Event
from events.programme.models import Session
from groups.models import Membership, UserGroup
from home.paths import in_language
from home.rules.next_steps import Facts, Step, next_step
from people.models import Person, User
from speakers.models import CallForProposals

MOST_PAST = 10


@dataclass(frozen=True)
class Todo:
    """A step in words, the page below an event's desk where it is done, and the permission that it takes."""

    words: Any
    below: str
    verb: str


TODO = {
    Step.PUBLISH: Todo(_("Publish it, when all is right"), "", "change"),
    Step.NEW_DATE: Todo(_("Set the new date"), "settings/", "change"),
    Step.READ_PROPOSALS: Todo(_("Read the new proposals"), "proposals/", "decide proposals"),
    Step.CHECK_IN: Todo(_("Get the check-in ready"), "check-in/", "check in"),
    Step.MORE_SEATS: Todo(_("People are waiting: are there more seats?"), "registrations/", "change"),
    Step.TELL_PEOPLE: Todo(_("Nobody is registered yet: tell people"), "", "work at"),
    Step.MAKE_SCHEDULE: Todo(_("Put the schedule together"), "schedule/", "change programme"),
    Step.THANK: Todo(_("Thank those who came"), "mail/", "change"),
}


@dataclass(frozen=True)
class Row:
    event: Event
    url: str
    new_proposals: int
    step: Any
    step_url: str


def events_of(person: Person) -> "QuerySet[Event]":
    """Those whose crew the person is in (but for the door alone), and those of groups that the person organizes."""
    runs = person.crew.exclude(role="door").values("event")
    groups = person.memberships.filter(role=Membership.Role.ORGANIZER).values("group")
    return Event.objects.filter(Q(pk__in=runs) | Q(group__in=groups))


def doors_of(person: Person, now: dt.datetime) -> "QuerySet[Event]":
    """Coming events at whose door the person helps, and does nothing else: their desk is the check-in."""
    helps = person.crew.filter(role="door").values("event")
    return Event.objects.filter(pk__in=helps).exclude(pk__in=events_of(person).values("pk")).upcoming(now)


@dataclass(frozen=True)
class Chaired:
    """An event of whose tracks somebody is a chair, and the doors that this opens."""

    event: Event
    review_url: str
    selection_url: str


def chaired_by(person: Person, now: dt.datetime) -> list[Chaired]:
    """Coming events of whose tracks the person is a chair, and no crew that would find them here otherwise."""
    chairs = person.reviewing.filter(is_chair=True).values("call__event")
    events = Event.objects.filter(pk__in=chairs).exclude(pk__in=events_of(person).values("pk"))
    return [
        Chaired(
            event, reverse("desk_review", args=[event.slug]), reverse("desk_selection", args=[event.slug])
        )
        for event in events.upcoming(now)
    ]


def rows(events: "QuerySet[Event]", who: Any, now: dt.datetime) -> list[Row]:
    """What `who` sees of these events. A fixed number of queries however many they are."""
    counted = list(
        events.for_cards().annotate(
            new_proposals=Count("call__proposals", filter=Q(call__proposals__status="submitted")),
            has_schedule=Exists(Session.objects.filter(event=OuterRef("pk"), starts_at__isnull=False)),
        )
    )
    know_roles(who, counted)
    return [_row(event, who, now) for event in counted]


def _row(event: Any, who: Any, now: dt.datetime) -> Row:
    may = {step for step, todo in TODO.items() if can(who, todo.verb, event)}
    step = next_step(
        Facts(
            status=event.status,
            is_summit=event.is_summit,
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            registered=event.taken,
            waiting=event.waiting,
            capacity=event.capacity,
            new_proposals=event.new_proposals,
            has_schedule=event.has_schedule,
            takes_registrations=event.takes_registrations and not event.external_url,
        ),
        now,
        may,
    )
    url = in_language(f"/desk/events/{event.slug}/")
    todo = TODO.get(step, Todo("", "", ""))
    return Row(event, url, event.new_proposals, todo.words, f"{url}{todo.below}")


@dataclass(frozen=True)
class FirstStep:
    """`url` is empty where whoever reads it may not open that page."""

    title: Any
    text: Any
    url: str
    done: bool


def first_steps(who: Any, now: dt.datetime) -> list[FirstStep]:
    """The way from an empty installation to a living site; each is done when the facts say so."""
    community = Community.current()
    edits = who.has_perm("wagtailadmin.access_admin")
    settings = f"/cms/settings/core/community/{community.site_id}/"
    settings = settings if edits and who.has_perm("core.change_community") else ""
    conduct = community.code_of_conduct
    tester = conduct.permissions_for_user(who) if conduct and edits else None
    has_summit = Event.objects.summits().upcoming(now)
    return [
        FirstStep(
            _("Name your community"),
            _("Its name, its tagline, and where people write to."),
            settings,
            bool(community.set_up_at or community.name != Community._meta.get_field("name").default),
        ),
        FirstStep(
            _("Say where people can write to"),
            _("The address stands in mails and for whoever finds a hole in the site."),
            settings,
            bool(community.contact_email),
        ),
        FirstStep(
            _("Read the code of conduct"),
            _("One is there to begin with. Make it yours: whoever registers agrees to it."),
            f"/cms/pages/{conduct.pk}/edit/" if tester and tester.can_edit() else "/cms/" if edits else "",
            bool(conduct and conduct.latest_revision_id),
        ),
        FirstStep(
            _("Invite the others"),
            _("Who else organizes? They sign up, and you make them staff or organizers of a group."),
            "/cms/users/" if edits and who.has_perm("people.change_user") else "",
            User.objects.filter(is_active=True)[:2].count() > 1,
        ),
        FirstStep(
            _("Bring your groups"),
            _("Found one here, or read a list in with the command import_groups."),
            in_language("/groups/new/"),
            UserGroup.objects.exists(),
        ),
        FirstStep(
            _("Publish your first meetup"),
            _("A title, a time, a place, a group: one page."),
            in_language("/desk/events/new/"),
            Event.objects.public().meetups().exists(),
        ),
        FirstStep(
            _("Announce a summit"),
            _("It gets its pages, ready to write in."),
            in_language("/desk/events/new/") + "?kind=summit",
            Event.objects.public().summits().exists(),
        ),
        FirstStep(
            _("Open a call for proposals"),
            _("From when to when people may propose talks for the summit."),
            in_language(f"/desk/events/{summit.slug}/")
            if (summit := has_summit.first())
            else in_language("/desk/events/new/"),
            CallForProposals.objects.exists(),
        ),
    ]
