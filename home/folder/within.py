"""Ids that stand within JSON: put into those of the folder, or back into those of a database, by the same functions.

`swap(model, id)` gives the other id, None for what does not go along.
"""

import copy
from collections.abc import Callable
from typing import Any

from django.db import models

from events.booking.models import Registration
from events.models import Event
from events.models.event import OF_THE_SITE
from events.programme.models import Room, Session, Track
from people.models import Person
from speakers.models import CallQuestion

Row = dict[str, Any]
Swap = Callable[[type[models.Model], Any], Any]


def answers_to(row: Row, swap: Swap) -> Row:
    """A proposal's answers, by the id of the question as a string."""
    swapped = {
        swap(CallQuestion, int(key)): value for key, value in row["answers"].items() if str(key).isdecimal()
    }
    return {**row, "answers": {str(key): value for key, value in swapped.items() if key is not None}}


def recipients_to(row: Row, swap: Swap) -> Row:
    found = (swap(Registration, pk) for pk in row["recipients"])
    return {**row, "recipients": [pk for pk in found if pk is not None]}


def move_to(row: Row, swap: Swap) -> Row:
    sides = {name: {**row[name], "room": swap(Room, row[name].get("room"))} for name in ("before", "after")}
    return {**row, **sides}


def release_to(row: Row, swap: Swap) -> Row:
    """The programme as it was, and what it changed (`events.programme.rules.release`)."""
    programme, changes = copy.deepcopy(row["programme"]), copy.deepcopy(row["changes"])
    for name, model in (("rooms", Room), ("tracks", Track)):
        for one in programme.get(name, []):
            one["id"] = _still(swap, model, one["id"])
    for one in programme.get("sessions", []):
        for name, model in (("id", Session), ("room", Room), ("track", Track)):
            one[name] = _still(swap, model, one.get(name))
        one["speakers"] = _people(swap, one)
    for change in changes.get("sessions", []):
        change["id"] = _still(swap, Session, change["id"])
        for side in filter(None, (change["before"], change["after"])):
            side["speakers"] = _people(swap, side)
    return {**row, "programme": programme, "changes": changes}


def _still(swap: Swap, model: type[models.Model], value: Any) -> Any:
    """What was deleted since then is told from others by a number below nought, which stays as it is."""
    if value is None or (isinstance(value, int) and value < 0):
        return value
    found = swap(model, value)
    return -int(value) if found is None and isinstance(value, int) else found


def _people(swap: Swap, one: Row) -> list[Any]:
    found = (swap(Person, pk) for pk in one.get("speakers", []))
    return [pk for pk in found if pk is not None]


def source_to(row: Row, swap: Swap) -> Row:
    """Which mirror or group of a site an event comes from means nothing elsewhere, or something else: it is the event
    alone that goes along, and comes in."""
    if str(row.get("source", "")).startswith(OF_THE_SITE):
        return {**row, "source": "", "source_id": ""}
    return row


def thing_to(row: Row, swap: Swap) -> Row:
    return {**row, "thing_id": swap(Event, row["thing_id"])}
