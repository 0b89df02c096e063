"""Search that finds “koln” in “Köln” on PostgreSQL, and the table of the shared cache."""

import logging

from django.core.management import call_command
from django.db import migrations

log = logging.getLogger(__name__)


def make_search_configuration(apps, schema_editor):
    """A text search configuration named `site`; with unaccent where the server has it, plain where not."""
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_ts_config WHERE cfgname = 'site'")
        if cursor.fetchone():
            return
        cursor.execute("CREATE TEXT SEARCH CONFIGURATION site (COPY = simple)")
        cursor.execute("SELECT name FROM pg_available_extensions WHERE name IN ('unaccent', 'pg_trgm')")
        have = {row[0] for row in cursor.fetchall()}
        for name in sorted(have):
            cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")
        if "unaccent" in have:
            cursor.execute(
                "ALTER TEXT SEARCH CONFIGURATION site ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple"
            )
        else:
            log.warning("This PostgreSQL has no unaccent: search will not find Köln as koln.")


def drop_search_configuration(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TEXT SEARCH CONFIGURATION IF EXISTS site")


def make_cache_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.RunPython(make_search_configuration, drop_search_configuration),
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
    ]
