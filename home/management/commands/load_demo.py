"""load_demo: fills an empty site with the demo community."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.clock import now
from demo.load import is_loaded, load
from events.models import Event
from groups.models import UserGroup


class Command(BaseCommand):
    help = "Loads the demo community, once. Only where DEMO is set, or with --force; accounts only where DEMO is set."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--force",
            action="store_true",
            help="load it into an empty site that is no demo, without its accounts",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO or options["force"]):
            raise CommandError(
                "This site is no demo (DEMO is not set). To load the demo all the same, add --force."
            )
        say = self.stdout.write if options["verbosity"] else lambda line: None
        if is_loaded():
            say("The demo is here already; nothing was changed.")
            say("new 0, changed 0, unchanged all, skipped 0")
            return
        if Event.objects.exists() or UserGroup.objects.exists():
            # It would put its words in the place of the site's own.
            if options["force"]:
                raise CommandError("This site has groups or events of its own; the demo needs an empty one.")
            say("This site has groups or events of its own; the demo was not loaded.")
            say("new 0, changed 0, unchanged 0, skipped all")
            return
        made = load(now=now(), say=say, accounts=settings.DEMO)
        say(f"new {sum(made.values())}, changed 0, unchanged 0, skipped 0")
