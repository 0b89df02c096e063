from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import clock
from events.programme.actions.importing import EventUnusable, import_schedule, read_zone
from events.programme.rules.schedule import ScheduleUnreadable
from events.programme.rules.schedule_file import LARGEST, read_schedule


class Command(BaseCommand):
    help = "Reads a programme (frab, pentabarf or wafer XML; frab, pretalx or hub JSON; iCalendar) into an event."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--event", required=True, metavar="SLUG", help="made as a draft summit when new")
        parser.add_argument(
            "--timezone", metavar="ZONE", help="of the times in the file, like Europe/Brussels"
        )

    def handle(self, *args: object, **options: object) -> None:
        file, slug = options["file"], str(options["event"])
        assert isinstance(file, Path)  # noqa: S101 - argparse made it
        try:
            if file.stat().st_size > LARGEST:
                raise CommandError(f"{file.name} is larger than 50 MB.")
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        zone = str(options["timezone"]) if options["timezone"] else None
        try:
            try:
                read = read_schedule(data, zone)
            except ScheduleUnreadable:
                known = read_zone(slug)
                if zone or not known:
                    raise
                read = read_schedule(data, known)
            self.stdout.write(
                f"Read {len(read.sessions)} sessions, {len(read.rooms)} rooms, {len(read.persons)} people."
            )
            result = import_schedule(slug=slug, read=read, by=None, now=clock.now())
        except (ScheduleUnreadable, EventUnusable) as error:
            raise CommandError(str(error)) from None
        for problem in read.problems:
            mark = "skipped" if problem.skipped else "kept"
            self.stderr.write(f"{file.name}, {problem.where}: {problem.what} ({mark})")
        for title in result.gone:
            self.stderr.write(f"«{title}» is no longer in the file (kept)")
        if result.made_event:
            self.stdout.write(f"Made the draft summit {result.event.title} ({result.event.slug}).")
        self.stdout.write(f"{result.new_people} people are new.")
        self.stdout.write(
            f"new {result.new}, changed {result.changed}, unchanged {result.unchanged}, skipped {result.skipped}"
        )
