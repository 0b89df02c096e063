import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import slugs as core_slugs
from groups.rules.slugs import LONGEST, RESERVED, choose_slug, slug_of


@pytest.mark.parametrize(
    "name, slug",
    [("Kraków Ruby Users Group", "krakow-ruby-users-group"), ("B'more on Rails", "bmore-on-rails"),
     ("Москва", "moskva"), ("Tech Kafi #ruby", "tech-kafi-ruby"), ("名古屋", ""), ("みのお", "minoo"), ("!!!", "")],
)  # fmt: skip
def test_a_name_in_ascii(name, slug):
    assert slug_of(name) == slug


def test_reserved_words_are_those_of_the_site():
    assert core_slugs.RESERVED <= RESERVED


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_a_reserved_word_is_never_chosen(word):
    assert choose_slug(word, taken=[]) not in RESERVED
    assert choose_slug(word, city="Köln", taken=[]) not in RESERVED


def test_the_same_name_elsewhere_takes_its_city():
    first = choose_slug("Geography Club", city="Stillwater", taken=[])
    second = choose_slug("Geography Club", city="Auburn", taken=[first])

    assert (first, second) == ("geography-club", "geography-club-auburn")


def test_what_cannot_be_written_takes_city_and_number():
    assert choose_slug("CoderDojo 瑞穂", city="Nagoya", taken=[]) == "coderdojo-nagoya"
    assert (
        choose_slug("CoderDojo 天白", city="Nagoya", fallback="12", taken=["coderdojo-nagoya"])
        == "coderdojo-nagoya-12"
    )
    assert choose_slug("名古屋", taken=[]).startswith("group")


@given(st.text(max_size=300), st.text(max_size=50), st.text(max_size=60), st.sets(st.text(max_size=10)))
def test_a_slug_is_always_free_and_valid(name, city, fallback, taken):
    first = choose_slug(name, city=city, fallback=fallback, taken=taken)
    second = choose_slug(name, city=city, fallback=fallback, taken={*taken, first})

    assert first not in taken and second not in {*taken, first}
    for slug in (first, second):
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug)
        assert len(slug) <= LONGEST and slug not in RESERVED
