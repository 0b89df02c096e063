from groups.rules.doublets import fold_doublets, is_same
from groups.rules.reading import GroupFacts, Reading


def facts(name, **more):
    return GroupFacts(
        **{"source_id": name, "name": name, "country": "DE", "latitude": 50.9, "longitude": 6.9} | more
    )


def fold(*rows):
    return fold_doublets(Reading(line, row) for line, row in enumerate(rows, 2))


def test_one_community_in_several_lines_is_one_group_with_all_links():
    groups, merged = fold(
        facts("OpenStreetMap Köln", links={"twitter": "https://x.com/a"}),
        facts("Openstreetmap  Koeln", links={}),
        facts("OpenStreetMap Köln", source_id="2", links={"twitter": "https://x.com/b", "matrix": "#koeln"}),
    )

    assert [group.facts.name for group in groups] == ["OpenStreetMap Köln", "Openstreetmap  Koeln"]
    assert groups[0].facts.links == {
        "twitter": "https://x.com/a",
        "twitter-2": "https://x.com/b",
        "matrix": "#koeln",
    }
    assert groups[0].source_ids == ("OpenStreetMap Köln", "2")
    assert [line for line, _ in merged] == [4]


def test_the_same_name_far_away_is_another_group():
    assert not is_same(facts("Geography Club"), facts("Geography Club", latitude=36.1, longitude=-97.0))
    assert not is_same(facts("Geography Club"), facts("Geography Club", country="FR"))


def test_an_address_alone_makes_no_doublet():
    shared = {"website": "http://brasil.pyladies.com/"}

    assert not is_same(facts("PyLadies Natal", **shared), facts("PyLadies Recife", **shared))


def test_an_address_and_a_longer_name_do():
    page = {"website": "https://www.meetup.com/plrug/"}

    assert is_same(facts("PLRUG Köln", **page), facts("PLRUG Köln e.V.", website="http://meetup.com/PLRUG"))


def test_a_vague_place_reaches_further():
    near, far = {"latitude": 35.68, "longitude": 139.69}, {"latitude": 35.33, "longitude": 139.4}

    assert not is_same(facts("A dojo", **near), facts("A dojo", **far))
    assert is_same(facts("A dojo", **near, located_by="region"), facts("A dojo", **far))


def test_without_any_place_the_region_decides():
    nowhere = {"latitude": None, "longitude": None, "country": ""}

    assert is_same(facts("Talks", **nowhere), facts("Talks", **nowhere))
    assert not is_same(facts("Talks", **nowhere, region="Africa"), facts("Talks", **nowhere, region="Asia"))
