"""What the site holds of a person: a registry in which every model with somebody's data has an entry.

    @holds(Registration)
    class Registrations(Holding):
        said = _("registrations")
        def rows(self, whose): ...       # the rows that are about this person
        def tell(self, row): ...         # what the person gets to read of one
        def erase(self, rows, whose, now): ...   # deletes, or makes nameless what others need

A test asks every model with a foreign key to an account or a person, or with an e-mail address, for its entry.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db import models


@dataclass(frozen=True)
class Whose:
    """Somebody: an account, a person, both or neither; and the addresses they are known by (lower case)."""

    user: Any = None
    person: Any = None
    emails: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_known(self) -> bool:
        return self.user is not None or self.person is not None

    def by_email(self, name: str) -> models.Q:
        """Rows in whose field `name` one of the addresses stands, however it is written."""
        wanted = models.Q(pk__in=[])
        for email in self.emails:
            wanted |= models.Q(**{f"{name}__iexact": email})
        return wanted


class Holding:
    """One model's entry. Erasing goes by `order`: first what hangs on others, last the person and the account."""

    model: ClassVar[type[models.Model]]
    said: ClassVar[Any] = ""
    order: ClassVar[int] = 50
    hidden: ClassVar[frozenset[str]] = frozenset()

    def rows(self, whose: Whose) -> "models.QuerySet[Any]":
        raise NotImplementedError

    def tell(self, row: models.Model) -> dict[str, Any]:
        """Every field, but for `hidden`: secrets of the site, and what is about others."""
        return {
            f.name: f.value_from_object(row) for f in row._meta.concrete_fields if f.name not in self.hidden
        }

    def files(self, row: models.Model) -> dict[str, bytes]:
        """Files that belong to the row: name → content."""
        return {}

    def erase(self, rows: "models.QuerySet[Any]", whose: Whose, now: dt.datetime) -> int:
        count = rows.count()
        rows.delete()
        return count


_holdings: dict[type[models.Model], Holding] = {}


def holds(model: type[models.Model]) -> Any:
    """Registers a Holding as the entry of `model`."""

    def register(entry: type[Holding]) -> type[Holding]:
        entry.model = model
        _holdings[model] = entry()
        return entry

    return register


def holdings() -> list[Holding]:
    return sorted(_holdings.values(), key=lambda entry: (entry.order, entry.model._meta.label))


def counts(whose: Whose) -> list[tuple[Any, int]]:
    """(what, how many) of everything held of somebody, what is not held left out."""
    found = [
        (entry.said or entry.model._meta.verbose_name_plural, entry.rows(whose).count())
        for entry in holdings()
    ]
    return [(said, count) for said, count in found if count]
