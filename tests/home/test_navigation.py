import pytest
from django.test import RequestFactory
from wagtail.models import Locale, Page

from core.context import site
from core.models import Community
from home.context import navigation
from home.models import NavigationItem, StandardPage

pytestmark = pytest.mark.django_db


def links(path="/"):
    found = navigation(RequestFactory().get(path))
    return [(link.title, link.url, link.active) for link in found["main_navigation"]]


def test_the_menu_is_there_from_the_first_day():
    assert [title for title, _url, _active in links()] == ["Events", "Groups", "Speakers", "Stories"]


def test_menu_and_footer_cost_one_question_and_none_unasked(django_assert_num_queries):
    with django_assert_num_queries(0):
        found = navigation(RequestFactory().get("/"))
    with django_assert_num_queries(1):
        list(found["main_navigation"])
        list(found["footer_navigation"])


@pytest.mark.django_db(transaction=True)
def test_menu_footer_and_community_are_kept_until_one_of_them_changes(django_assert_num_queries):
    def around():
        found = {**navigation(request := RequestFactory().get("/")), **site(request)}
        return found["site_settings"].name, [link.title for link in found["main_navigation"]]

    before = around()
    with django_assert_num_queries(1):
        assert around() == before
    NavigationItem.objects.create(title="News", url="/news/", position=99)
    named = Community.current()
    named.name = "Moot of moots"
    named.save()

    assert around() == ("Moot of moots", [*before[1], "News"])


def test_the_entry_of_the_page_is_marked():
    assert [title for title, _url, active in links("/events/spring/") if active] == ["Events"]


def test_a_page_in_the_menu_is_linked_where_it_lies():
    found = navigation(RequestFactory().get("/"))

    assert ("Code of conduct", "/code-of-conduct/") in [
        (link.title, link.url) for link in found["footer_navigation"]
    ]


def test_an_unpublished_page_is_left_out():
    page = StandardPage.objects.get(slug="code-of-conduct")
    Page.objects.filter(pk=page.pk).update(live=False)

    found = navigation(RequestFactory().get("/"))

    assert "Code of conduct" not in [link.title for link in found["footer_navigation"]]


def test_other_languages_have_their_prefix_and_their_own_page(client):
    from django.utils import translation

    german = Locale.objects.get_or_create(language_code="de")[0]
    page = StandardPage.objects.get(slug="code-of-conduct")
    copied = page.copy_for_translation(german, copy_parents=True)
    copied.title = "Verhaltensregeln"
    copied.save_revision().publish()

    with translation.override("de"):
        found = navigation(RequestFactory().get("/de/"))
        main = [link.url for link in found["main_navigation"]]
        footer = [(link.title, link.url) for link in found["footer_navigation"]]

    assert main[0] == "/de/events/"
    assert ("Verhaltensregeln", "/de/code-of-conduct-de/") in footer or (
        "Verhaltensregeln",
        "/de/code-of-conduct/",
    ) in footer
    assert client.get(dict(footer)["Verhaltensregeln"]).status_code == 200


def test_a_new_entry_shows_on_kept_pages_at_once(client):
    for _turn in range(3):
        client.get("/")
    NavigationItem.objects.create(place="main", position=9, title="Chat", url="https://chat.example/")

    assert b"https://chat.example/" in client.get("/").content


def test_editors_order_it_in_the_cms(admin_client, settings):
    settings.REQUIRE_SECOND_FACTOR = False

    answer = admin_client.get("/cms/snippets/home/navigationitem/")

    assert answer.status_code == 200 and b"Speakers" in answer.content


def test_the_cms_leads_to_the_desk_and_pages_to_their_facts(admin_client, settings):
    from core.models import SectionPage
    from events.models import MeetupPage
    from tests.factories.events import make_event

    settings.REQUIRE_SECOND_FACTOR = False
    event = make_event("An evening")
    section = SectionPage.objects.get(slug="events")
    page = section.add_child(instance=MeetupPage(title="An evening", event=event))

    home, editor = admin_client.get("/cms/"), admin_client.get(f"/cms/pages/{page.pk}/edit/")

    assert b'"/desk/"' in home.content or b"/desk/" in home.content
    assert f"/desk/events/{event.slug}/".encode() in editor.content
