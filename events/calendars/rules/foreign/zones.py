"""Which zone a TZID means: its IANA name, the definition that the file brings, Windows' name, or the city in it."""

import datetime as dt
import re
import zoneinfo
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter

from core.places.zones import zones
from events.calendars.rules.sentences import sentence as _

from .lines import Part
from .recurring import Budget, RuleUnusable, expand, read_rule
from .values import Unreadable, moment
from .windows import IANA

_OFFSET = re.compile(r"([+-]?)(\d{2}):?(\d{2})(?::?(\d{2}))?\Z", re.ASCII)
_FULL = re.compile(
    r"(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)(?:/[A-Za-z_-]+){1,2}\Z"
)
AHEAD = dt.timedelta(days=4000)
_FIRST = dt.datetime(1900, 1, 1)  # noqa: DTZ001  the clock on a wall


@dataclass(frozen=True, slots=True)
class Zone:
    """Turns what the clock says into an instant. `name` is an IANA name, empty where there is none."""

    name: str
    defined: "Defined | None" = None

    def instant(self, wall: dt.datetime) -> dt.datetime:
        """Of a time that comes twice the first; of one that never comes, as if the clocks had not gone forward."""
        if self.defined is not None:
            return (wall - self.defined.offset(wall)).replace(tzinfo=dt.UTC)
        return wall.replace(tzinfo=_zoneinfo(self.name)).astimezone(dt.UTC)

    def wall(self, instant: dt.datetime) -> dt.datetime:
        """What the clock says at an instant."""
        if self.defined is None:
            return instant.astimezone(_zoneinfo(self.name)).replace(tzinfo=None)
        plain = instant.replace(tzinfo=None)
        return plain + self.defined.offset(plain + self.defined.offset(plain))


UTC = Zone("UTC")


@dataclass(slots=True)
class Defined:
    """A zone as a VTIMEZONE defines it."""

    budget: Budget
    observances: list["_Observance"] = field(default_factory=list)
    begun: list[tuple[dt.datetime, dt.timedelta]] = field(default_factory=list)
    known_until: dt.datetime = _FIRST

    def offset(self, wall: dt.datetime) -> dt.timedelta:
        if wall > self.known_until:
            self._learn(wall + AHEAD if wall.year < 9980 else wall)
        before = bisect_right(self.begun, wall, key=itemgetter(0))
        if before:
            return self.begun[before - 1][1]
        # Before the first change: what stood before it.
        return min(self.observances, key=lambda one: one.starts).before

    def _learn(self, until: dt.datetime) -> None:
        """When each observance last began, up to `until`; of the past, no more than rules from 1900 on give."""
        self.begun = sorted(
            (at + max(dt.timedelta(), one.after - one.before), one.after)
            for one in self.observances
            for at in one.begins(until, self.budget)
        )
        self.known_until = until


@dataclass(frozen=True, slots=True)
class _Observance:
    starts: dt.datetime
    before: dt.timedelta
    after: dt.timedelta
    rule: str = ""
    dates: tuple[dt.datetime, ...] = ()

    def begins(self, until: dt.datetime, budget: Budget) -> list[dt.datetime]:
        found = [one for one in (self.starts, *self.dates) if one <= until]
        if self.rule and self.starts <= until:
            rule = read_rule(self.rule)
            last = until
            if rule.until:
                said = moment(rule.until)
                at = dt.datetime.combine(said.day, said.time or dt.time(23, 59, 59))
                last = min(last, at + self.before if said.is_utc else at)
            found += expand(rule, self.starts, since=_FIRST, until=last, budget=budget)
        return found


