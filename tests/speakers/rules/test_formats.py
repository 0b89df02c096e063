import pytest

from speakers.rules.formats import kind_of, read_formats, write_formats


@pytest.mark.parametrize(
    ("line", "name", "minutes"),
    [
        ("Talk, 30", "Talk", 30),
        ("Talk 30", "Talk", 30),
        ("Workshop (90 min)", "Workshop", 90),
        ("Lightning talk: 5 minutes", "Lightning talk", 5),
        ("Web 2.0 tour, 45", "Web 2.0 tour", 45),
        ("講演、 40", "講演、", 40),
    ],
)
def test_a_line_is_a_name_and_its_minutes(line, name, minutes):
    assert read_formats(line) == ([{"name": name, "minutes": minutes}], [])


@pytest.mark.parametrize("line", ["Talk", "30", "Talk, 0", "Talk, 100000", "x" * 81 + ", 30", "Talk, -5x"])
def test_other_lines_are_told(line):
    assert read_formats(line) == ([], [line])


def test_a_name_stands_once():
    formats, bad = read_formats("Talk, 30\n\nTALK, 45\n")

    assert formats == [{"name": "Talk", "minutes": 30}]
    assert bad == ["TALK, 45"]


def test_what_is_written_reads_back():
    formats = [{"name": "Talk", "minutes": 30}, {"name": "Panel", "minutes": 60}]

    assert read_formats(write_formats(formats)) == (formats, [])


def test_the_kind_follows_from_the_name():
    assert [kind_of(n) for n in ("Talk", "Hands-on Workshop", "Panel", "")] == [
        "talk",
        "workshop",
        "panel",
        "talk",
    ]
