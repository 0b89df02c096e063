from xml.etree import ElementTree

import pytest

from core.contrast import ratio
from core.covers import GROUNDS, cover_svg, ground_of


def test_cover_is_the_same_for_the_same_id_and_accent():
    assert cover_svg("a", "#e4572e") == cover_svg("a", "#e4572e")
    assert cover_svg("a", "#e4572e") != cover_svg("b", "#e4572e")
    assert cover_svg("a", "#e4572e") != cover_svg("a", "#2a6fdb")


@pytest.mark.parametrize("seed", [str(number) for number in range(40)])
def test_cover_is_small_well_formed_and_free_of_style(seed):
    svg = cover_svg(seed, "#8a2b6b", '"><script>alert(1)</script>')

    ElementTree.fromstring(svg)
    assert "<script" not in svg
    assert "style" not in svg
    assert len(svg) < 6000


@pytest.mark.parametrize("accent", ["", "red", "#fff", "#000000", "#ffffff", '"/><script>'])
def test_any_accent_gives_a_cover(accent):
    ElementTree.fromstring(cover_svg("seed", accent))


def test_families_all_occur():
    drawings = {cover_svg(str(number), "#123456").split("<")[3].split(" ")[0] for number in range(60)}

    assert {"path", "circle"} <= drawings


def test_what_has_no_accent_gets_one_that_reads_and_stays():
    assert [ground for ground in GROUNDS if ratio(ground, "#ffffff") < 4.9] == []
    assert ground_of("a group") == ground_of("a group")
    assert {ground_of(str(number)) for number in range(200)} == set(GROUNDS)
