"""A calendar of others, read: each occurrence within a horizon as an instant, and what had to be left out."""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from operator import itemgetter

from events.calendars.rules.sentences import Sentence, Told
from events.calendars.rules.sentences import sentence as _

from .entries import DAY, NO_UID, Draft, Entry, Key, Surroundings, draft, uid_of
from .lines import Part, Remark, read_parts
from .recurring import Budget, RuleUnusable, TooMuch, expand, read_rule
from .values import Length, Unreadable, moment
from .zones import Zone, Zones

STEPS = 700_000  # of a whole file: some three seconds
STEPS_OF_ONE = 200_000  # of one entry
MOST_OF_ONE = 15_000  # occurrences
MOST = 50_000
MOST_ENTRIES = 10_000
MOST_REMARKS = 1_000


@dataclass(frozen=True, slots=True)
class Occurrence:
    entry: Entry
    starts_at: dt.datetime  # UTC
    ends_at: dt.datetime  # UTC; the same where the calendar names no end
    instance: str = ""  # which one of a repeating entry: its original start, "20260514T190000Z" or "20260514"


@dataclass(slots=True)
class ReadCalendar:
    name: str = ""
    zone: str = ""  # what the calendar names for times that name none (X-WR-TIMEZONE)
    calendars: int = 0
    entries: int = 0
    occurrences: list[Occurrence] = field(default_factory=list)
    beyond: list[Occurrence] = field(default_factory=list)
    """What begins behind the horizon though no rule led there: whoever knows it sees that it went, not that it is
    gone."""
    remarks: list[Remark] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """UIDs of what stands in the file though nobody can say when it is; NO_UID for those without one."""
    is_whole: bool = True
    """Whether the file was read to its end: what is not found in half of one may stand in the other."""

    @property
    def skipped(self) -> list[Remark]:
        return [one for one in self.remarks if one.skipped]


def read_calendar(data: bytes, *, zone: str, since: dt.datetime, until: dt.datetime) -> ReadCalendar:
    """The occurrences that end after `since` and begin before `until`.

    `zone` is the one of times that name none, where the calendar names none for all (X-WR-TIMEZONE). Never raises,
    whatever the bytes are.
    """
    return _Reader(zone, since, until).read(data)


