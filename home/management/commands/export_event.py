from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from core.clock import now
from events.models import Event
from home.folder.disk import NotOurs, write
from home.folder.out import event_files


class Command(BaseCommand):
    help = "Writes everything of an event into a folder of open files; `import_event` reads it back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("dir", type=Path)

    def handle(self, *, slug: str, dir: Path, **options: Any) -> None:
        event = Event.objects.filter(slug=slug).first()
        if event is None:
            raise CommandError(f"There is no event “{slug}”.")
        try:
            done = write(dir, event_files(event, now()), tell=self.stdout.write)
        except NotOurs as no:
            raise CommandError(str(no)) from None
        self.stdout.write(
            f"new {done.new}, changed {done.changed}, unchanged {done.unchanged}, skipped 0, removed {done.removed}"
        )
