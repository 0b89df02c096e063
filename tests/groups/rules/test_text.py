import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.rules.text import clean_line, clean_text, without_echo


@pytest.mark.parametrize(
    "text, clean",
    [
        ("PyLadies M&eacute;xico", "PyLadies México"),
        ("AT&amp;amp;T", "AT&T"),
        ("三木市 ・西神@ 三木山総合体育館　ふくいく", "三木市 ・西神@ 三木山総合体育館 ふくいく"),
        ("  Shimonoseki  @ ドローンX下関 ", "Shimonoseki @ ドローンX下関"),
        ("Emmen @ \tBibliotheek", "Emmen @ Bibliotheek"),
        ("R-Ladies | Villahermosa |", "R-Ladies | Villahermosa"),
        ("Ko\u0308ln", "Köln"),
        ("bad\x00\x1b[31m\u202ename\ufeff", "bad [31mname"),
        ("a\nb", "a b"),
        (None, ""),
    ],
)
def test_a_line_is_cleaned(text, clean):
    assert clean_line(text) == clean


@given(st.text())
def test_cleaning_twice_is_cleaning_once_where_no_entity_is_left(text):
    once = clean_line(text.replace("&", ""))

    assert clean_line(once) == once
    assert not any(ord(c) < 32 or c == "\x7f" for c in once)


def test_lines_of_a_text_are_kept():
    assert clean_text("one \r\n\x07two\n") == "one\ntwo"


@pytest.mark.parametrize(
    "name, said",
    [
        ("PyLadies PyLadies Uruguay", "PyLadies Uruguay"),
        ("Wagga Wagga", "Wagga Wagga"),
        ("Solo", "Solo"),
        ("", ""),
    ],
)
def test_an_echo_at_the_start_goes(name, said):
    assert without_echo(name) == said
