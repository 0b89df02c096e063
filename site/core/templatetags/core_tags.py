"""Tags and filters that every room of the site uses in its templates."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

import segno
from django import template
from django.conf import settings
from django.urls import translate_url
from django.utils import formats, translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import clock
from core import markdown as core_markdown
from core.covers import PORTRAIT_GROUNDS, cover_svg, ground_of

register = template.Library()

ICONS = {
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "globe": (
        '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9S9 6 12 3"/>'
        ""
    ),
    "theme": '<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5v17a8.5 8.5 0 0 0 0-17z" fill="currentColor"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4 21c.8-4.5 4-6.5 8-6.5s7.2 2 8 6.5"/>',
    "place": '<path d="M12 21s7-6.5 7-11.5A7 7 0 0 0 5 9.5C5 14.5 12 21 12 21z"/><circle cx="12" cy="9.5" r="2.5"/>',
    "online": '<rect x="3" y="5" width="18" height="12" rx="1.5"/><path d="M8 21h8M12 17v4"/>',
    "time": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
    "calendar": '<rect x="3.5" y="5" width="17" height="15.5" rx="1.5"/><path d="M3.5 10h17M8 3v4M16 3v4"/>',
    "people": (
        '<circle cx="9" cy="9" r="3.5"/><path d="M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6'
        'M15.5 5.7a3.5 3.5 0 0 1 0 6.6M18 14.7c2 .8 3.2 2.6 3.5 5.3"/>'
    ),
    "seat": (
        '<path d="M4 8.500a2 2 0 0 0 0 7V19h16v-3.500a2 2 0 0 1 0-7V5H4z"/>'
        '<path d="M14 5v14" stroke-dasharray="2 3"/>'
    ),
    "arrow": '<path d="M4 12h16M14 6l6 6-6 6"/>',
    "back": '<path d="M20 12H4M10 6l-6 6 6 6"/>',
    "out": '<path d="M8 5h11v11M19 5 5 19"/>',
    "check": '<path d="m4 12.5 5.5 5.500L20 6.5"/>',
    "close": '<path d="m5 5 14 14M19 5 5 19"/>',
    "down": '<path d="m6 9 6 6 6-6"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.500v.01"/>',
    "warn": '<path d="M12 3.5 22 20.500H2zM12 10v5M12 17.700v.01"/>',
    "star": '<path d="m12 3.5 2.600 5.600 6.100.7-4.5 4.200 1.200 6-5.400-3-5.400 3 1.200-6-4.5-4.200 6.100-.7z"/>',
    "copy": '<rect x="8" y="8" width="12.5" height="12.5" rx="1.5"/><path d="M16 8V3.500H3.500V16H8"/>',
    "play": '<path d="M7 4.500v15l12-7.500z"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "mail": '<rect x="3" y="5" width="18" height="14" rx="1.5"/><path d="m3.5 6.5 8.5 7 8.5-7"/>',
    "filter": '<path d="M3.5 6h17M7 12h10M10 18h4"/>',
}


@register.filter
def markdown(text: str | None) -> SafeString:
    return core_markdown.render(text)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A line drawing of ICONS. It is decoration: the words stand beside it."""
    drawing = (
        f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{ICONS[name]}</svg>'
    )
    return mark_safe(drawing)  # nosec B308 B703 # noqa: S308 - our own drawing


@register.filter
def initials(name: str | None) -> str:
    """At most two signs that stand for a name; one for names written without spaces."""
    words = [word for word in (name or "").split() if word[0].isalnum()]
    if not words:
        return "·"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


@register.filter
def tone_of(name: Any) -> int:
    """One of six quiet grounds for an avatar without a picture, always the same for the same name."""
    return sum(ord(sign) for sign in str(name)) % 6


@register.filter
def safe_url(address: str | None) -> str:
    """The address if it is one of the web, else nothing: `javascript:` never reaches an attribute."""
    parts = urlsplit((address or "").strip())
    return str(address).strip() if parts.scheme in {"http", "https"} and parts.netloc else ""


@register.filter
def host_of(address: str | None) -> str:
    return (urlsplit(address or "").hostname or "").removeprefix("www.")


def in_zone(instant: dt.datetime, zone: str | None) -> dt.datetime:
    return instant.astimezone(ZoneInfo(zone or "UTC"))


