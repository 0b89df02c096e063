"""Fills an empty site with the demo community: one module a noun, everything or nothing."""

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from wagtail.search.backends import get_search_backend

from core import answers
from core.models import Subject
from demo.load import calendars, coming, elections, groups, history, mirrors, pages, people, programs
from demo.load.words import MADE_UP, Days
from events.models import Event
from events.programme.models import Session
from groups.models import UserGroup
from people.models import Organisation, Person

Say = Callable[[str], Any]

LISTS = (
    "elections",
    "events",
    "groups",
    "home",
    "organisations",
    "pages",
    "people",
    "site",
    "speakers",
    "stories",
)


def is_loaded() -> bool:
    """Its invented groups are what only this loader makes."""
    return UserGroup.objects.filter(source=MADE_UP).exists()


def load(*, now: dt.datetime, say: Say, accounts: bool) -> dict[str, int]:
    """How many rows of each noun were made. Takes one transaction: a demo is there, or it is not."""
    made: dict[str, int] = {}
    days = Days(now)
    with few_words(), transaction.atomic():
        cast = people.load(days, accounts=accounts, made=made)
        say(f"people: {made['people']} invented, {made['accounts']} of them with an account")
        groups.load(days, cast, made=made, say=say)
        say(f"groups: {made['groups']}, {made['memberships']} memberships")
        history.load(days, made=made, say=say)
        say(
            f"history: {made['cycles']} cycles, {made['past summits']} summits and {made['past meetups']} meetups held"
        )
        coming.load(days, cast, made=made)
        say(
            f"to come: {made['coming summits']} summits, {made['coming meetups']} meetups, {made['registrations']} "
            f"registrations, {made['sessions']} sessions, {made['proposals']} proposals"
        )
        calendars.load(days, cast)
        programs.load(days, cast)
        say(f"elsewhere: {mirrors.load(days)} meetups out of the calendars of two groups")
        made["elections"] = elections.load(days)
        pages.load(days, cast, made=made)
        say(f"words: {made['pages']} pages")
        # Most rows came in bulk, which sends no signals: whatever had been kept of an empty site is dropped.
        answers.touch(*LISTS, *Subject.objects.values_list("name", flat=True))
    make_searchable()
    say("all of it can be searched")
    return made


def make_searchable() -> None:
    """What came in bulk and not through an importer, which sees to that itself."""
    search = get_search_backend()
    search.add_bulk(Person, Person.objects.filter(source=MADE_UP))
    search.add_bulk(UserGroup, UserGroup.objects.filter(source=MADE_UP))
    search.add_bulk(Organisation, Organisation.objects.all())
    search.add_bulk(Event, Event.objects.all())
    search.add_bulk(Session, Session.objects.filter(event__source=MADE_UP))


@contextmanager
def few_words() -> Iterator[None]:
    """Wagtail logs three lines for each page."""
    logger = logging.getLogger("wagtail")
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)
