from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from core.clock import now
from home.actions import bring_in
from home.folder.rows import Broken


class Command(BaseCommand):
    help = "Reads an event back from a folder that export_event wrote: whole or not at all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dir", type=Path)
        parser.add_argument("--check", action="store_true", help="only say whether the folder is whole")

    def handle(self, *, dir: Path, check: bool = False, **options: Any) -> None:
        try:
            if check:
                said = bring_in.check(dir)
                self.stdout.write(f"{said['event']['title']}: {len(said['files'])} files, all whole")
                return
            done = bring_in.event_from(dir, by=None, now=now())
        except Broken as why:
            raise CommandError(f"Nothing was read. {why}") from None
        if not done.new:
            self.stdout.write(f"{done.event.title} stands here already; nothing was changed.")
        elif done.accounts:
            self.stdout.write(f"{done.accounts} accounts without a password: who reads the mailbox sets one.")
        self.stdout.write(f"new {done.new}, changed 0, unchanged {done.unchanged}, skipped 0")
