from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from home.actions import personal_data


class Command(BaseCommand):
    help = "Writes everything the site holds of somebody into a folder, one JSON file a kind."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("dir", type=Path)

    def handle(self, *, email: str, dir: Path, **options: Any) -> None:
        try:
            files = personal_data.export_person(whose=personal_data.whose(email=email), by=None)
        except personal_data.Unknown:
            raise CommandError(f"Nothing is held under {email}.") from None
        try:
            dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(f"{dir} cannot be made: {error.strerror}.") from error
        new = changed = unchanged = 0
        for name, content in sorted(files.items()):
            there = dir / name
            before = there.read_bytes() if there.exists() else None
            new, changed, unchanged = (
                new + (before is None),
                changed + (before is not None and before != content),
                unchanged + (before == content),
            )
            there.write_bytes(content)
            there.chmod(0o600)
            self.stdout.write(f"{there}  {len(content)} bytes")
        self.stdout.write(f"new {new}, changed {changed}, unchanged {unchanged}, skipped 0")
