import sys
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from core import clock
from home.actions import personal_data


class Command(BaseCommand):
    help = "Forgets somebody: deletes what nobody else needs and takes the name off what others do need."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *, email: str, yes: bool, **options: Any) -> None:
        whose = personal_data.whose(email=email)
        if (
            not yes
            and sys.stdin.isatty()
            and input(f"Erase everything of {email}? Type the address again: ") != email
        ):
            raise CommandError("Nothing was erased.")
        try:
            done = personal_data.erase_person(whose=whose, by=None, now=clock.now())
        except personal_data.Unknown:
            raise CommandError(f"Nothing is held under {email}.") from None
        except personal_data.LastAdministrator:
            raise CommandError(
                f"{email} is the last who administers this site. Make somebody else staff first."
            ) from None
        for label, count in done.items():
            self.stdout.write(f"{label}: {count}")
        self.stdout.write(f"new 0, changed {sum(done.values())}, unchanged 0, skipped 0")
