"""Each page that links lead to, in Chromium: nothing in the way of anybody, nothing cut off, nothing broken."""

from django.test import Client

from tests.crawl import pages
from tests.seeing import COLOURS, EVERYTHING, sideways, violations

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
# Beyond head, foot and lists, which PUBLIC has, a wider window differs in what can be seen and touched.
SEEN = {"runOnly": [*COLOURS["runOnly"], "target-size", "scrollable-region-focusable"]}
PHONE, DESK = {"width": 360, "height": 800}, {"width": 1280, "height": 800}
VOLUNTEERS = ("/me/", "/desk/", "/desk/events/new/")


def test_public_pages_are_open_to_everybody(demo, live_server, new_context):
    addresses = pages(Client(), PUBLIC, of_each_kind=1)
    page = new_context(viewport=PHONE).new_page()

    assert len(addresses) > len(PUBLIC) / 2
    assert look_at(page, live_server.url, addresses, wide=True) == {}


def test_volunteers_pages_are_open_to_everybody_on_a_phone(
    demo, live_server, new_context, enter, django_user_model
):
    organizer = django_user_model.objects.get(email="organizer@demo.example")
    client = Client()
    client.force_login(organizer, backend="django.contrib.auth.backends.ModelBackend")
    addresses = pages(client, VOLUNTEERS, of_each_kind=1)
    context = new_context(viewport=PHONE)
    enter(context, organizer)

    assert look_at(context.new_page(), live_server.url, addresses) == {}


def look_at(page, site, addresses, *, wide=False):
    """Address -> what is wrong with the page there, in light and in dark, on a phone and, if `wide`, on a desk."""
    wrong = {}
    for path, status in addresses.items():
        look(page, PHONE, "light")
        answer = page.goto(site + path)
        found = [] if status == 200 and answer.status == 200 else [f"answered {answer.status}"]
        found += seen(page, "on a phone", EVERYTHING)
        if wide:
            look(page, DESK, "light")
            found += seen(page, "on a desk", EVERYTHING if path in PUBLIC else SEEN)
            look(page, DESK, "dark")
            found += seen(page, "on a desk in dark", COLOURS)
        look(page, PHONE, "dark")
        found += seen(page, "on a phone in dark", COLOURS)
        if found:
            wrong[path] = found
    return wrong


def look(page, size, scheme):
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)


def seen(page, where, options):
    return [f"{where}, {said}" for said in (*sideways(page), *violations(page, options))]
