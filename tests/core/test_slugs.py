"""Names in addresses."""

import pytest
from django.core.exceptions import ValidationError

from core.slugs import LONGEST, RESERVED, free_slug, validate_free_slug


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_a_word_that_is_an_address_itself_is_neither_taken_nor_made(word: str) -> None:
    with pytest.raises(ValidationError):
        validate_free_slug(word)

    made = free_slug(word.title(), lambda slug: False, fallback="meetup")
    assert made == f"{word}-meetup"
    validate_free_slug(made)
    assert free_slug(f" {word}! ", lambda slug: False, fallback=word) not in RESERVED


@pytest.mark.parametrize(
    "slug", ["", "Upper", "two--hyphens", "-a", "a-", "ä", "a/b", "a b", "a.b", "a\n", "..", "%2e"]
)
def test_what_is_no_word_is_refused(slug: str) -> None:
    with pytest.raises(ValidationError):
        validate_free_slug(slug)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Köln", "koln"),
        ("a / b", "a-b"),
        ("../../etc", "etc"),
        ("🦀", "crab"),
        ("!!!", "group"),
        ("", "group"),
    ],
)
def test_an_address_is_made_of_any_text(text: str, slug: str) -> None:
    assert free_slug(text, lambda slug: False, fallback="group") == slug


def test_what_is_taken_gets_a_number_and_nothing_grows_too_long() -> None:
    assert free_slug("Köln", {"koln", "koln-2"}.__contains__, fallback="group") == "koln-3"
    assert len(free_slug("x" * 10_000, lambda slug: False, fallback="group")) == LONGEST
