"""Each page that links lead to, in Chromium: nothing in the way of anybody, nothing cut off, nothing broken."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from tests.crawl import pages

PUBLIC = (
    "/",
    "/events/",
    "/events/calendar/",
    "/groups/",
    "/speakers/",
    "/organisations/",
    "/stories/",
    "/calendar/",
)
# The same page in the other scheme differs in its colours alone.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"]}
# What is well is not described at length, which takes most of axe's time.
EVERYTHING = {"resultTypes": ["violations"]}
VOLUNTEERS = ("/me/", "/desk/", "/desk/events/new/")


@pytest.mark.parametrize("width", [360, 1280])
def test_public_pages_are_open_to_everybody(demo, live_server, new_context, width):
    addresses = pages(Client(), PUBLIC, of_each_kind=1)
    page = new_context(viewport={"width": width, "height": 800}).new_page()

    assert len(addresses) > len(PUBLIC) / 2
    assert look_at(page, live_server.url, addresses) == {}


def test_volunteers_pages_are_open_to_everybody_on_a_phone(
    demo, live_server, new_context, enter, django_user_model
):
    organizer = django_user_model.objects.get(email="organizer@demo.example")
    client = Client()
    client.force_login(organizer, backend="django.contrib.auth.backends.ModelBackend")
    addresses = pages(client, VOLUNTEERS, of_each_kind=1)
    context = new_context(viewport={"width": 360, "height": 800})
    enter(context, organizer)

    assert look_at(context.new_page(), live_server.url, addresses) == {}


def look_at(page, site, addresses):
    """Address -> what is wrong with the page there, in light and in dark."""
    wrong = {}
    for path, status in addresses.items():
        page.emulate_media(color_scheme="light")
        answer = page.goto(site + path)
        found = [] if status == 200 and answer.status == 200 else [f"answered {answer.status}"]
        found += violations(page)
        if overflow := sideways(page):
            found.append(f"is wider than the window by {overflow} px")
        page.emulate_media(color_scheme="dark")
        found += [f"in dark, {said}" for said in violations(page, COLOURS)]
        if found:
            wrong[path] = found
    return wrong


def violations(page, options=EVERYTHING):
    return [
        f"{violation['id']}: {violation['nodes'][0]['target']} {violation['nodes'][0]['html'][:120]}"
        for violation in Axe().run(page, options=options).response["violations"]
    ]


def sideways(page):
    return page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
