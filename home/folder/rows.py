"""Rows as JSON, field by field, with what they point to called by its name in the folder."""

import datetime as dt
import decimal
import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from core.links import safe_url
from home.folder.kinds import KIND_OF, Kind

Row = dict[str, Any]
Model = type[models.Model]


class Names:
    """What each row is called: its uuid where it has one, else its number in its file. And the way back."""

    def __init__(self) -> None:
        self._of: dict[tuple[Model, Any], Any] = {}

    def put(self, model: Model, known: Any, called: Any) -> None:
        self._of[model, known] = called

    def swap(self, model: Model, known: Any) -> Any:
        try:
            return self._of.get((model, known))
        except TypeError:  # a list where a name should be
            return None

    def number(self, kind: Kind, rows: Iterable[models.Model]) -> None:
        for number, row in enumerate(rows, 1):
            self.put(kind.model, row.pk, str(getattr(row, "uuid")) if kind.has_name else number)  # noqa: B009 - some have it


def fields_of(kind: Kind) -> list[models.Field[Any, Any]]:
    """Those that go along."""
    return [
        one
        for one in kind.model._meta.concrete_fields
        if not one.primary_key and one.name not in kind.hidden and (not one.is_relation or _goes(one))
    ]


def lists_of(kind: Kind) -> list[models.ManyToManyField[Any, Any]]:
    """Those lists of other rows that have no row of their own between the two."""
    return [
        one
        for one in kind.model._meta.local_many_to_many
        if getattr(one.remote_field.through, "_meta").auto_created and one.related_model in KIND_OF  # noqa: B009
    ]


def _goes(one: Any) -> bool:
    return one.related_model in KIND_OF


def written(kind: Kind, row: models.Model, names: Names) -> Row:
    said: Row = {"id": names.swap(kind.model, row.pk)}
    for one in fields_of(kind):
        value = getattr(row, one.attname)
        if one.is_relation:
            said[one.name] = names.swap(one.related_model, value)  # type: ignore[arg-type]
        elif not isinstance(one, models.FileField):  # a file's place in the folder is written with the file
            said[one.name] = plain(one, value)
    for many in lists_of(kind):
        keys = sorted(one.pk for one in getattr(row, many.name).all())  # fetched with the rows
        found = [names.swap(many.related_model, pk) for pk in keys]  # type: ignore[arg-type]
        said[many.name] = [one for one in found if one is not None]
    return kind.inner(said, names.swap) if kind.inner else said


def plain(one: models.Field[Any, Any], value: Any) -> Any:
    """As JSON has it: instants in UTC, amounts and uuids as text."""
    match value:
        case dt.datetime():
            return value.astimezone(dt.UTC).isoformat()
        case dt.date():
            return value.isoformat()
        case uuid.UUID():
            return str(value)
        case decimal.Decimal():
            return f"{value:.{getattr(one, 'decimal_places', 2)}f}"
        case None | bool() | int() | float() | list() | dict():
            return value
        case _:
            return str(value)


class Broken(Exception):
    """What is written in a folder cannot be: file, row and why, for people."""


def read(kind: Kind, number: int, said: Any, names: Names) -> models.Model:
    """A row that is not saved yet. Lists and what points to its own kind are filled in afterwards (`filled`)."""
    where = f"{kind.file}, row {number}"
    if not isinstance(said, dict) or "id" not in said:
        raise Broken(f"{where} is no row.")
    known = {one.name: one for one in fields_of(kind)}
    allowed = {
        "id",
        "file",
        *known,
        *(one.name for one in lists_of(kind)),
        *(("email",) if _has_mail(kind) else ()),
    }
    if strange := set(said) - allowed:
        raise Broken(f"{where} says what nobody knows: {', '.join(sorted(map(str, strange)))[:200]}.")
    if kind.inner:
        try:
            said = kind.inner(said, names.swap)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Broken(f"{where} is not of the shape that it should have ({error!r}).") from None
    row = kind.model()
    for name, one in known.items():
        if isinstance(one, models.FileField) or one.related_model is kind.model or name not in said:
            continue
        if one.is_relation:
            setattr(row, one.attname, _pointed(where, one, said[name], names))
        else:
            setattr(row, one.attname, _value(where, one, said[name]))
    for name, make in kind.fresh.items():
        setattr(row, name, make())
    return row


def _has_mail(kind: Kind) -> bool:
    return kind.model._meta.label == "people.Person"


def _pointed(where: str, one: Any, called: Any, names: Names) -> Any:
    if called is None:
        if not one.null:
            raise Broken(f"{where}: “{one.name}” is missing.")
        return None
    found = names.swap(one.related_model, called)
    if found is None:
        raise Broken(f"{where}: “{one.name}” points to {str(called)[:60]}, which is not in the folder.")
    return found


def _value(where: str, one: models.Field[Any, Any], said: Any) -> Any:
    try:
        value = one.to_python(said)
        if value is None:
            if not one.null:
                raise ValidationError("is missing")
            return None
        one.run_validators(value)
    except (ValidationError, TypeError, ValueError, OverflowError, decimal.InvalidOperation) as error:
        words = "; ".join(error.messages) if isinstance(error, ValidationError) else "cannot be read"
        raise Broken(f"{where}: “{one.name}”: {words}") from None
    if one.choices and value not in dict(one.flatchoices) and value != "":
        raise Broken(f"{where}: “{one.name}” cannot be “{str(value)[:60]}”.")
    if isinstance(value, dt.datetime) and timezone.is_naive(value):
        raise Broken(f"{where}: “{one.name}” is a time without its zone.")
    if isinstance(one, models.URLField) and value and not safe_url(value):
        raise Broken(f"{where}: “{one.name}” is no address of the web.")
    return value
