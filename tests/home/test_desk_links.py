"""Whoever stands at the desk may open every page that it offers them: on the demo, account by account."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.test import Client

from events.models import Crew
from people.models import User
from tests.crawl import kind_of

LINK = re.compile(r"<a\b[^>]*\bhref=[\"']([^\"'#]+)", re.I)
ACCOUNTS = "member speaker reviewer chair organizer door treasurer official editor admin".split()


def offered(html: str, address: str) -> set[str]:
    """The addresses of this site to which the page's own part leads."""
    main = html.split("<main", 1)[-1].split("</main>")[0]
    targets = {
        urlsplit(urljoin(f"http://testserver{address}", unescape(link))) for link in LINK.findall(main)
    }
    return {
        t.path + (f"?{t.query}" if t.query else "")
        for t in targets
        if t.scheme in ("http", "https") and t.netloc == "testserver"
    }


def dead_ends(client: Client, desks: list[str]) -> dict[str, int]:
    """What these pages of the desk lead to and does not open: address -> status. One of each kind that a page offers:
    who may open one row of a list may open the others."""
    links: set[str] = set()
    for desk in desks:
        answer = client.get(desk)
        assert answer.status_code == 200, (desk, answer.status_code)
        links |= set(
            {
                kind_of(urlsplit(link).path): link for link in sorted(offered(answer.content.decode(), desk))
            }.values()
        )
    statuses = {link: client.get(link, follow=True).status_code for link in links}
    return {link: status for link, status in statuses.items() if status != 200}


def test_no_link_of_the_desk_is_a_dead_end_for_any_demo_account(client, demo, settings):
    settings.REQUIRE_SECOND_FACTOR = False

    found = {}
    for name in ACCOUNTS:
        user = User.objects.get(email=f"{name}@demo.example")
        client.force_login(user)
        crew = Crew.objects.filter(person__user=user).order_by("event__kind", "pk")
        mine = {(row.role, row.event.kind): row.event.slug for row in crew.select_related("event")}
        found[name] = dead_ends(
            client, ["/desk/", *(f"/desk/events/{slug}/" for slug in sorted(set(mine.values())))]
        )

    assert found == {name: {} for name in ACCOUNTS}
