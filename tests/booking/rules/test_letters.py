import pytest

from core.markdown import render
from events.booking.rules.letters import fill, fill_markdown, unknown


def test_two_words_are_filled_in_and_what_is_filled_in_is_looked_at_once():
    assert fill("Hello {name}, {event}!", name="{event}", event="Oak night") == "Hello {event}, Oak night!"


@pytest.mark.parametrize(
    ("text", "found"),
    [("{name} {event}", []), ("{nmae}, {nmae} {settings.SECRET}", ["nmae", "settings.SECRET"]), ("{}", [""])],
)
def test_what_nobody_fills_in_is_found(text, found):
    assert unknown(text) == found


@pytest.mark.parametrize(
    "name",
    [
        "[Win](https://bad.example)",
        "**Ann**",
        "# Ann",
        "<b>Ann</b>",
        "`Ann`",
        "![x](/y)",
        "Ann\n\n# Big",
        "1. Ann",
    ],
)
def test_no_name_turns_into_markup(name):
    html = render(fill_markdown("{name}", name=name, event=""))

    assert html.count("<") == 2 and html.startswith("<p>")
    assert "href" not in html.replace(name, "")


def test_a_letter_itself_may_have_markup():
    assert "<strong>Ann</strong>" in render(fill_markdown("**{name}**", name="Ann", event=""))
