"""What an event of ours says after an entry of a foreign calendar. All text in that is a stranger's."""

import datetime as dt
import hashlib
import html
import re
from dataclasses import dataclass

from events.calendars.rules.foreign.reading import Occurrence

LONGEST_ID = 200
ENDLESS = dt.timedelta(hours=1)
"""So long lasts what names no end: an event ends after it starts."""

_TAGS = re.compile(
    r"</?(?:p|br|div|span|a|b|i|u|em|strong|ul|ol|li|h[1-6]|html|body|table|tr|td)\b[^<>]{0,2000}>", re.I
)
_BREAKS = re.compile(r"<(?:br|/p|/div|/li|/h[1-6]|/tr)\b[^<>]{0,200}>", re.I)
_OUR_UID = re.compile(r"event-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@(.+)\Z")


@dataclass(frozen=True, slots=True)
class Where:
    """Of a LOCATION: a place, or an address to join at."""

    name: str = ""
    address: str = ""
    join_url: str = ""


def id_of(one: Occurrence) -> str:
    """The name by which an occurrence is known again; one that is too long for a row by its fingerprint."""
    name = f"{one.entry.uid} {one.instance}".strip()
    return name if len(name) <= LONGEST_ID else f"sha256 {hashlib.sha256(name.encode()).hexdigest()}"


def ends_of(one: Occurrence) -> dt.datetime:
    return one.ends_at if one.ends_at > one.starts_at else one.starts_at + ENDLESS


def plain(text: str) -> str:
    """HTML, which some calendars have in their descriptions, as words; everything else as it is."""
    if not _TAGS.search(text):
        return text
    without = _TAGS.sub("", _BREAKS.sub("\n", text))
    return re.sub(r"\n\s*\n\s*", "\n\n", html.unescape(without))


def where(location: str) -> Where:
    if re.match(r"https?://\S+\Z", location, re.I):
        return Where(join_url=location) if len(location) <= 500 else Where()
    name, _, address = location.partition(",")
    return Where(name.strip()[:160], address.strip()[:300])


def our_uuid(uid: str, domain: str) -> str:
    """The uuid of the event of this very site that a UID names, if it does: calendars are passed on."""
    found = _OUR_UID.match(uid)
    return found[1] if found is not None and found[2].lower() == domain.lower() else ""


def same_title(one: str, other: str) -> bool:
    def fold(text: str) -> str:
        return re.sub(r"\W+", "", text.casefold())

    return fold(one) == fold(other)