@register.simple_tag
def datetime_in(instant: dt.datetime | None, zone: str | None = None, form: str = "") -> SafeString | str:
    """`<time>` in the words of the reader's language, in the zone given and not in the reader's own.

    Forms: "" date, time and zone · "date" · "short" (day and month) · "time" · "day" (weekday, day, month).
    """
    if instant is None:
        return ""
    local = in_zone(instant, zone)
    patterns = {
        "": pgettext("date format", "D j F Y, H:i"),
        "date": pgettext("date format", "j F Y"),
        "short": pgettext("date format", "j M"),
        "day": pgettext("date format", "l j F"),
        "time": "H:i",
    }
    words = formats.date_format(local, patterns[form])
    if form == "":
        words = f"{words} {zone_word(local)}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), words)


def zone_word(local: dt.datetime) -> str:
    """CEST where the zone has a name, else UTC+05:30: bare digits such as "+0530" say nothing to a reader."""
    word = local.tzname() or ""
    if word[:1] in "+-":
        offset = local.strftime("%z")
        return f"UTC{offset[:3]}:{offset[3:5]}"
    return word


@register.simple_tag
def span_in(
    starts_at: dt.datetime | None, ends_at: dt.datetime | None, zone: str | None = None
) -> SafeString | str:
    """From when to when, said once: "Thu 14 May 2026, 19:00–21:00 CEST", "12–14 May 2026"."""
    if starts_at is None:
        return ""
    start = in_zone(starts_at, zone)
    end = in_zone(ends_at, zone) if ends_at else None
    if end is None or end <= start:
        return datetime_in(starts_at, zone)
    if start.date() == end.date():
        head = formats.date_format(start, pgettext("date format", "D j F Y, H:i"))
        tail = f"{end:%H:%M} {zone_word(start)}"
    elif (start.year, start.month) == (end.year, end.month):
        head = str(start.day)
        tail = formats.date_format(end, pgettext("date format", "j F Y"))
    else:
        head = formats.date_format(start, pgettext("date format", "j F Y"))
        tail = formats.date_format(end, pgettext("date format", "j F Y"))
    return format_html(
        '<time datetime="{}">{}</time>–<time datetime="{}">{}</time>',
        start.isoformat(),
        head,
        end.isoformat(),
        tail,
    )


@register.simple_tag
def json_ld(thing: Any) -> SafeString:
    """A data block for search engines. No text in it can close the element."""
    text = json.dumps(thing, ensure_ascii=False, separators=(",", ":"), default=str)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # nosec B308 B703 # noqa: S308 - escaped above


def _seed(thing: Any) -> str:
    return str(getattr(thing, "uuid", None) or getattr(thing, "slug", None) or thing)


@register.simple_tag
def accent_of(thing: Any) -> str:
    """Its own accent, else one out of a small palette: its group's where it has one, so that they look related."""
    return getattr(thing, "accent", "") or ground_of(_seed(getattr(thing, "group", None) or thing))


@register.simple_tag
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


@register.simple_tag
def portrait(thing: Any, size: int = 160) -> str:
    """The address of a person's square picture, or nothing."""
    picture = getattr(thing, "photo", None)
    if picture is None or not hasattr(picture, "get_rendition"):
        return ""
    return picture.get_rendition(f"fill-{size}x{size}").url


@register.simple_tag
def portrait_art(thing: Any) -> SafeString:
    """The ground on which the initials of a person without a picture stand, where they stand large."""
    name = str(getattr(thing, "name", thing))
    seed = str(getattr(thing, "uuid", None) or name)
    return mark_safe(cover_svg(seed, PORTRAIT_GROUNDS[tone_of(name)]))  # nosec B308 B703 # noqa: S308 - drawn here


@register.simple_tag
def rendition(picture: Any, spec: str) -> Any:
    """A scaled image (url, width, height), or nothing where there is no picture."""
    return picture.get_rendition(spec) if picture is not None and hasattr(picture, "get_rendition") else None


@register.simple_tag
def site_path(path: str) -> str:
    """One of the site's own addresses in the language of the page: the default language has no prefix."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"


@register.simple_tag(takes_context=True)
def translated_url(context: template.Context, language: str) -> str:
    """This page in another language, or that language's home when the page has no other."""
    request = context.get("request")
    here = request.get_full_path() if request else "/"
    there = translate_url(here, language)
    if there == here and language != translation.get_language():
        return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"
    return there


@register.simple_tag
def seats_word(event: Any) -> str:
    """free, few, waiting, closed or none, as of this instant."""
    return event.seats_word(clock.now())


@register.filter
def is_past(event: Any) -> bool:
    return event.is_past(clock.now())


