"""Writing what the community knows of somebody."""

from typing import Any

from django.core.files.base import File
from django.db import IntegrityError, transaction
from wagtail.images import get_image_model

from core.audit import note
from core.models import FormerName
from core.slugs import free_slug
from people.models import Person, User
from people.rules.naming import clean_name

CHANGEABLE = frozenset(
    "name pronouns headline biography organisation city country website links is_public".split()
)


def own(*, by: User) -> Person:
    """Somebody's own person, made where the account has none yet."""
    return Person.objects.filter(user=by).first() or create(by=by, user=by, name=by.name)


def create(*, by: User | None, name: str, user: User | None = None, **facts: Any) -> Person:
    """Makes a person; the one that `user` has already is given back as it is."""
    name = clean_name(name) or "—"
    for _attempt in range(5):
        if user is not None and (known := Person.objects.filter(user=user).first()):
            return known
        try:
            with transaction.atomic():
                person = Person(
                    name=name, slug=free_slug(name, is_taken, fallback="person"), user=user, **facts
                )
                person.full_clean(exclude=["user"], validate_unique=False)
                person.save()
                note(by=by, verb="create", thing=person)
                if user is not None:
                    user.person = person
                return person
        except IntegrityError:  # somebody took the slug, or signed in twice, at this very moment
            continue
    raise RuntimeError("no free address for a person")


def is_taken(slug: str) -> bool:
    """Also by whom it once belonged to: an old address must never lead to somebody else."""
    return (
        Person.objects.filter(slug=slug).exists()
        or FormerName.objects.filter(kind=Person._meta.label_lower, slug=slug).exists()
    )


@transaction.atomic
def change(*, by: User, person: Person, **facts: Any) -> Person:
    """Writes the facts given. Raises ValidationError; the audit row says which changed, never what they say."""
    unknown = facts.keys() - CHANGEABLE
    if unknown:
        raise TypeError(f"not for change: {sorted(unknown)}")
    changed = [name for name, value in facts.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, facts[name])
    if changed:
        person.full_clean(exclude=["user", "slug"])
        person.save(update_fields=[*changed, "updated_at"])
        note(by=by, verb="change", thing=person, fields=sorted(changed))
    return person


@transaction.atomic
def show(*, by: User | None, person: Person, source: str) -> Person:
    """Shows the profile of somebody without an account because of what `source` names; without one it is hidden."""
    person.is_public, person.source = bool(source), source
    person.save(update_fields=["is_public", "source", "updated_at"])
    note(by=by, verb="show" if source else "hide", thing=person)
    return person


@transaction.atomic
def hang(*, by: User, person: Person, picture: File | None) -> Person:
    """Hangs a new photo, or none. The one before goes for good, unless an editor may have used it elsewhere."""
    before = person.photo
    person.photo = (
        get_image_model().objects.create(title=person.name, file=picture, uploaded_by_user=by)
        if picture
        else None
    )
    person.save(update_fields=["photo", "updated_at"])
    note(by=by, verb="change", thing=person, fields=["photo"])
    owner = person.user
    if (
        before
        and owner
        and before.uploaded_by_user_id == owner.pk
        and not owner.has_perm("wagtailadmin.access_admin")
    ):
        before.delete()
    return person


@transaction.atomic
def choose(*, by: User, language: str, timezone: str) -> User:
    """The language and the time zone in which `by` is spoken to."""
    by.language, by.timezone = language, timezone
    by.full_clean(exclude=["password"], validate_unique=False)
    by.save(update_fields=["language", "timezone"])
    note(by=by, verb="choose", thing=by, language=language, timezone=timezone)
    return by
