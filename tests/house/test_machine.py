"""The files name no machine: no path of somebody's disk, no host of a package registry."""

import re

import pytest

from tests.house import tree

OF_A_MACHINE = {
    "a path of somebody's disk": re.compile(r"(?<![\w.])/(?:home|Users|root|work|workspace)/[\w.-]+/"),
    "a package registry": re.compile(
        r"\b(?:pypi\.org|files\.pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org|registry\.yarnpkg\.com)\b"
    ),
}
TEXT = {
    ".py",
    ".html",
    ".css",
    ".js",
    ".md",
    ".toml",
    ".txt",
    ".in",
    ".sh",
    ".cfg",
    ".json",
    ".yml",
    ".conf",
    ".service",
    "",
}


def of_a_machine(text):
    return [what for what, pattern in OF_A_MACHINE.items() if pattern.search(text)]


def test_no_file_names_a_machine():
    # The locked lists are looked at too: a lock made with addresses in it would work in one place only.
    files = [
        path
        for path in tree.files()
        if path.suffix in TEXT
        and "static/vendor" not in path.as_posix()
        and "tests/calendars/node" not in path.as_posix()
        and "demo/data" not in path.as_posix()
        and path.name != "test_machine.py"
    ]

    assert {
        tree.name(path): found for path in files if (found := of_a_machine(path.read_text(errors="replace")))
    } == {}


@pytest.mark.parametrize("text", ["see /home/ann/folkmoot/x.py", "--index-url https://pypi.org/simple"])
def test_what_names_a_machine_is_found(text):
    assert of_a_machine(text)
