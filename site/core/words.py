"""Rows in which words stand, however they are spelled: “koln” finds Köln, on every database and with no index to keep.

For the lists' `q=`. The site's search asks Wagtail's index, which also ranks and stems nothing of this.
"""

from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.backends.signals import connection_created
from django.db.models import CharField, Q, QuerySet, TextField, Transform
from django.dispatch import receiver

from core.spelling import LETTERS, MARKS, plain

Rows = TypeVar("Rows", bound="QuerySet[Any]")

MOST_WORDS = 10


def having(rows: Rows, words: str, *fields: str) -> Rows:
    """The rows in which each of the words stands in one of the fields."""
    for word in plain(words.replace("\x00", "")).split()[:MOST_WORDS]:
        rows = rows.filter(reduce(or_, (Q(**{f"{field}__plain__contains": word}) for field in fields)))
    return rows


@CharField.register_lookup
@TextField.register_lookup
class Plain(Transform):
    """`name__plain__contains=plain(word)`: what `core.spelling.plain` says, said by the database.

    PostgreSQL has all it takes without an extension, which not every server offers; SQLite asks Python.
    """

    lookup_name = "plain"
    function = "CORE_PLAIN"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        given, params = super().as_sql(compiler, connection, template="%(expressions)s", **context)
        sql = "normalize(regexp_replace(lower(normalize({given}, NFKD)), '[{}-{}]', '', 'g'), NFC)"
        sql = sql.format(*MARKS, given=given)
        # lower() knows no letters but A to Z where the database was made with the locale C.
        letters = {**LETTERS, "ß": "ss", "ς": "σ"}
        letters |= {letter.upper(): to for letter, to in letters.items() if len(letter.upper()) == 1}
        single = {letter: to for letter, to in letters.items() if len(to) == 1 and not letter.isascii()}
        for letter, to in letters.items():
            if len(to) > 1:
                sql = f"replace({sql}, '{letter}', '{to}')"
        sql = f"translate({sql}, '{''.join(single)}', '{''.join(single.values())}')"
        # As in Python: a text of plain ASCII, which is as long in bytes, has nothing to be taken off.
        sql = f"CASE WHEN octet_length({given}) = char_length({given}) THEN lower({given}) ELSE {sql} END"
        return sql, (*params,) * 4


@receiver(connection_created, dispatch_uid="core.words")
def teach_sqlite(sender: Any, connection: Any, **kwargs: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function("CORE_PLAIN", 1, _plain_or_nothing, deterministic=True)


def _plain_or_nothing(text: str | None) -> str | None:
    return None if text is None else plain(str(text))
