import csv
import io
import re

import pytest

from events.booking.rules.tables import MOST_LINES, NoTable, csv_lines, defused, read

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", " =cmd|' /C calc'!A0", "  @x", "＝1+1"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_a_spreadsheet_would_run_is_defused(hostile):
    assert defused(hostile) == f"'{hostile}"


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("before", ["\t", "\r", "\n", "Ann;", 'Ann";"', "Ann; ", "Some\nlines\n"])
def test_nothing_runs_where_columns_are_parted_by_semicolons(before, hostile):
    line = "".join(csv_lines([[7, f"{before}{hostile};", "x"]]))[1:]

    cells = [cell.strip(' "') for cell in re.split("[;,\t\r\n]", line)]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@＝"))]


@pytest.mark.parametrize("plain", ["Ann", "a=b", "", "  Ann", "1", "O'Hara", "a; b", "S;M"])
def test_what_is_plain_stays(plain):
    assert defused(plain) == plain


def test_what_goes_out_comes_in_again():
    rows = [["name", "email"], ["=Ann, “Oak”", "ann@people.example"], ["Bö\nReed", "bo@people.example"]]

    text = "".join(csv_lines(rows))

    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text[1:])))[1] == ["'=Ann, “Oak”", "ann@people.example"]
    assert read(text)[0].cells == {"name": "=Ann, “Oak”", "email": "ann@people.example"}


@pytest.mark.parametrize("by", [",", ";", "\t"])
def test_columns_are_found_whatever_parts_them(by):
    text = f"E-Mail{by}Name{by}Ticket type{by}Shoes\r\nann@people.example{by}Ann{by}Regular{by}42\r\n\r\n"

    (line,) = read(text)

    assert (line.number, line.cells) == (2, {"email": "ann@people.example", "name": "Ann", "type": "Regular"})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("name,email", "empty"),
        ("Ann,ann@people.example", "header"),
        ("name,email\n" + "a,b\n" * (MOST_LINES + 1), "long"),
        ("name,email\n" + "a" * 200_000 + ",b", "unreadable"),
    ],
)
def test_what_is_no_list_is_told(text, reason):
    with pytest.raises(NoTable) as no:
        read(text)

    assert no.value.reason == reason
