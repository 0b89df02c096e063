import pytest

from groups.rules.links import link_of, read_links, same_address, web_address


def test_services_and_handles_are_read():
    links, emails = read_links(
        "person1@example.invalid github=PyladiesAqp facebook=Pyladies Sul de Minas"
        " meetup=https://www.meetup.com/x/ irc=#canstack"
    )

    assert links == {
        "github": "https://github.com/PyladiesAqp",
        "facebook": "Pyladies Sul de Minas",
        "meetup": "https://www.meetup.com/x/",
        "irc": "#canstack",
    }
    assert emails == 1


@pytest.mark.parametrize(
    "service, value, link",
    [
        ("twitter", "@maceiopyladies", "https://x.com/maceiopyladies"),
        ("facebook", "www.facebook.com/profile.php", "https://www.facebook.com/profile.php"),
        ("meetup", "PyLadies-Berlin", "https://www.meetup.com/PyLadies-Berlin/"),
        ("matrix", "#osmbe", "#osmbe"),
        ("github", "mailto:person1@example.invalid", ""),
        ("website", "javascript:alert(1)", ""),
        ("website", "data:text/html,x", ""),
        ("website", "x" * 501, ""),
    ],
)
def test_a_handle_becomes_an_address_or_stays_text(service, value, link):
    assert link_of(service, value) == link


@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", "http://", "//example.org", "ftp://example.org/", "https://user@people.example/",
     'https://example.org/"><script>', "https://nodots/", "https://[", "example.org"],
)  # fmt: skip
def test_what_is_no_address_of_the_web(text):
    assert web_address(text) == ""


def test_two_spellings_of_one_address():
    assert same_address("http://www.meetup.com/OpenStack-DACH/") == same_address(
        "https://meetup.com/openstack-dach"
    )
    assert same_address("https://example.org/a") != same_address("https://example.org/b")
    assert same_address("no address") == ""
