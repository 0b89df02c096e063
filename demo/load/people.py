"""Accounts, speakers, organizers, attendees and organisations that do not exist."""

import random
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from demo.load.words import MADE_UP, Days, Slugs, words
from people.models import Organisation, Person, Standing, User

PASSWORD = "folkmoot-demo"  # noqa: S105  shown on the demo's login page
DOMAIN = "demo.example"
ATTENDEES = 180
STANDING_DAYS = 365


@dataclass
class Cast:
    """Who is who, by name and by account."""

    by_name: dict[str, Person] = field(default_factory=dict)
    by_account: dict[str, Person] = field(default_factory=dict)
    attendees: list[Person] = field(default_factory=list)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    emails: dict[int, str] = field(default_factory=dict)
    """Address of each person by key: a profile itself holds none."""


def load(days: Days, *, accounts: bool, made: dict[str, int]) -> Cast:
    told = words("people")
    cast = Cast()
    slugs = Slugs(Organisation.objects.values_list("slug", flat=True))
    organisations = [
        Organisation(slug=slugs(row["name"]), source=MADE_UP, **row) for row in told["organisations"]
    ]
    cast.organisations = {one.name: one for one in Organisation.objects.bulk_create(organisations)}
    users = add_accounts(told["people"]) if accounts else {}
    slugs = Slugs(Person.objects.values_list("slug", flat=True))
    persons = [
        Person(
            slug=slugs(row["name"]),
            user=users.get(row.get("account", "")),
            organisation=cast.organisations[row["organisation"]] if "organisation" in row else None,
            is_public=True,
            source=MADE_UP,
            **{
                key: row[key]
                for key in ("name", "pronouns", "headline", "biography", "city", "country", "website")
                if key in row
            },
        )
        for row in told["people"]
    ]
    Person.objects.bulk_create(persons)
    for row, person in zip(told["people"], persons, strict=True):
        cast.by_name[person.name] = person
        account = row.get("account")
        cast.emails[person.pk] = f"{account}@{DOMAIN}" if account else f"{person.slug}@people.example"
        if account:
            cast.by_account[account] = person
    cast.attendees = add_attendees(told["attendees"], slugs, list(cast.organisations.values()))
    cast.emails |= {person.pk: f"{person.slug}@attendees.example" for person in cast.attendees}
    made["accounts"] = len(users)
    made["people"] = len(persons) + len(cast.attendees)
    made["standings"] = add_standings(days, cast)
    return cast


def add_accounts(rows: list[dict[str, Any]]) -> dict[str, User]:
    """One password for all, hashed once: ten honest hashes would take longer than the rest of this module."""
    password = make_password(PASSWORD)
    rows = [row for row in rows if "account" in row]
    users = {
        row["account"]: User(
            email=f"{row['account']}@{DOMAIN}",
            password=password,
            timezone=row["timezone"],
            language=row.get("language", ""),
            is_staff=row["account"] == "admin",
            is_superuser=row["account"] == "admin",
        )
        for row in rows
    }
    User.objects.bulk_create(users.values())
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users.values()
    )
    users["editor"].groups.add(*Group.objects.filter(name__in=["Editors", "Moderators"]))
    return users


def add_attendees(
    names: dict[str, list[str]], slugs: Slugs, organisations: list[Organisation]
) -> list[Person]:
    draw = random.Random("attendees")  # noqa: S311  the same people every time
    half = [*organisations, *[None] * len(organisations)]
    everyone = [f"{given} {family}" for given, family in product(names["given"], names["family"])]
    return Person.objects.bulk_create(
        Person(
            slug=slugs(name),
            name=name,
            is_public=draw.random() < 0.35,
            organisation=draw.choice(half),
            source=MADE_UP,
        )
        for name in draw.sample(everyone, ATTENDEES)
    )


def add_standings(days: Days, cast: Cast) -> int:
    draw = random.Random("standings")  # noqa: S311  the same people every time
    told = words("summit")["standings"]
    rows = []
    for row in told:
        starts_on = days.ago(draw.randrange(10, 200)).date()
        rows.append(
            Standing(
                person=cast.by_name[row["person"]],
                kind=row.get("kind", Standing.Kind.ACTIVE_USER),
                starts_on=starts_on,
                ends_on=starts_on.replace(year=starts_on.year + 1, day=min(starts_on.day, 28)),
                because=row["because"],
            )
        )
    return len(Standing.objects.bulk_create(rows))
