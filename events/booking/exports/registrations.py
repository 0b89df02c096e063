"""Registrations as a table: one line each, the answers in columns of their own."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from events.booking.models import Answer, Question, Registration, SensitiveAnswer
from events.booking.rules.money import plain
from events.models import Event

FIELDS = (
    "pk",
    "name",
    # An addition's is its ticket's.
    Coalesce(NullIf(F("email"), Value("")), F("holder__email"), Value("")),
    "ticket_type__name",
    "reason",
    "attendance",
    "status",
    "price_cents",
    "order__currency",
    "order__code__code",
    "order__name",
    "order__email",
    "order__company",
    "created_at",
    "confirmed_at",
    "checked_in_at",
    "visibility",
)
HEADER = (
    "number",
    "name",
    "email",
    "type",
    "reason",
    "attendance",
    "status",
    "price",
    "code",
    "buyer",
    "buyer email",
    "company",
    "registered",
    "confirmed",
    "checked in",
    "visibility",
)


class Table:
    """Four queries however many there are; rows are read as they are written."""

    def __init__(
        self,
        event: Event,
        rows: "QuerySet[Registration]",
        *,
        sensitive: bool,
        yes: str = "yes",
        no: str = "no",
    ) -> None:
        self.event, self.rows = event, rows
        self.yes, self.no = yes, no
        questions = Question.objects.filter(event=event)
        if not sensitive:
            questions = questions.filter(is_sensitive=False)
        self.questions = list(questions)
        self.said: dict[int, dict[int, Any]] = defaultdict(dict)
        tables = (Answer, SensitiveAnswer) if sensitive else (Answer,)
        for table in tables:
            found = table._default_manager.filter(question__event=event)
            for registration, question, value in found.values_list("registration", "question", "value"):
                self.said[registration][question] = value

    def lines(self) -> Iterator[list[Any]]:
        """The header, then a list of cells for each registration."""
        yield [*HEADER, *(question.label for question in self.questions)]
        for pk, *cells in self._rows():
            said = self.said.get(pk, {})
            yield [pk, *cells, *(self._cell(said.get(question.pk)) for question in self.questions)]

    def objects(self) -> Iterator[dict[str, Any]]:
        names = [name.replace(" ", "_") for name in HEADER]
        for pk, *cells in self._rows():
            said = self.said.get(pk, {})
            yield {
                **dict(zip(names, [pk, *cells], strict=True)),
                "answers": {row.label: said[row.pk] for row in self.questions if row.pk in said},
            }

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        zone = self.event.zone
        for row in self.rows.values_list(*FIELDS).iterator(chunk_size=2000):
            (
                pk,
                name,
                email,
                kind,
                reason,
                side,
                status,
                cents,
                currency,
                code,
                *buyer,
                at,
                sure,
                came,
                seen,
            ) = row
            times = [
                when.astimezone(zone).isoformat(" ", "seconds") if when else "" for when in (at, sure, came)
            ]
            price = plain(cents, currency) if cents and currency else ""
            yield (pk, name, email, kind or "", reason, side, status, price, code or "", *buyer, *times, seen)

    def _cell(self, value: Any) -> str:
        if isinstance(value, bool):
            return self.yes if value else self.no
        if isinstance(value, list):
            return "; ".join(str(one) for one in value)
        return "" if value is None else str(value)