@register.simple_tag
def qr(text: str, label: str = "") -> SafeString:
    """A QR code, black on white in every theme, since readers expect that."""
    code = segno.make(text, error="m", micro=False)
    border, size = 3, code.symbol_size(border=0)[0]
    path = []
    for y, row in enumerate(code.matrix):
        x = 0
        while x < len(row):
            run = x
            while run < len(row) and row[run]:
                run += 1
            if run > x:
                path.append(f"M{x} {y}h{run - x}v1h-{run - x}z")
            x = max(run, x + 1)
    span = size + 2 * border
    return format_html(
        '<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="-{b} -{b} {s} {s}" role="img" aria-label="{l}" '
        'shape-rendering="crispEdges"><path fill="#fff" d="M-{b}-{b}h{s}v{s}h-{s}z"/><path fill="#000" d="{p}"/></svg>',
        b=border,
        s=span,
        l=label or _("QR code"),
        p="".join(path),
    )


@register.simple_tag
def subscribe_links(feed_url: str) -> dict[str, str]:
    """The ways into a calendar for one feed: webcal, Google, Outlook, and the plain address."""
    bare = feed_url.split("://", 1)[-1]
    webcal = f"webcal://{bare}"
    return {
        "plain": feed_url,
        "webcal": webcal,
        "google": f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}",
        "outlook": f"https://outlook.live.com/calendar/0/addfromweb?url={quote(feed_url, safe='')}",
    }


@register.simple_tag
def data_attributes(**values: Any) -> SafeString:
    """data-… attributes for scripts, escaped; what is None is left out."""
    return format_html_join(
        "",
        ' data-{}="{}"',
        ((name.replace("_", "-"), value) for name, value in values.items() if value is not None),
    )


@register.filter
def beside(one: Any, other: Any) -> list[tuple[Any, Any]]:
    """Pairs: a table's columns beside a row's cells."""
    return list(zip(one, other, strict=False))


@register.simple_tag
def milestones(cycle: Any) -> list[dict[str, Any]]:
    """A cycle's milestones in order of date, each past, next or to come."""
    steps = []
    for milestone in cycle.milestones:
        on = milestone["on"]
        steps.append(
            {"on": on if isinstance(on, dt.date) else dt.date.fromisoformat(on), "label": milestone["label"]}
        )
    steps.sort(key=lambda step: step["on"])
    today, found = clock.now().date(), False
    for step in steps:
        if step["on"] < today:
            step["state"] = "past"
        else:
            step["state"] = "coming" if found else "next"
            found = True
    return steps


@register.filter
def describedby(field: Any) -> str:
    """The ids that a form field's aria-describedby names: its help, and its errors where there are any."""
    ids = []
    if field.help_text:
        ids.append(f"{field.auto_id}_help")
    if field.errors:
        ids.append(f"{field.auto_id}_errors")
    return " ".join(ids)


@register.filter
def kind_of(field: Any) -> str:
    """The widget's kind, by which the field component chooses its layout."""
    widget = field.field.widget
    kind = getattr(widget, "input_type", "") or type(widget).__name__.lower()
    if kind in {"radio", "checkbox"} and hasattr(widget, "choices") and kind != "select":
        return "choices"
    return str(kind)


@register.simple_tag
def fields_of(form: Any, names: str) -> list[Any]:
    """Those of `names` (parted by blanks) that the form has, in this order."""
    return [form[name] for name in names.split() if name in form.fields and not form[name].is_hidden]


@register.simple_tag
def fields_besides(form: Any, names: str) -> list[Any]:
    """The visible fields that are not among `names`: a form that grows loses nothing on the page."""
    return [field for field in form.visible_fields() if field.name not in names.split()]


@register.simple_tag
def filter_parts(form: Any, first: str = "") -> dict[str, Any]:
    """The fields that a filter bar shows at once (all, unless `first` names some), and the rest, open where used."""
    names = first.split()
    shown = [field for field in form.visible_fields() if not names or field.name in names]
    rest = [field for field in form.visible_fields() if names and field.name not in names]
    used = any(field.errors or field.value() not in (None, "", False, []) for field in rest)
    return {
        "first": sorted(shown, key=lambda field: names.index(field.name)) if names else shown,
        "rest": rest,
        "open": used,
    }


@register.simple_tag
def widget(field: Any, **attrs: Any) -> SafeString:
    """The field's widget, wired to its help and its errors."""
    wired: dict[str, Any] = {name.replace("_", "-"): value for name, value in attrs.items() if value}
    if named := describedby(field):
        wired["aria-describedby"] = named
    if field.errors:
        wired["aria-invalid"] = "true"
    return field.as_widget(attrs=wired)