@dataclass(slots=True)
class _Reader:
    home: str
    since: dt.datetime
    until: dt.datetime
    budget: Budget = field(default_factory=lambda: Budget(STEPS))
    result: ReadCalendar = field(default_factory=ReadCalendar)

    def remark(self, line: int, what: Sentence, uid: str = "", skipped: bool = False) -> None:
        self.result.remarks.append(Remark(line, what, skipped, uid[:200]))

    def leave(self, line: int, what: Sentence, uid: str) -> None:
        """An entry that is there, and cannot be read."""
        self.remark(line, what, uid, skipped=True)
        self.result.unread.add(uid or NO_UID)

    def read(self, data: bytes) -> ReadCalendar:
        result = self.result
        root = read_parts(data, result.remarks)
        result.is_whole = root.ended
        calendars = list(root.walk("VCALENDAR"))
        result.calendars = len(calendars)
        # Components that stand in no calendar at all.
        bare = Part("", 0, root.properties, [one for one in root.parts if one.name != "VCALENDAR"])
        by_uid: dict[str, list[Draft]] = defaultdict(list)
        everywhere = self._zones(bare, *calendars)
        for calendar in calendars:
            for one in self._drafts(calendar, everywhere):
                by_uid[one.entry.uid].append(one)
        for part in bare.walk("VEVENT"):
            self.leave(part.line, _("stands in no calendar (VCALENDAR)"), uid_of(part))
        for same in by_uid.values():
            self._take(same)
        result.occurrences.sort(key=lambda one: (one.starts_at, one.entry.uid, one.instance))
        result.remarks.sort(key=lambda one: one.line)
        if (more := len(result.remarks) - MOST_REMARKS) > 0:
            del result.remarks[MOST_REMARKS:]
            self.remark(0, _("and %(more)s remarks more", more=more))
        return result

    def _zones(self, *parts: Part, others: Zones | None = None) -> Zones:
        """What the parts define, wherever in them it stands."""
        zones = Zones(self.budget, others)
        for part in parts:
            for one in part.walk("VTIMEZONE"):
                zones.define(one)
        return zones

    def _drafts(self, calendar: Part, everywhere: Zones) -> Iterator[Draft]:
        zones = self._zones(calendar, others=everywhere)
        said = calendar.text("X-WR-TIMEZONE")
        zone = zones.named(said) if said else None
        self.result.name = self.result.name or calendar.text("X-WR-CALNAME") or calendar.text("NAME")
        self.result.zone = self.result.zone or (zone.name if zone else "")
        place = Surroundings(
            zones, zone or Zone(self.home), calendar.text("METHOD").upper() == "CANCEL", self.remark
        )
        for part in calendar.walk("VEVENT"):
            self.result.entries += 1
            if self.result.entries > MOST_ENTRIES:
                self.remark(
                    part.line, _("the file has more than %(most)s entries", most=MOST_ENTRIES), skipped=True
                )
                self.result.is_whole = False
                break
            try:
                yield draft(part, place)
            except (Unreadable, OverflowError) as error:
                self.leave(part.line, _why(error), uid_of(part))
        for kind, what in (
            ("VTODO", _("a task is no event")),
            ("VJOURNAL", _("a journal entry is no event")),
        ):
            for part in calendar.walk(kind):
                self.remark(part.line, what, part.text("UID"), skipped=True)

    def _take(self, same: list[Draft]) -> None:
        """All that the file says of one UID: the entry itself, and those of its instances that were changed."""
        master: Draft | None = None
        for one in same:
            if one.of is None:
                master = one if master is None else self._newer(master, one)
        by_day = master is not None and master.entry.is_all_day
        changed: dict[Key, Draft] = {}
        for one in same:
            key = one.of_day if by_day else one.of
            if one.of is not None and key is not None:
                changed[key] = one if key not in changed else self._newer(changed[key], one)
        if master is not None:
            without = master.without()
            for key in without & changed.keys():
                gone = changed.pop(key)
                self.remark(
                    gone.entry.line,
                    _("the entry takes this instance out (EXDATE)"),
                    gone.entry.uid,
                    skipped=True,
                )
            self._safely(master, self._of_master(master, without, changed))
        for key, one in changed.items():  # those whose master is not here, or does not know them
            self._safely(one, [(one, one.wall, one.lasts(), key)])

    def _newer(self, first: Draft, second: Draft) -> Draft:
        """The same UID is the same event: what was said last counts, and of two said at once the later in the file."""
        older, newer = (first, second) if second.age >= first.age else (second, first)
        what = _("the entry of line %(line)s has the same UID and is newer", line=newer.entry.line)
        self.remark(older.entry.line, what, older.entry.uid, skipped=True)
        return newer

    def _safely(self, whose: Draft, found: "Iterable[_Found]") -> None:
        """All of an entry, or nothing of it."""
        entry = whose.entry
        taken: list[Occurrence] = []
        beyond: list[Occurrence] = []
        try:
            for one in found:
                self._within(one, taken, beyond)
                if len(taken) > MOST_OF_ONE:
                    raise RuleUnusable(_("more than %(most)s occurrences", most=MOST_OF_ONE))
                if len(taken) + len(self.result.occurrences) > MOST:
                    self.budget.left = 0  # nor is there room for what follows
                    raise RuleUnusable(_("the file has more than %(most)s occurrences", most=MOST))
        except (RuleUnusable, Unreadable, OverflowError) as error:
            self.leave(entry.line, _why(error), entry.uid)
        except TooMuch:
            self.leave(entry.line, _("its rule takes too long to follow"), entry.uid)
        else:
            self.result.occurrences += taken
            self.result.beyond += beyond

    def _within(self, one: "_Found", taken: list[Occurrence], beyond: list[Occurrence]) -> None:
        who, wall, lasts, of = one
        starts_at = who.zone.instant(wall)
        if starts_at >= self.until and of is not None and who.of is None:
            return
        ends_at = who.ends(starts_at, wall, lasts)
        if ends_at > self.since or starts_at >= self.since:
            found = taken if starts_at < self.until else beyond
            found.append(Occurrence(who.entry, starts_at, ends_at, _written(of)))

    def _of_master(self, master: Draft, without: set[Key], changed: dict[Key, Draft]) -> "Iterator[_Found]":
        """Each instance as it stands after all changes. Takes out of `changed` what it has used."""
        lasts = master.lasts()
        repeats = any(master.part.get(name) is not None for name in ("RRULE", "RDATE"))
        onward = sorted(
            ((_written(key), one) for key, one in changed.items() if one.and_future), key=itemgetter(0)
        )
        for wall, own in self._walls(master, lasts):
            day = wall.date()
            key: Key = day if master.entry.is_all_day else master.zone.instant(wall)
            if key in without or day in without:
                continue
            of = key if key in changed else day
            if of in changed:
                one = changed.pop(of)
                yield one, one.wall, one.lasts(), key
            elif onward and (before := bisect_right(onward, _written(key), key=itemgetter(0))):
                one = onward[before - 1][1]  # it and all that follow were moved by as much
                was = master.zone.wall(one.of) if isinstance(one.of, dt.datetime) else _midnight(one.of)
                yield one, wall + (one.wall - was), one.lasts(), key
            else:
                yield master, wall, own or lasts, key if repeats else None

    def _walls(self, master: Draft, lasts: Length) -> Iterator[tuple[dt.datetime, Length | None]]:
        """The starts of a master by its clock, each once, in no order; with its own length where it has one."""
        further = dict(master.further())
        yield from further.items()
        rules = [one for one in master.part.all("RRULE") if one.value.strip()]
        if not rules:
            if master.wall not in further:
                yield master.wall, None
            return
        margin = DAY * (2 + lasts.days) + lasts.rest
        since, until = (
            _earlier(self.since.replace(tzinfo=None), margin),
            self.until.replace(tzinfo=None) + 2 * DAY,
        )
        seen = set(further)
        budget = Budget(min(STEPS_OF_ONE, self.budget.left))
        granted = budget.left
        try:
            for written in rules:
                rule = read_rule(written.value)
                is_over = _ends(rule.until, master)
                for wall in expand(rule, master.wall, since=since, until=until, budget=budget):
                    if is_over(wall):
                        break
                    if wall >= since and wall not in seen:
                        seen.add(wall)
                        yield wall, None
        finally:
            self.budget.left -= granted - budget.left


