from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from core.clock import now
from groups.models import UserGroup
from home.folder.disk import NotOurs, write
from home.folder.out import group_files


class Command(BaseCommand):
    help = "Writes a group, its members and each of its events with everything into a folder of open files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("dir", type=Path)

    def handle(self, *, slug: str, dir: Path, **options: Any) -> None:
        group = UserGroup.objects.filter(slug=slug).first()
        if group is None:
            raise CommandError(f"There is no group “{slug}”.")
        try:
            done = write(dir, group_files(group, now(), whole=True), tell=self.stdout.write)
        except NotOurs as no:
            raise CommandError(str(no)) from None
        self.stdout.write(
            f"new {done.new}, changed {done.changed}, unchanged {done.unchanged}, skipped 0, removed {done.removed}"
        )
