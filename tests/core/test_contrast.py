import itertools

import pytest

from core.contrast import (
    PAPER_DARK,
    PAPER_LIGHT,
    NotAColour,
    accent_css,
    ink_on,
    mix,
    parse,
    ratio,
    readable_on,
)

# A net over the whole cube of colours, and the greys where black and white change places.
COLOURS = [
    f"#{r}{g}{b}" for r, g, b in itertools.product(("00", "33", "66", "80", "99", "cc", "ff"), repeat=3)
]
COLOURS += [f"#{level:02x}{level:02x}{level:02x}" for level in range(100, 140)]


def test_ratio_of_black_on_white_is_twenty_one():
    assert ratio("#000", "#ffffff") == pytest.approx(21)
    assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_text_on_any_accent_reads():
    assert min(ratio(colour, ink_on(colour)) for colour in COLOURS) >= 4.5


@pytest.mark.parametrize("papers", [(PAPER_LIGHT, "#fbfaf7"), (PAPER_DARK, "#15171a")])
def test_text_in_any_accent_reads_on_paper_surface_and_tint(papers):
    hardest, paper = papers

    for colour in COLOURS:
        text = readable_on(colour, hardest)

        assert ratio(text, hardest) >= 4.5, colour
        assert ratio(text, paper) >= 4.5, colour
        assert ratio(text, mix(paper, colour, 0.09)) >= 4.5, colour


@pytest.mark.parametrize("wrong", ["", "#12", "#12345g", "red", "#1234567", "#123456\n", "url(x)", "}body{"])
def test_what_is_no_colour_is_refused(wrong):
    with pytest.raises(NotAColour):
        parse(wrong)


def test_accent_css_names_every_property_once():
    css = accent_css("e4572e")

    for name in ("--accent:", "--accent-ink:", "--accent-text:"):
        assert css.count(name) == 1
