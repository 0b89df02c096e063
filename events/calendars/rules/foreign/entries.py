"""What one VEVENT says: its words, and when it begins and ends by which clock."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from events.calendars.rules.sentences import Sentence
from events.calendars.rules.sentences import sentence as _

from .lines import Part, Property
from .values import Length, Moment, Unreadable, length, moment
from .zones import UTC, Zone, Zones

DAY = dt.timedelta(days=1)

Key = dt.datetime | dt.date
"""What tells the instances of one entry apart: the instant, or the day, at which each was to begin."""
Remarks = Callable[[int, Sentence], None]
NO_UID = "no-uid"
"""How the name begins that an entry without one is given: it is made of what it says."""
LONGEST_UID = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """What a VEVENT says, but when. All text is foreign."""

    uid: str
    line: int
    summary: str = ""
    description: str = ""
    location: str = ""
    url: str = ""
    status: str = "confirmed"  # or tentative, cancelled
    categories: tuple[str, ...] = ()
    geo: tuple[float, float] | None = None
    conference: str = ""
    sequence: int = 0
    zone: str = ""  # IANA name; empty where the entry names none
    is_all_day: bool = False
    floats: bool = False  # its times name no zone at all
    is_private: bool = False  # it is for who owns the calendar (CLASS), not for whoever reads it


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The calendar that an entry stands in: the zones it knows, and the one of times that name none."""

    zones: Zones
    zone: Zone
    called_off: bool
    remark: Remarks

    def moment(self, text: str, written: Property) -> tuple[Moment, Zone]:
        """A date or time and the zone it is in. Raises Unreadable."""
        said = moment(text)
        if said.is_utc:
            return said, UTC
        tzid = written.params.get("TZID", "")
        if not tzid or said.time is None:
            return said, self.zone
        zone = self.zones.named(tzid)
        if zone is None:
            self.remark(
                written.line,
                _(
                    "nobody knows the zone %(zone)s; taken for %(other)s",
                    zone=repr(tzid[:60]),
                    other=self.zone.name,
                ),
            )
        return said, zone or self.zone

    def knows(self, written: Property) -> bool:
        """Whether a property names a zone that means something."""
        tzid = written.params.get("TZID", "")
        return bool(tzid) and self.zones.named(tzid) is not None

    def instant(self, said: Moment, zone: Zone) -> dt.datetime:
        return zone.instant(dt.datetime.combine(said.day, said.time or dt.time()))

    def key(self, text: str, written: Property, *, by_day: bool = False) -> Key:
        said, zone = self.moment(text, written)
        return said.day if by_day or said.time is None else self.instant(said, zone)


