"""Each page that links lead to, in Chromium: nothing in the way of anybody, nothing cut off, nothing broken."""

from django.test import Client, RequestFactory
from wagtail.models import get_page_models

from home.views import server_error
from tests.crawl import pages
from tests.seeing import COLOURS, sideways, violations

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
SEEN = (*COLOURS, "target-size", "scrollable-region-focusable")
PHONE, DESK = {"width": 360, "height": 800}, {"width": 1280, "height": 800}
VOLUNTEERS = ("/me/", "/desk/", "/desk/events/new/")


def test_public_pages_are_open_to_everybody(demo, live_server, new_context):
    start = (*PUBLIC, *one_page_of_each_type())
    addresses = pages(Client(), start, of_each_kind=1)
    page = new_context(viewport=PHONE).new_page()
    broken = server_error(RequestFactory().get("/")).content
    page.route("**/broken/", lambda route: route.fulfill(body=broken, content_type="text/html"))
    addresses |= {"/nothing-here/": 404, "/broken/": 200}

    assert set(addresses) > set(start)
    assert look_at(page, live_server.url, addresses, wide=True) == {}


def test_volunteers_pages_are_open_to_everybody_on_a_phone(
    demo, live_server, new_context, enter, django_user_model
):
    organizer = django_user_model.objects.get(email="organizer@demo.example")
    client = Client()
    client.force_login(organizer)
    addresses = pages(client, VOLUNTEERS, of_each_kind=1)
    context = new_context(viewport=PHONE)
    enter(context, organizer)

    assert look_at(context.new_page(), live_server.url, addresses) == {}


def one_page_of_each_type():
    pages = [model.objects.live().public().exclude(depth=1).first() for model in get_page_models()]
    return sorted({page.get_url() for page in pages if page and page.get_url()})


def look_at(page, site, addresses, *, wide=False):
    """Address -> what is wrong with the page there, in light and in dark, on a phone and, if `wide`, on a desk."""
    wrong = {}
    known: set[str] = set()
    for path, status in addresses.items():
        look(page, PHONE, "light")
        answer = page.goto(site + path)
        found = [] if answer.status == status else [f"answered {answer.status}"]
        found += seen(page, "on a phone", known)
        if wide:
            look(page, DESK, "light")
            found += seen(page, "on a desk", known, () if path in PUBLIC else SEEN)
            look(page, DESK, "dark")
            found += seen(page, "on a desk in dark", known, COLOURS)
        look(page, PHONE, "dark")
        found += seen(page, "on a phone in dark", known, COLOURS)
        if found:
            wrong[path] = found
    return wrong


def look(page, size, scheme):
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)


def seen(page, where, known, rules=()):
    return [f"{where}, {said}" for said in (*sideways(page), *violations(page, rules, known))]
