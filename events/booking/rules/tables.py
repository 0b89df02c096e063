"""Lists as CSV: what goes out opens in a spreadsheet and does nothing there; what comes in is read line by line."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

MOST_LINES = 1000
BOM = "\ufeff"
# What a spreadsheet takes for a formula at the beginning of a cell (OWASP), by East Asian keyboards too.
_SIGNS = "=+-@＝＋－＠"
_STARTS_FORMULA = (*_SIGNS, "\t", "\r", "\n")
# Where one parts columns by semicolons, as Excel does in half of Europe, a cell of ours may end earlier than we think.
_BEGINS_ANOTHER = re.compile(rf"([;\t\r\n][ \"]*)(?=[{re.escape(_SIGNS)}])")

COLUMNS = ("name", "email", "type", "attendance")


def defused(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before it then, and before whatever another
    way of parting columns would make a cell. A number is none."""
    if isinstance(value, (int, Decimal)):
        return str(value)
    text = "" if value is None else str(value)
    if ";" in text or not text.isprintable():
        text = _BEGINS_ANOTHER.sub(r"\1'", text)
    return f"'{text}" if text.lstrip(" ").startswith(_STARTS_FORMULA) or text.startswith(" =") else text


class _Echo:
    def write(self, text: str) -> str:
        return text


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """The rows as CSV, each as it comes; the mark first by which programs see that it is UTF-8."""
    writer = csv.writer(_Echo())
    yield BOM
    for row in rows:
        yield writer.writerow([defused(cell) for cell in row])


@dataclass(frozen=True)
class Line:
    """One line of a list that came in: its number as an editor shows it, and what stands in which column."""

    number: int
    cells: dict[str, str] = field(default_factory=dict)


class NoTable(ValueError):
    """The whole list cannot be read: `reason` is empty, header, long, or unreadable."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read(text: str) -> list[Line]:
    """The lines of a list whose first line names its columns, parted by commas, semicolons or tabs. Raises NoTable."""
    text = text.removeprefix(BOM).strip("\r\n")
    if not text.strip():
        raise NoTable("empty")
    head = text.splitlines()[0]
    by = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text), delimiter=by)
    lines: list[Line] = []
    try:
        columns = [_column(name) for name in next(reader)]
        if "name" not in columns or "email" not in columns:
            raise NoTable("header")
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(lines) == MOST_LINES:
                raise NoTable("long")
            known = {
                column: _undefused(cell.strip())
                for column, cell in zip(columns, cells, strict=False)
                if column in COLUMNS
            }
            lines.append(Line(reader.line_num, known))
    except csv.Error:
        raise NoTable("unreadable") from None
    if not lines:
        raise NoTable("empty")
    return lines


def _column(name: str) -> str:
    word = name.strip().lower().replace("-", "").replace("_", " ")
    return {"ticket": "type", "ticket type": "type", "mail": "email", "side": "attendance"}.get(word, word)


def _undefused(cell: str) -> str:
    """What `defused` put before a cell is taken off again: an export can be imported."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1] in "=+-@" else cell
