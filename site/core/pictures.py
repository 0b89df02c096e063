"""The picture of a thing or a person: its own, else one drawn from what it is."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from core.covers import PORTRAIT_GROUNDS, cover_svg, ground_of


def accent_of(thing: Any) -> str:
    """Its own accent, else one out of a small palette: its group's where it has one, so that they look related."""
    return getattr(thing, "accent", "") or ground_of(_seed(getattr(thing, "group", None) or thing))


def cover(thing: Any, spec: str = "fill-960x600") -> SafeString:
    """The picture of an event, group or page: its own cover, else one drawn from its id and accent."""
    picture = getattr(thing, "cover", None) or getattr(thing, "image", None)
    if picture is not None and hasattr(picture, "get_rendition"):
        made = picture.get_rendition(spec)
        return format_html(
            '<img src="{}" width="{}" height="{}" alt="" loading="lazy" decoding="async">',
            made.url,
            made.width,
            made.height,
        )
    return mark_safe(cover_svg(_seed(thing), accent_of(thing)))  # nosec B308 B703 # noqa: S308 - drawn here


def portrait(thing: Any, size: int = 160) -> str:
    """The address of a person's square picture, or nothing."""
    picture = getattr(thing, "photo", None)
    if picture is None or not hasattr(picture, "get_rendition"):
        return ""
    return picture.get_rendition(f"fill-{size}x{size}").url


def portrait_art(thing: Any) -> SafeString:
    """The ground on which the initials of a person without a picture stand, where they stand large."""
    name = str(getattr(thing, "name", thing))
    seed = str(getattr(thing, "uuid", None) or name)
    return mark_safe(cover_svg(seed, PORTRAIT_GROUNDS[tone_of(name)]))  # nosec B308 B703 # noqa: S308 - drawn here


def rendition(picture: Any, spec: str) -> Any:
    """A scaled image (url, width, height), or nothing where there is no picture."""
    return picture.get_rendition(spec) if picture is not None and hasattr(picture, "get_rendition") else None


def initials(name: str | None) -> str:
    """At most two signs that stand for a name; one for names written without spaces."""
    words = [word for word in (name or "").split() if word[0].isalnum()]
    if not words:
        return "·"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def tone_of(name: Any) -> int:
    """One of six quiet grounds for an avatar without a picture, always the same for the same name."""
    return sum(ord(sign) for sign in str(name)) % 6


def _seed(thing: Any) -> str:
    return str(getattr(thing, "uuid", None) or getattr(thing, "slug", None) or thing)
