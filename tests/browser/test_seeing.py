"""What is too pale is found wherever it stands, though of texts that look alike only one is looked at."""

import pytest

from tests.seeing import COLOURS, violations

WELL = '<li><a href="/a/">Tea</a> <small>at nine</small></li>' * 3
STYLE = """\
body {background: #fff; color: #111} a {color: #111} small {font-size: 14px}
b {position: absolute; inset: 0; background: #333}
"""


@pytest.mark.parametrize(
    "pale",
    [
        '<li><a href="/b/" style="color: #bbb">Talks</a></li>',
        '<li style="background: #444"><small>at ten</small></li>',
        '<li style="opacity: .4"><small>at ten</small></li>',
        '<li style="position: relative"><b></b><small style="position: absolute">at ten</small></li>',
        '<li><input value="Talks" aria-label="Talks" style="color: #bbb; background: #fff"></li>',
    ],
    ids=["its colour", "its ground", "its opacity", "what it lies upon", "a field"],
)
def test_one_pale_text_among_many_that_look_alike(pale, new_context):
    page = new_context().new_page()
    known: set[str] = set()

    page.set_content(f"<style>{STYLE}</style><ul>{WELL}</ul>")
    assert violations(page, COLOURS, known) == [] and known

    page.set_content(f"<style>{STYLE}</style><ul>{WELL}{pale}</ul>")
    assert [said.split(":")[0] for said in violations(page, COLOURS, known)] == ["color-contrast"]


@pytest.mark.parametrize(
    ("line", "hidden"),
    [
        ("underline", "a {text-decoration: none}"),
        ("none; font-weight: bold", "p {color: #444; font-weight: bold}"),
    ],
)
def test_a_link_that_nobody_tells_from_its_text(line, hidden, new_context):
    page = new_context().new_page()
    known: set[str] = set()
    style = f"<style>{STYLE} a {{color: #555; text-decoration: {line}}} .hidden {hidden}</style>"
    text = "<p>Whoever wants some finds <a href='/a/'>tea</a> at nine in the hall.</p>"

    page.set_content(style + text * 2)
    assert violations(page, COLOURS, known) == []

    page.set_content(f"{style}{text}<div class='hidden'>{text}</div>")
    assert [said.split(":")[0] for said in violations(page, COLOURS, known)] == ["link-in-text-block"]


def test_what_is_well_in_light_is_looked_at_again_in_dark(new_context):
    page = new_context().new_page()
    known: set[str] = set()
    ground = "b {display: none} @media (prefers-color-scheme: dark) {b {display: block}}"
    lies = '<li style="position: relative"><b></b><small style="position: absolute">at ten</small></li>'

    page.set_content(f"<style>{STYLE}{ground}</style><ul>{WELL}{lies}</ul>")
    assert violations(page, COLOURS, known) == []

    page.emulate_media(color_scheme="dark")
    assert [said.split(":")[0] for said in violations(page, COLOURS, known)] == ["color-contrast"]
