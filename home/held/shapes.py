"""What entries of the same shape share."""

import datetime as dt
from typing import Any, ClassVar

from django.db.models import Q, QuerySet

from core.personal_data import Holding, Whose

NOBODY = "—"


def no_address(pk: int) -> str:
    """An address that can never be anybody's (RFC 2606), another one for each row."""
    return f"erased-{pk}@erased.invalid"


def of_person(whose: Whose, name: str = "person") -> Q:
    return Q(**{name: whose.person}) if whose.person is not None else Q(pk__in=[])


def of_user(whose: Whose, name: str = "user") -> Q:
    return Q(**{name: whose.user}) if whose.user is not None else Q(pk__in=[])


class OfPerson(Holding):
    """Rows that point to the person and mean nothing without them: they go."""

    field: ClassVar[str] = "person"

    def rows(self, whose: Whose) -> "QuerySet[Any]":
        return self.model._default_manager.filter(of_person(whose, self.field))


class DoneBy(Holding):
    """Rows that stay; who it was that did it is forgotten."""

    field: ClassVar[str] = "by"

    def rows(self, whose: Whose) -> "QuerySet[Any]":
        return self.model._default_manager.filter(of_user(whose, self.field))

    def erase(self, rows: "QuerySet[Any]", whose: Whose, now: dt.datetime) -> int:
        return rows.update(**{self.field: None})
