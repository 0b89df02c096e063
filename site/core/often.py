"""Questions that a rush asks at each request: Django writes their SQL once, not anew each time.

    @often
    def named(slug: str) -> QuerySet[Event]:
        return Event.objects.filter(slug=slug)

    (event,) = named("summit")

To write a statement costs Django several times what it takes to send it and to read its rows. What is marked is asked
whenever it is called and answers with a list; its arguments stand in no other place than as values of conditions, and
a related row is named by its key. It reads no clock and no setting itself: what they said would stay in the statement.
For few statements: only where a profile shows them.
"""

import copy
import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from functools import update_wrapper
from itertools import count
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")
MOST_VALUES = 8
"""A list of more values than this is written anew: there is one statement for each number of them."""
PREPARED: dict[type, models.Field] = {uuid.UUID: models.UUIDField(), dt.datetime: models.DateTimeField()}
"""What some databases know in another form."""


class _Slot(models.Expression):
    """Stands in the statement where the value of this number will be."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    # Not a value but itself stands among the parameters, until the value is known: no type knows that.
    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:  # type: ignore[override]
        return "%s", [self]


class _Written(Generic[Row]):
    """One statement, as Django wrote it."""

    def __init__(self, rows: Any) -> None:
        self.rows = rows
        self.compiler = rows.query.get_compiler(using=rows.db)
        self.sql, self.params = self.compiler.as_sql()

    def ask(self, values: Sequence[Any]) -> list[Row]:
        connection = connections[self.rows.db]
        if self.rows.query.select_for_update and not connection.in_atomic_block:
            raise transaction.TransactionManagementError("rows are locked within a transaction only")
        params = [
            _prepared(values[param.number], connection) if isinstance(param, _Slot) else param
            for param in self.params
        ]
        # Whoever asks has a compiler of their own: it holds their connection.
        compiler = copy.copy(self.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda: (self.sql, params)
        rows = self.rows.all()
        rows.query.get_compiler = lambda using: compiler
        return list(rows)


def _prepared(value: Any, connection: Any) -> Any:
    field = PREPARED.get(type(value))
    return field.get_db_prep_value(value, connection) if field else value


class often(Generic[Row]):  # noqa: N801 - a decorator
    def __init__(self, make: "Callable[..., models.QuerySet[Any, Row]]") -> None:
        self.make = make
        self.written: dict[tuple[int | None, ...], _Written[Row]] = {}
        update_wrapper(self, make)

    def __call__(self, *told: Any) -> list[Row]:
        shape = tuple(len(one) if isinstance(one, (list, tuple, set)) else None for one in told)
        values = [value for one in told for value in (one if isinstance(one, (list, tuple, set)) else [one])]
        written = self.written.get(shape)
        if written is None:
            if len(values) > MOST_VALUES:
                return list(self.make(*told))
            left = map(_Slot, count())
            asked = [next(left) if n is None else [next(left) for _n in range(n)] for n in shape]
            try:
                written = self.written[shape] = _Written(self.make(*asked))
            except EmptyResultSet:  # of nothing there is nothing
                return []
        return written.ask(values)


def insert(rows: Sequence[models.Model], *, unless: str = "") -> bool:
    """Writes new rows of one model by one statement; afterwards they know their keys. As of `bulk_create`, nobody hears
    a signal of it. False where one with the same value in the column `unless` stands: then nothing is written."""
    if not rows:
        return True
    model = type(rows[0])
    connection = connections[DEFAULT_DB_ALIAS]
    fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    places = ", ".join(["(" + ", ".join(["%s"] * len(fields)) + ")"] * len(rows))
    skips = f"ON CONFLICT ({unless}) DO NOTHING " if unless else ""
    values = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection) for row in rows for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            # names of tables and columns are ours, what is written is bound
            f"INSERT INTO {model._meta.db_table} ({names}) VALUES {places} {skips}RETURNING id",  # noqa: S608
            values,
        )
        keys = cursor.fetchall()
    for row, (key,) in zip(rows, keys, strict=not unless):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias
    return len(keys) == len(rows)
