"""import_groups FILE.csv: brings a list of local groups into the site."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.clock import now
from core.places.gazetteer import gazetteer
from groups.actions.importing import import_groups
from groups.rules.reading import COLUMNS, Reading, read_row

LARGEST = 20 * 1024 * 1024
EACH = 500


class Command(BaseCommand):
    help = "Imports a list of local groups (CSV, UTF-8, with a header). Again, it writes only what the list changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument(
            "--source",
            default="",
            help="the list's name, by which it is known again (else the name of the file without .csv)",
        )
        parser.add_argument("--quiet", action="store_true", help="only the totals")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        source = (options["source"] or path.stem)[:200]
        gaz = gazetteer()
        readings: list[Reading] = []
        for line, row in rows_of(path):
            readings.append(read_row(row, line, gaz))
            if len(readings) % EACH == 0:
                self.stderr.write(f"{len(readings)} lines read …")
        if not readings:
            raise CommandError(f"{path.name} has a header and no groups.")
        self.stderr.write(f"{len(readings)} lines read from {path.name}; writing …")
        report = import_groups(readings=readings, source=source, now=now())
        if not options["quiet"]:
            for at, remark in report.remarks:
                self.stdout.write(f"line {at}: {remark}")
        self.stdout.write(report.total)
        if report.refused == len(readings):
            raise CommandError(f"No line of {path.name} could be used.")


def rows_of(path: Path) -> Iterator[tuple[int, dict[str | None, Any]]]:
    """(line, cells by column). Raises CommandError with a sentence on what is no list of groups."""
    if not path.is_file():
        raise CommandError(f"There is no file {path}.")
    if path.stat().st_size > LARGEST:
        raise CommandError(f"{path.name} is larger than {LARGEST // 1024 // 1024} MB.")
    data = path.read_bytes()
    if b"\0" in data:
        raise CommandError(f"{path.name} is no CSV: it holds binary data.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"{path.name} is no UTF-8 text (byte {error.start}).") from error
    if not text.strip():
        raise CommandError(f"{path.name} is empty.")
    first = text.lstrip().splitlines()[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [(name or "").strip().lower() for name in reader.fieldnames or ()]
        reader.fieldnames = columns
        _check_columns(columns, path.name)
        at = reader.line_num + 1
        for row in reader:
            yield at, row
            at = reader.line_num + 1
    except csv.Error as error:
        raise CommandError(f"{path.name} is no CSV: {error} (line {reader.line_num}).") from error


def _check_columns(columns: list[str], name: str) -> None:
    known = COLUMNS & set(columns)
    if "name" not in known or len(known) < 2:
        found = ", ".join(columns)[:200]
        raise CommandError(
            f"{name} is no list of groups: it needs a column “name” and others like city, country, lat, lon. "
            f"Found: {found}"
        )
    if len(columns) != len(set(columns)):
        raise CommandError(f"{name} names a column twice.")
