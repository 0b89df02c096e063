from speakers.rules.letters import PLACES, fill, unknown_in
from speakers.rules.regions import region_of


def test_what_stands_for_nothing_is_found():
    assert unknown_in("Hello {name}, {titel} { name} {0} {titel} {}") == ["{titel}", "{ name}", "{0}", "{}"]
    assert unknown_in("".join(f"{{{name}}}" for name in PLACES) + " a { brace") == []


def test_what_people_wrote_is_not_looked_through_for_places():
    text = fill("{title} by {name}", {"title": "{name} {comments}", "name": "Ada", "comments": "secret"})

    assert text == "{name} {comments} by Ada"


def test_regions():
    assert [region_of(code) for code in ("de", "JP", "BR", "KE", "NZ", "", "ZZ")] == [
        "europe",
        "asia",
        "americas",
        "africa",
        "oceania",
        "",
        "",
    ]
