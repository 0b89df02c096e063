import difflib
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from core import clock
from core.models import Community
from core.places.zones import zones
from core.zones import validate_zone
from home.actions import community

FIELDS = {"name": "--name", "timezone": "--timezone", "email": "--email"}


class Command(BaseCommand):
    help = (
        "Names the community, sets its time zone, makes its first administrator. Asks for what is not given."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", help="what the community is called")
        parser.add_argument("--timezone", help="an IANA time zone, like Europe/Berlin")
        parser.add_argument("--email", help="the first administrator's address")

    def handle(self, *, name: str | None, timezone: str | None, email: str | None, **options: Any) -> None:
        now = Community.current()
        given = {
            "name": self.answer(
                name, "name", "What is the community called?", now.name if now.set_up_at else "", _named
            ),
            "timezone": self.answer(
                timezone, "timezone", "In which time zone is it at home?", now.timezone, _zone
            ),
            "email": self.answer(email, "email", "The first administrator's e-mail address?", "", _address),
        }
        try:
            started = community.start(**given, by=None, now=clock.now())
        except ValidationError as error:
            reasons = error.message_dict.items() if hasattr(error, "error_dict") else [("", error.messages)]
            raise CommandError(
                "\n".join(f"{FIELDS.get(f, f)}: {' '.join(told)}" for f, told in reasons)
            ) from error
        self.stdout.write(
            f"{started.community.name} is at {settings.SITE_URL}/ and lives by {started.community.timezone}."
        )
        self.stdout.write(f"{started.admin.email} administers it.")
        if started.password_link:
            self.stdout.write(f"The password is chosen here, once: {started.password_link}")
        self.stdout.write(f"What to do first stands at {settings.SITE_URL}/desk/")
        self.stdout.write(
            f"new {started.new}, changed {started.changed}, unchanged {started.unchanged}, skipped 0"
        )

    def answer(
        self, given: str | None, field: str, question: str, default: str, check: Callable[[str], str]
    ) -> str:
        """What was given on the command line, else what somebody types, asked again until it can be."""
        if given is not None:
            try:
                return check(given)
            except ValidationError as error:
                raise CommandError(f"{FIELDS[field]}: {' '.join(error.messages)}") from error
        if not sys.stdin.isatty():
            raise CommandError(f"{FIELDS[field]} is needed where nobody can be asked.")
        while True:
            typed = input(f"{question}{f' [{default}]' if default else ''} ").strip() or default
            try:
                return check(typed)
            except ValidationError as error:
                self.stderr.write(" ".join(error.messages))


def _named(text: str) -> str:
    text = " ".join(text.split())
    field = Community._meta.get_field("name")
    field.run_validators(text)
    if not text or not text.isprintable():
        raise ValidationError("A name is needed, in letters that can be read.")
    return text


def _zone(text: str) -> str:
    try:
        validate_zone(text)
    except ValidationError as error:
        last = {zone.rsplit("/", 1)[-1].lower(): zone for zone in zones()}
        close = difflib.get_close_matches(text.rsplit("/", 1)[-1].replace(" ", "_").lower(), last, n=3)
        hint = f" Did you mean {', '.join(last[name] for name in close)}?" if close else ""
        raise ValidationError(" ".join(error.messages) + hint) from error
    return text


def _address(text: str) -> str:
    validate_email(text)
    return text
