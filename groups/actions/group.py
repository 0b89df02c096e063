"""Founding and changing a group."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import answers, audit, outbox
from core.access import must
from core.models import AuditEntry, FormerName, PlaceAnswer
from groups.actions.importing import LOCATE
from groups.models import Membership, UserGroup
from groups.rules.facts import Facts
from groups.rules.slugs import choose_slug
from groups.signals import group_changed
from people.models import Person

KIND = UserGroup._meta.label_lower
MOST_FOUNDED_A_DAY = 3


class TooManyFounded(Exception):
    """One person founds only so many groups a day."""


@transaction.atomic
def found(*, facts: Facts, by: Any, now: dt.datetime) -> UserGroup:
    """A new group, at once open to all, with its founder as organizer. Staff may close it again."""
    must(by, "found group")
    if not by.is_staff:
        day_ago = now - dt.timedelta(days=1)
        founded = AuditEntry.objects.filter(by=by, verb="founded", thing=KIND, at__gt=day_ago).count()
        if founded >= MOST_FOUNDED_A_DAY:
            raise TooManyFounded
    taken = set(UserGroup.objects.values_list("slug", flat=True)) | _former_slugs()
    group = UserGroup(
        slug=choose_slug(facts.name, city=facts.city, taken=taken), founded_on=now.date(), **_values(facts)
    )
    group.full_clean(validate_constraints=False)
    group.save()
    person = Person.objects.filter(user=by).first()
    if person:
        Membership.objects.create(group=group, person=person, role=Membership.Role.ORGANIZER, joined_at=now)
    audit.note(by=by, verb="founded", thing=group, name=group.name)
    _ask_for_place(group)
    return group


@transaction.atomic
def change(*, group: UserGroup, facts: Facts, slug: str = "", by: Any, now: dt.datetime) -> UserGroup:
    """Writes new facts. A new name in addresses leaves the old one as a redirect."""
    must(by, "change", group)
    before = {name: getattr(group, name) for name in _values(facts)}
    changed = sorted(name for name, value in _values(facts).items() if before[name] != value)
    if slug and slug != group.slug:
        _rename(group, slug)
        changed.append("slug")
    if not changed:
        return group
    for name, value in _values(facts).items():
        setattr(group, name, value)
    group.full_clean(validate_constraints=False)
    group.save()
    audit.note(by=by, verb="changed", thing=group, changed=changed)
    group_changed.send(sender=UserGroup, group=group, changed=set(changed), now=now)
    _ask_for_place(group)
    return group


@transaction.atomic
def place_at(*, group: UserGroup, answer: PlaceAnswer, now: dt.datetime) -> bool:
    """Puts a group that has only a vague place where a geocoder found its city. False where it has a better one."""
    if not answer.found or group.located_by not in {"", "region", "country"}:
        return False
    if group.country and answer.country_code and group.country != answer.country_code:
        return False
    group.latitude, group.longitude, group.located_by = answer.latitude, answer.longitude, answer.provider
    group.country = group.country or answer.country_code
    if answer.timezone:
        group.timezone = answer.timezone
    group.save()
    audit.note(by=None, verb="placed", thing=group, provider=answer.provider)
    return True


def _values(facts: Facts) -> dict[str, Any]:
    return asdict(facts) | {"links": dict(facts.links), "aliases": list(facts.aliases)}


def _former_slugs() -> set[str]:
    return set(FormerName.objects.filter(kind=KIND).values_list("slug", flat=True))


def _rename(group: UserGroup, slug: str) -> None:
    elsewhere = FormerName.objects.filter(kind=KIND, slug=slug).exclude(thing_id=group.pk)
    if UserGroup.objects.filter(slug=slug).exclude(pk=group.pk).exists() or elsewhere.exists():
        raise ValidationError({"slug": _("Another group has this address.")})
    FormerName.objects.filter(kind=KIND, slug=slug, thing_id=group.pk).delete()
    try:
        with transaction.atomic():
            FormerName.objects.update_or_create(kind=KIND, slug=group.slug, defaults={"thing_id": group.pk})
    except IntegrityError as error:
        raise ValidationError({"slug": _("Another group has this address.")}) from error
    group.slug = slug
    answers.touch(group)


def _ask_for_place(group: UserGroup) -> None:
    if group.latitude is None and group.city and not group.is_virtual:
        outbox.put(LOCATE, {"group": group.pk})
