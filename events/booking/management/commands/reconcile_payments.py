"""reconcile_payments: asks Stripe what it knows, and closes every gap."""

import datetime as dt
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.clock import now as clock_now
from events.booking import gateway
from events.booking.actions.reconcile import CHANGED, NEW, SKIPPED, UNCHANGED, reconcile


class Command(BaseCommand):
    help = (
        "Asks Stripe for its payments and refunds of the last days and closes every gap between its books and ours. "
        "Again, it has nothing left to do. The outbox does the same each hour, for a day."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=7, help="how far back (7)")
        parser.add_argument("--quiet", action="store_true", help="only the totals")

    def handle(self, *args: Any, **options: Any) -> None:
        if not gateway.is_set_up():
            raise CommandError("STRIPE_SECRET_KEY is not set: there is nobody to ask.")
        if not 1 <= options["days"] <= 3650:
            raise CommandError("--days takes 1 to 3650.")
        at, totals = clock_now(), Counter[str]()
        try:
            for line in reconcile(since=at - dt.timedelta(days=options["days"]), now=at):
                totals[line.outcome] += 1
                if line.outcome != UNCHANGED and not options["quiet"]:
                    self.stdout.write(f"{line.about}: {line.said}")
        except gateway.NotNow as error:
            raise CommandError(f"Stripe did not answer, try again: {error}") from error
        self.stdout.write(", ".join(f"{kind} {totals[kind]}" for kind in (NEW, CHANGED, UNCHANGED, SKIPPED)))