@dataclass(frozen=True, slots=True)
class Draft:
    """A VEVENT with its start understood; for an instance that was changed, `of` says which one it is."""

    entry: Entry
    part: Part
    around: Surroundings
    zone: Zone
    wall: dt.datetime
    age: tuple[int, str]
    of: Key | None = None
    of_day: dt.date | None = None  # the day as written: what counts where whole days repeat
    and_future: bool = False

    def lasts(self) -> Length:
        """From start to end. An end that lies before the start is none."""
        part, written = self.part, self.part.get("DTEND")
        nothing = Length(days=1) if self.entry.is_all_day else Length()
        try:
            if written is not None and written.value.strip():
                end, zone = self.around.moment(written.value, written)
                if self.entry.is_all_day:
                    found = Length(days=(end.day - self.wall.date()).days)
                else:
                    found = Length(rest=self.around.instant(end, zone) - self.zone.instant(self.wall))
            elif (written := part.get("DURATION")) is not None:
                found = length(written.value)
                if self.entry.is_all_day:
                    found = Length(days=found.days + -(-found.rest // DAY))
            else:
                return nothing
        except (Unreadable, OverflowError):
            self.around.remark(part.line, _("its end is no time; taken for none"))
            return nothing
        if not found.is_positive:
            if (found.days, found.rest) != (0, dt.timedelta()):
                self.around.remark(part.line, _("ends before it begins; taken for an entry without an end"))
            return nothing
        return found

    def ends(self, starts_at: dt.datetime, wall: dt.datetime, lasts: Length) -> dt.datetime:
        """Days are days of the calendar there; hours are hours."""
        return (self.zone.instant(wall + DAY * lasts.days) if lasts.days else starts_at) + lasts.rest

    def without(self) -> set[Key]:
        """The instances that EXDATE takes out."""
        found: set[Key] = set()
        for written in self.part.all("EXDATE"):
            for text in filter(None, (text.strip() for text in written.value.split(","))):
                try:
                    found.add(self.around.key(text, written, by_day=self.entry.is_all_day))
                except (Unreadable, OverflowError):
                    self.around.remark(written.line, _("EXDATE holds what is no time"))
        return found

    def further(self) -> list[tuple[dt.datetime, Length | None]]:
        """RDATE: starts by the clock of the entry, and how long each lasts where it says so itself."""
        found: list[tuple[dt.datetime, Length | None]] = []
        for written in self.part.all("RDATE"):
            for text in filter(None, (text.strip() for text in written.value.split(","))):
                begin, slash, end = text.partition("/")
                try:
                    said, zone = self.around.moment(begin, written)
                    at = dt.datetime.combine(said.day, said.time or dt.time())
                    lasts = None
                    if slash and end[:1] in "Pp+-":
                        lasts = length(end)
                    elif slash:
                        lasts = Length(
                            rest=self.around.instant(*self.around.moment(end, written)) - zone.instant(at)
                        )
                    if zone is not self.zone and zone != self.zone:
                        at = self.zone.wall(zone.instant(at))
                except (Unreadable, OverflowError):
                    self.around.remark(written.line, _("RDATE holds what is no time"))
                else:
                    found.append((at, lasts))
        return found


def uid_of(part: Part) -> str:
    return part.text("UID")[:LONGEST_UID]


def draft(part: Part, around: Surroundings) -> Draft:
    """Raises Unreadable for an entry of which nobody can say when it is."""
    written = part.get("DTSTART")
    if written is None or not written.value.strip():
        raise Unreadable(_("has no start (DTSTART)"))
    if not part.ended:
        raise Unreadable(_("has no end (END:VEVENT): the file breaks off within it"))
    try:
        start, zone = around.moment(written.value, written)
    except Unreadable:
        raise Unreadable(
            _("its start (DTSTART, line %(line)s) is no date or time", line=written.line)
        ) from None
    if start.time is not None and written.is_a("DATE"):
        start = Moment(start.day)
    said = {name: part.text(name) for name in ("SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "SEQUENCE")}
    status = "cancelled" if around.called_off else said["STATUS"].lower()
    of, of_day = _which(part, around)
    entry = Entry(
        uid=uid_of(part) or f"{NO_UID} {written.value.strip()} {said['SUMMARY']}"[:150],
        line=part.line,
        summary=" ".join(said["SUMMARY"].split())[:500],
        description=said["DESCRIPTION"][:20_000],
        location=" ".join(said["LOCATION"].split())[:500],
        url=_web(part.get("URL")),
        status=status if status in {"tentative", "cancelled"} else "confirmed",
        categories=_categories(part),
        geo=_geo(part.text("GEO")),
        conference=_web(part.get("CONFERENCE")),
        sequence=int(said["SEQUENCE"]) if said["SEQUENCE"].isdecimal() and len(said["SEQUENCE"]) < 10 else 0,
        zone=zone.name if start.time is not None and around.knows(written) else "",
        is_all_day=start.time is None,
        floats=start.time is not None and not start.is_utc and not around.knows(written),
        is_private=part.text("CLASS").upper() in {"PRIVATE", "CONFIDENTIAL"},
    )
    return Draft(
        entry=entry,
        part=part,
        around=around,
        zone=zone if start.time is not None else around.zone,
        wall=dt.datetime.combine(start.day, start.time or dt.time()),
        age=(entry.sequence, part.text("LAST-MODIFIED") or part.text("DTSTAMP")),
        of=of,
        of_day=of_day,
        and_future=(one := part.get("RECURRENCE-ID")) is not None
        and one.params.get("RANGE", "").upper() == "THISANDFUTURE",
    )


def _which(part: Part, around: Surroundings) -> tuple[Key | None, dt.date | None]:
    written = part.get("RECURRENCE-ID")
    if written is None:
        return None, None
    try:
        return around.key(written.value, written), moment(written.value).day
    except (Unreadable, OverflowError):
        around.remark(written.line, _("RECURRENCE-ID is no time; the entry stands for itself"))
        return None, None


def _web(written: Property | None) -> str:
    """A web address, or nothing: foreign addresses are shown as links."""
    text = written.value.strip() if written is not None else ""
    if len(text) > 500 or not text.isprintable() or " " in text:
        return ""
    try:
        parts = urlsplit(text)
        return text if parts.scheme.lower() in {"http", "https"} and parts.hostname else ""
    except ValueError:
        return ""


def _categories(part: Part) -> tuple[str, ...]:
    found: list[str] = []
    for written in part.all("CATEGORIES"):
        pieces = written.value.replace("\\,", "\0").split(",")
        found += [" ".join(one.replace("\0", ",").replace("\\;", ";").split())[:60] for one in pieces]
    return tuple(dict.fromkeys(one for one in found if one))[:20]


def _geo(text: str) -> tuple[float, float] | None:
    latitude, sign, longitude = text.replace(",", ";").partition(";")
    try:
        point = float(latitude), float(longitude)
    except ValueError:
        return None
    # (0, 0) lies in the sea: it is what programs write that know no place.
    return point if sign and -90 <= point[0] <= 90 and -180 <= point[1] <= 180 and point != (0, 0) else None
