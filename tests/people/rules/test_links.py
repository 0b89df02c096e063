import pytest

from people.rules.links import NotALink, read_links, written


def test_one_address_a_line_becomes_a_link_by_its_host():
    links = read_links("https://www.example.org/me\n\n https://code.example/ada \nhttps://example.org/you")

    assert links == {
        "example.org": "https://www.example.org/me",
        "code.example": "https://code.example/ada",
        "example.org 2": "https://example.org/you",
    }
    assert read_links(written(links)) == links


@pytest.mark.parametrize(
    "line",
    [
        "javascript:alert(1)",
        "example.org",
        "https://",
        "https://[",
        'https://example.org/"onload=',
        "https://localhost/",
    ],
)
def test_what_is_no_web_address_is_named(line):
    with pytest.raises(NotALink, match=r".+"):
        read_links(f"https://example.org/\n{line}")


def test_more_than_ten_are_too_many():
    with pytest.raises(NotALink):
        read_links("\n".join(f"https://example.org/{n}" for n in range(11)))