def _ends(until: str, master: Draft) -> Callable[[dt.datetime], bool]:
    """Whether a start lies behind UNTIL. A day is meant with all of it; a time that names no zone is one of UTC, where
    the start names one (RFC 5545 wants it so)."""
    if not until:
        return lambda wall: False
    try:
        said = moment(until)
    except Unreadable:
        raise RuleUnusable(_("the rule ends on no day (UNTIL)")) from None
    if said.time is None or master.entry.is_all_day:
        return lambda wall: wall.date() > said.day
    last = dt.datetime.combine(said.day, said.time)
    if not said.is_utc and master.entry.floats:
        return lambda wall: wall > last
    return lambda wall: master.zone.instant(wall).replace(tzinfo=None) > last


_Found = tuple[Draft, dt.datetime, Length, Key | None]


def _why(error: Exception) -> Sentence:
    return error.why if isinstance(error, Told) else _("its days lie beyond what calendars know")


def _earlier(at: dt.datetime, by: dt.timedelta) -> dt.datetime:
    try:
        return at - by
    except OverflowError:
        return _midnight(None)


def _midnight(day: dt.date | None) -> dt.datetime:
    return dt.datetime.combine(day or dt.date.min, dt.time())


def _written(key: Key | None) -> str:
    if key is None:
        return ""
    if isinstance(key, dt.datetime):
        return f"{key.year:04}{key:%m%dT%H%M%SZ}"
    return f"{key.year:04}{key:%m%d}"