@dataclass(slots=True)
class Zones:
    """The zones that one calendar may name: those that it defines, wherever in it, come before those of the world."""

    budget: Budget
    others: "Zones | None" = None  # of the other calendars in the file
    defined: dict[str, Defined] = field(default_factory=dict)
    located: dict[str, str] = field(default_factory=dict)  # TZID → X-LIC-LOCATION
    found: dict[str, Zone | None] = field(default_factory=dict)

    def define(self, part: Part) -> None:
        """Takes a VTIMEZONE; one that says nothing usable is as if it were not there."""
        tzid = part.text("TZID").strip('"')
        location = part.text("X-LIC-LOCATION")
        if location:
            self.located.setdefault(tzid, location)
        observances = []
        for one in (*part.walk("STANDARD"), *part.walk("DAYLIGHT")):
            try:
                observances.append(_observance(one))
            except (Unreadable, RuleUnusable, OverflowError):
                continue
        if tzid and observances:
            self.defined.setdefault(tzid, Defined(self.budget, observances))

    def named(self, tzid: str) -> Zone | None:
        """None where nobody knows it."""
        if tzid not in self.found:
            self.found[tzid] = self._look_up(tzid)
        return self.found[tzid]

    def _look_up(self, tzid: str) -> Zone | None:
        for name in (tzid, self.located.get(tzid, "")):
            if iana := iana_name(name):
                return Zone(iana)
        if tzid in self.defined:
            name = IANA.get(tzid) or by_city(tzid)
            return Zone(name, self.defined[tzid])
        if self.others is not None and tzid in self.others.defined:
            return self.others.named(tzid)
        name = IANA.get(tzid) or by_city(tzid)
        return Zone(name) if name else None


def iana_name(tzid: str) -> str:
    """“Europe/Berlin” of itself and of “/mozilla.org/20050126_1/Europe/Berlin”."""
    if _FULL.match(tzid) and _exists(tzid):  # nearly all are written like this, and the list of all is long
        return tzid
    known = _known()
    parts = tzid.strip().strip("/").split("/")
    for length in (len(parts), 3, 2):
        name = "/".join(parts[-length:]).lower()
        if name in known and (
            "/" in name or name in {"utc", "gmt", "japan", "singapore", "israel"} or len(parts) == 1
        ):
            return known[name]
    return ""


def by_city(tzid: str) -> str:
    """“(UTC+01:00) Amsterdam, Berlin, Bern” and “Germany/Berlin”: by the first city that a zone is named after."""
    words = re.sub(r"^\s*\((?:UTC|GMT)[^)]*\)\s*", "", tzid)
    for city in re.split(r"[,/]", words):
        if found := _cities().get(city.strip().replace(" ", "_").lower()):
            return found
    for part, name in _SAID.items():
        if part in words.lower():
            return name
    return ""


_SAID = {
    "eastern time": "America/New_York",
    "central time (us": "America/Chicago",
    "mountain time (us": "America/Denver",
    "pacific time (us": "America/Los_Angeles",
    "greenwich mean time": "Europe/London",
    "canberra": "Australia/Sydney",
    "coordinated universal time": "UTC",
}


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    return {name.lower(): name for name in zones()}


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    places = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Pacific")
    return {
        name.rpartition("/")[2].lower(): name
        for name in sorted(_known().values(), key=len, reverse=True)
        if name.startswith(places)
    }


def _exists(name: str) -> bool:
    try:
        _zoneinfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@lru_cache(maxsize=128)
def _zoneinfo(name: str) -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(name)


def _observance(part: Part) -> _Observance:
    starts = moment(part.text("DTSTART"))
    rule = part.get("RRULE")
    dates = [moment(text) for one in part.all("RDATE") for text in one.value.split(",") if text.strip()]
    if rule is not None:
        read_rule(rule.value)
    return _Observance(
        starts=dt.datetime.combine(starts.day, starts.time or dt.time()),
        before=_offset(part.text("TZOFFSETFROM")),
        after=_offset(part.text("TZOFFSETTO")),
        rule=rule.value if rule is not None else "",
        dates=tuple(dt.datetime.combine(one.day, one.time or dt.time()) for one in dates),
    )


def _offset(text: str) -> dt.timedelta:
    found = _OFFSET.match(text.strip())
    if found is None:
        raise Unreadable(_("no offset of a zone"))
    sign, hours, minutes, seconds = found.groups()
    length = dt.timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds or 0))
    if length >= dt.timedelta(days=1):
        raise Unreadable(_("no offset of a zone"))
    return -length if sign == "-" else length
