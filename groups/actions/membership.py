"""Joining, leaving, organizing."""

import datetime as dt
from typing import Any

from django.db import transaction

from core import audit, outbox
from core.access import must
from groups.models import Membership, UserGroup
from people.models import Person

MADE_ORGANIZER = "groups.made_organizer"


class LastOrganizer(Exception):
    """A group with organizers keeps at least one; staff may take the last."""


class NotAMember(Exception):
    """Only a member of the group can become its organizer."""


@transaction.atomic
def join(*, group: UserGroup, person: Person, by: Any, now: dt.datetime) -> Membership:
    """Joining twice is joining once."""
    must(by, "join", group)
    membership, is_new = Membership.objects.get_or_create(
        group=group, person=person, defaults={"joined_at": now}
    )
    if is_new:
        audit.note(by=by, verb="joined", thing=group, person=person.pk)
    return membership


@transaction.atomic
def leave(*, group: UserGroup, person: Person, by: Any, now: dt.datetime) -> bool:
    """False where the person was no member. Who removes somebody else must be allowed to change the group."""
    if person.user_id != by.pk:
        must(by, "change", group)
    membership = Membership.objects.filter(group=group, person=person).first()
    if membership is None:
        return False
    _spare_the_last_organizer(membership, by)
    membership.delete()
    audit.note(by=by, verb="left", thing=group, person=person.pk)
    return True


@transaction.atomic
def make_organizer(*, group: UserGroup, person: Person, by: Any, now: dt.datetime) -> Membership:
    must(by, "change", group)
    membership = Membership.objects.filter(group=group, person=person).first()
    if membership is None:
        raise NotAMember
    if membership.role != Membership.Role.ORGANIZER:
        membership.role = Membership.Role.ORGANIZER
        membership.save()
        audit.note(by=by, verb="made organizer", thing=group, person=person.pk)
        outbox.put(MADE_ORGANIZER, {"membership": membership.pk})
    return membership


@transaction.atomic
def make_member(*, group: UserGroup, person: Person, by: Any, now: dt.datetime) -> Membership:
    """Takes the role of organizer from somebody, who stays a member."""
    must(by, "change", group)
    membership = Membership.objects.filter(group=group, person=person).first()
    if membership is None:
        raise NotAMember
    if membership.role == Membership.Role.ORGANIZER:
        _spare_the_last_organizer(membership, by)
        membership.role = Membership.Role.MEMBER
        membership.save()
        audit.note(by=by, verb="made member", thing=group, person=person.pk)
    return membership


def _spare_the_last_organizer(membership: Membership, by: Any) -> None:
    if membership.role != Membership.Role.ORGANIZER or by.is_staff:
        return
    others = Membership.objects.filter(group=membership.group_id, role=Membership.Role.ORGANIZER)
    if not others.exclude(pk=membership.pk).exists():
        raise LastOrganizer
