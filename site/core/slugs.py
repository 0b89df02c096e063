"""Names in addresses: what may be one, and how one is made from a title."""

import re
from collections.abc import Callable

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

# Words that are addresses themselves below /events/ or /groups/.
RESERVED = frozenset({"calendar", "new", "register", "schedule", "speakers", "proposals", "v"})
LONGEST = 80


def validate_free_slug(slug: str) -> None:
    """Refuses words that are addresses themselves, and all that is no lower-case word with hyphens."""
    if slug in RESERVED:
        raise ValidationError(
            _("“%(slug)s” is an address of the site itself; choose another."), params={"slug": slug}
        )
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug):
        raise ValidationError(_("Only lower-case letters, digits and single hyphens."))


def free_slug(text: str, taken: Callable[[str], bool], *, fallback: str) -> str:
    """An address made from `text` that `taken` does not know: “Köln” → koln, 東京 → dong-jing, then -2, -3 …"""
    base = slugify(anyascii(text))[:LONGEST].strip("-") or slugify(fallback) or "x"
    if base in RESERVED:
        base = f"{base}-{slugify(fallback) or 'x'}"[:LONGEST]
    slug, n = base, 1
    while taken(slug):
        n += 1
        slug = f"{base}-{n}"
    return slug
