"""What an event of ours says after an entry of a foreign calendar. All text in that is a stranger's."""

import datetime as dt
import hashlib
import html
import re
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Set
from dataclasses import dataclass

from events.calendars.rules.foreign.entries import NO_UID, Entry
from events.calendars.rules.foreign.lines import Remark
from events.calendars.rules.foreign.reading import Occurrence, ReadCalendar
from events.calendars.rules.sentences import sentence as _

LONGEST_NAME = 180
ENDLESS = dt.timedelta(hours=1)
"""So long lasts what names no end: an event ends after it starts."""

_TAGS = re.compile(
    r"</?(?:p|br|div|span|a|b|i|u|em|strong|ul|ol|li|h[1-6]|html|body|table|tr|td)\b[^<>]{0,2000}>", re.I
)
_BREAKS = re.compile(r"<(?:br|/p|/div|/li|/h[1-6]|/tr)\b[^<>]{0,200}>", re.I)
_INSTANCE = re.compile(r"\d{8}(?:T\d{6}Z)?\Z", re.ASCII)
_OUR_UID = re.compile(r"event-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@(.+)\Z")


@dataclass(frozen=True, slots=True)
class Where:
    """Of a LOCATION: a place, or an address to join at."""

    name: str = ""
    address: str = ""
    join_url: str = ""


def name_of(uid: str) -> str:
    """A UID that is too long for a row, with the instance behind it, is known by its fingerprint."""
    return uid if len(uid) <= LONGEST_NAME else f"sha256 {hashlib.sha256(uid.encode()).hexdigest()}"


def id_of(one: Occurrence) -> str:
    """The name by which an occurrence is known again."""
    return f"{name_of(one.entry.uid)} {one.instance}".strip()


def halves(known: str) -> tuple[str, str]:
    """The name of the entry, and which of its instances it is: `id_of` back again."""
    name, blank, instance = known.rpartition(" ")
    return (name, instance) if blank and _INSTANCE.match(instance) else (known, "")


def day_of(known: str, starts_at: dt.datetime, zone: dt.tzinfo) -> dt.date:
    """The day that an instance is for, however it was moved since; of what does not repeat, the day it is on."""
    _name, instance = halves(known)
    if not instance:
        return starts_at.astimezone(zone).date()
    try:
        at = dt.datetime.fromisoformat(instance)
        return at.astimezone(zone).date() if "T" in instance else at.date()
    except (ValueError, OverflowError):  # the end of a UID that looks like one
        return starts_at.astimezone(zone).date()


def renamed(
    new: Mapping[str, dt.date], lost: Mapping[str, dt.date], *, ended: Set[str], today: dt.date
) -> dict[str, str]:
    """Which name an instance had whose rule has changed: it is that of its day still; where the rule went to other
    days, that of its month, or of its week where there are several a month. What has been never becomes what is to
    come. `ended` are those that vanished before: only their own day brings them back."""

    def entry_of(key: str, day: dt.date) -> tuple[Hashable, ...]:
        return halves(key)[0], day < today

    def near(key: str, day: dt.date) -> tuple[Hashable, ...]:
        entry = entry_of(key, day)
        return *entry, _week(day) if entry in often else _month(day)

    old = _paired(new, lost, lambda key, day: (*entry_of(key, day), day))
    wanting = {key: day for key, day in new.items() if key not in old}
    left = {key: day for key, day in lost.items() if key not in {*old.values(), *ended}}
    often = set()
    for days in (wanting, left):
        months = Counter((entry_of(key, day), _month(day)) for key, day in days.items())
        often |= {entry for (entry, _of), number in months.items() if number > 1}
    return old | _paired(wanting, left, near)


def _paired(
    new: Mapping[str, dt.date], lost: Mapping[str, dt.date], of: Callable[[str, dt.date], Hashable]
) -> dict[str, str]:
    """Those that are of one kind, each once and in their order."""
    free: dict[Hashable, list[str]] = {}
    for day, key in sorted((day, key) for key, day in lost.items()):
        free.setdefault(of(key, day), []).append(key)
    pairs = {}
    for day, key in sorted((day, key) for key, day in new.items()):
        if same := free.get(of(key, day)):
            pairs[key] = same.pop(0)
    return pairs


def _month(day: dt.date) -> tuple[int, int]:
    return day.year, day.month


def _week(day: dt.date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def is_unread(known: str, read: ReadCalendar, unread: Set[str]) -> bool:
    """Whether what is not found may stand in the calendar all the same. `unread` are names, by `name_of`."""
    if not read.is_whole or known in unread or halves(known)[0] in unread:
        return True
    return NO_UID in unread and known.startswith(f"{NO_UID} ")


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


def private_remark(entry: Entry) -> Remark:
    return Remark(
        entry.line,
        _("it is marked as private there (CLASS), and shown to nobody here"),
        True,
        entry.uid[:200],
    )


def our_uuid(uid: str, domain: str) -> str:
    """The uuid of the event of this very site that a UID names, if it does: calendars are passed on."""
    found = _OUR_UID.match(uid)
    return found[1] if found is not None and found[2].lower() == domain.lower() else ""


def same_title(one: str, other: str) -> bool:
    def fold(text: str) -> str:
        return re.sub(r"\W+", "", text.casefold())

    return fold(one) == fold(other)
