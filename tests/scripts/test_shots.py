"""Which pages have their picture taken."""

from scripts.shots import kind_of, pages

SITE = "http://here"


def fetch_from(links: dict[str, list[str]]):
    def fetch(url: str) -> tuple[int, str, str]:
        path = url.removeprefix(SITE)
        if path not in links:
            return 404, "text/html", ""
        words = "".join(f'<a href="{link}">x</a>' for link in links[path])
        return 200, "text/html", f'<link rel="alternate" hreflang="de" href="/de/">{words}'

    return fetch


def test_pages_that_differ_in_a_name_are_of_one_kind_in_each_language() -> None:
    languages = {"de"}

    assert kind_of("/events/oak-night/", languages) == kind_of("/events/elm-night/", languages)
    assert kind_of("/de/events/oak-night/", languages) == kind_of("/de/events/elm-night/", languages)
    assert kind_of("/de/events/oak-night/", languages) != kind_of("/events/oak-night/", languages)
    assert kind_of("/me/", languages) != kind_of("/de/", languages)


def test_two_of_each_kind_are_found_and_no_other_site() -> None:
    names = [f"/events/{n}/" for n in range(9)] + [f"/de/events/{n}/" for n in range(9)]
    links = {
        "/": [*names, "/calendar.ics", "/cms/", "http://elsewhere/x/"],
        **{name: ["/"] for name in names},
    }

    found = pages(SITE, ["/"], fetch_from(links))

    assert found == ["/", "/events/0/", "/events/1/", "/de/events/0/", "/de/events/1/"]
