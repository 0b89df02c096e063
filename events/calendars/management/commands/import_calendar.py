"""import_calendar --group SLUG FILE|URL: brings the events of any iCalendar file into the site."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.clock import now as clock_now
from events.calendars.actions.taking_in import Home, Taken, take_in
from events.calendars.apart import Asked, TooHard, read_apart
from events.calendars.fetch import LARGEST, Failed, Refused, web_address
from events.calendars.rules.foreign.reading import ReadCalendar
from events.models.event import CALENDAR
from groups.models import UserGroup

EARLIEST = dt.date(1990, 1, 1)
YEARS_AHEAD = 5
"""A rule without an end is followed up to the beginning of this year, counted from now."""


class Command(BaseCommand):
    help = (
        "Imports the events of a calendar (iCalendar, a file or an address) for a group. Again, it changes nothing that"
        " the calendar does not. Rules without an end are followed for some years; see --until."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("calendar", metavar="FILE|URL")
        parser.add_argument("--group", required=True, metavar="SLUG")
        parser.add_argument(
            "--dry-run", action="store_true", help="only say what would be read; write nothing"
        )
        parser.add_argument("--json", action="store_true", help="with --dry-run: each occurrence, as JSON")
        parser.add_argument("--since", type=dt.date.fromisoformat, default=EARLIEST, metavar="YYYY-MM-DD")
        parser.add_argument("--until", type=dt.date.fromisoformat, default=None, metavar="YYYY-MM-DD")

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock_now()
        group = UserGroup.objects.filter(slug=options["group"]).first()
        if group is None:
            raise CommandError(f"There is no group “{options['group']}”.")
        if options["json"] and not options["dry_run"]:
            raise CommandError("--json says what would be read: give --dry-run with it.")
        since, until = (
            dt.datetime.combine(day, dt.time(), dt.UTC)
            for day in (options["since"], options["until"] or dt.date(now.year + YEARS_AHEAD, 1, 1))
        )
        read, home = self._read(options["calendar"], group, since, until)
        skipped = len(read.skipped)
        if options["json"]:
            self.stdout.write(json.dumps(told(read), ensure_ascii=False, indent=1))
        else:
            self.stdout.write(f"Read {read.entries} entries, {len(read.occurrences)} events.")
            for one in read.remarks:
                self.stderr.write(f"line {one.line}: {one.what} ({'skipped' if one.skipped else 'kept'})")
        if options["dry_run"]:
            # JSON alone stands on the first channel, so that a program can read it.
            (self.stderr if options["json"] else self.stdout).write(
                f"found {len(read.occurrences)}, skipped {skipped}; nothing was written"
            )
            return
        if not read.calendars:
            raise CommandError("There is no calendar in it.")
        if not read.occurrences and read.skipped:
            raise CommandError("No entry of it could be used.")
        taken = take_in(group=group, read=read, home=home, until=until, by=None, now=now)
        self._say(taken)
        skipped += len(taken.doubles) + len(taken.private)
        self.stdout.write(
            f"new {taken.new}, changed {taken.changed}, unchanged {taken.unchanged}, skipped {skipped}"
        )

    def _read(
        self, where: str, group: UserGroup, since: dt.datetime, until: dt.datetime
    ) -> tuple[ReadCalendar, Home]:
        home = Home(source=f"{CALENDAR}{group.pk}", url=group.website)
        where = web_address(where)
        is_address = where.lower().startswith(("http://", "https://"))
        data = b"" if is_address else self._bytes(Path(where))
        asked = Asked(zone=group.timezone, since=since, until=until, url=where if is_address else "")
        try:
            answer = read_apart(asked, data)
        except (Refused, Failed, TooHard) as no:
            raise CommandError(str(no)) from None
        assert answer.calendar is not None  # noqa: S101  nothing was sent along that could be unchanged
        return answer.calendar, home

    def _bytes(self, file: Path) -> bytes:
        try:
            if file.stat().st_size > LARGEST:
                raise CommandError(f"{file.name} is larger than {LARGEST // 1024 // 1024} MB.")
            return file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None

    def _say(self, taken: Taken) -> None:
        for remark in taken.private:
            self.stderr.write(f"line {remark.line}: {remark.what} (skipped)")
        for one, twin in taken.doubles:
            self.stderr.write(f"line {one.entry.line}: is here already as {twin.slug} (skipped)")
        for row in taken.gone:
            self.stderr.write(f"“{row.title}” ({row.slug}) is not in the calendar any more (kept)")


def told(read: ReadCalendar) -> dict[str, Any]:
    """What was found, for programs: instants in UTC."""
    return {
        "name": read.name,
        "occurrences": [
            {
                "uid": one.entry.uid,
                "starts_at": _utc(one.starts_at),
                "ends_at": _utc(one.ends_at),
                "summary": one.entry.summary,
                "status": one.entry.status,
                "location": one.entry.location,
                "url": one.entry.url,
                "all_day": one.entry.is_all_day,
                "timezone": one.entry.zone or read.zone,
                "recurrence_id": one.instance,
                "line": one.entry.line,
            }
            for one in read.occurrences
        ],
        "skipped": [{"uid": one.uid, "line": one.line, "reason": str(one.what)} for one in read.skipped],
        "remarks": [{"line": one.line, "what": str(one.what)} for one in read.remarks if not one.skipped],
    }


def _utc(at: dt.datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
