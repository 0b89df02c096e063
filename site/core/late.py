"""A copy of the database that may be a little late, for long reading that no page keeps (docs/decisions/0019)."""

from django.db import DEFAULT_DB_ALIAS, connections

ALIAS = "late"


def late_database() -> str:
    """For `rows.using(late_database())`: the copy of READ_DATABASE_URL, else the one database.

    Never for an answer that `core.answers` keeps: a stale one would be kept under the new version, for good. Never for
    what is then written, nor for who may do what.
    """
    return ALIAS if ALIAS in connections.settings else DEFAULT_DB_ALIAS
