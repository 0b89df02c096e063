"""Writing what the community knows of a company, university or foundation."""

from typing import Any

from django.db import IntegrityError, transaction

from core.audit import note
from core.models import FormerName
from core.slugs import free_slug
from people.models import Organisation, User


def create(*, by: User | None, name: str, **facts: Any) -> Organisation:
    """Raises ValidationError for facts that cannot be."""
    for _attempt in range(5):
        try:
            with transaction.atomic():
                slug = free_slug(name, is_taken, fallback="organisation")
                organisation = Organisation(name=name, slug=slug, **facts)
                organisation.full_clean(validate_unique=False)
                organisation.save()
                note(by=by, verb="create", thing=organisation, name=name)
                return organisation
        except IntegrityError:  # somebody took the address at this very moment
            continue
    raise RuntimeError("no free address for an organisation")


def is_taken(slug: str) -> bool:
    """Also by one that was once called so: an old address must never lead to another."""
    return (
        Organisation.objects.filter(slug=slug).exists()
        or FormerName.objects.filter(kind=Organisation._meta.label_lower, slug=slug).exists()
    )
