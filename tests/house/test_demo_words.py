import csv
import re
import tomllib

import pytest

from tests.house import tree

WORDS = tree.ROOT / "demo" / "words"
SUMMITS = tree.ROOT / "demo" / "data" / "summits.csv"


def demo_names():
    """Names, titles and slugs of what the demo tells of: distinctive enough to be found in code."""
    found = set()
    for file in sorted(WORDS.glob("*.toml")):
        collect(tomllib.loads(file.read_text()), found)
    if SUMMITS.exists():
        with SUMMITS.open(newline="") as rows:
            found.update(row["name"] for row in csv.DictReader(rows))
    # A single common word (“Operations”, a track) is no name of the demo alone, nor is a page of every site.
    every_site = "".join(
        path.read_text() for path in tree.sources(".py", under=tree.ROOMS) if is_migration(path)
    )
    return {n.lower() for n in found if len(n) > 7 and re.search(r"[\s-]", n) and n not in every_site}


def collect(value, found):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in {"name", "slug"} and isinstance(inner, str):
                found.add(inner)
            collect(inner, found)
    elif isinstance(value, list):
        for inner in value:
            collect(inner, found)


def is_migration(path):
    return "migrations" in path.parts


def code():
    return [
        path
        for path in tree.sources(
            ".py", ".html", ".js", ".css", ".txt", under=(*tree.ROOMS, "templates", "static")
        )
        if tree.ours(path) and not is_migration(path)
    ]


@pytest.mark.skipif(not WORDS.exists(), reason="there is no demo")
def test_no_code_knows_a_name_of_the_demo():
    names = demo_names()
    assert len(names) > 20

    known = {
        tree.name(path): found
        for path in code()
        if (text := path.read_text().lower()) and (found := sorted(name for name in names if name in text))
    }

    assert known == {}
