"""Whoever goes private, or does not come any more, is gone at once from pages that were kept."""

import datetime as dt
import json

import pytest
from wagtail.models import PageViewRestriction, Site

from core.clock import now
from events.booking.actions import own_seat
from events.booking.actions import registration as booking
from events.models import SummitPage
from home.actions import personal_data
from home.models import ArticleIndexPage, ArticlePage, StandardPage
from people.actions import person as people
from tests.factories.booking import make_registration
from tests.factories.events import make_crew, make_event
from tests.factories.groups import make_group, make_membership
from tests.factories.people import make_user
from tests.factories.speakers import make_talk

pytestmark = pytest.mark.django_db
NAME = "Ada Lark"


@pytest.fixture
def ada():
    user = make_user(name=NAME)
    user.person.is_public = True
    user.person.save()
    return user


def is_kept(client, address, word=NAME):
    """Whether `word` stands on the page, which is kept from now on."""
    for _ in range(3):
        page = client.get(address)
    assert "public" in page["Cache-Control"]
    return word in page.content.decode()


def go_private(user):
    people.change(by=user, person=user.person, is_public=False)


def test_organizer_of_a_group(client, ada):
    group = make_group()
    make_membership(group, ada.person, "organizer")
    assert is_kept(client, group.get_absolute_url())

    go_private(ada)

    assert not is_kept(client, group.get_absolute_url())


def test_organizer_of_an_event(client, ada):
    event = make_event()
    make_crew(event, ada.person)
    assert is_kept(client, event.get_absolute_url())

    go_private(ada)

    assert not is_kept(client, event.get_absolute_url())


def test_who_comes(client, ada):
    event = make_event()
    make_registration(event, person=ada.person, visibility="public")
    assert is_kept(client, event.get_absolute_url())

    go_private(ada)

    assert not is_kept(client, event.get_absolute_url())


def test_who_comes_and_no_longer_says_so_to_everybody(client, ada):
    event = make_event()
    registration = make_registration(event, person=ada.person, visibility="public")
    assert is_kept(client, event.get_absolute_url())

    own_seat.show_to(registration=registration, visibility="attendees", by=ada, now=now())

    assert not is_kept(client, event.get_absolute_url())


def test_who_does_not_come_any_more(client, ada):
    event = make_event(taken=1)
    registration = make_registration(event, person=ada.person, visibility="public")
    assert is_kept(client, event.get_absolute_url())

    booking.cancel(registration=registration, by=ada, now=now())

    assert not is_kept(client, event.get_absolute_url())


def test_who_was_there_and_is_erased(client, ada):
    event = make_event(starts_at=now().replace(year=2024))
    make_registration(event, person=ada.person, email=ada.email, visibility="public")
    assert is_kept(client, event.get_absolute_url())

    personal_data.erase_person(whose=personal_data.whose(user=ada), by=ada, now=now())

    assert not is_kept(client, event.get_absolute_url())


def test_keynote_is_shown_under_its_speakers_new_name(client, ada):
    event = make_event(kind="summit")
    make_talk(event, ada.person, kind="keynote")
    assert is_kept(client, event.get_absolute_url())

    people.change(by=ada, person=ada.person, name="Ada Reed")

    assert not is_kept(client, event.get_absolute_url())


def test_author_of_news(client, ada):
    article = ArticlePage(title="Oaks", slug="oaks", published_on=dt.date(2026, 1, 1), author=ada.person)
    ArticleIndexPage.objects.get().add_child(instance=article)
    profile = f'href="{ada.person.get_absolute_url()}"'
    assert is_kept(client, article.url, profile)
    assert is_kept(client, "/news/") and is_kept(client, "/news/feed.atom")

    people.change(by=ada, person=ada.person, name="A. L.", is_public=False)

    assert not is_kept(client, article.url, profile), "the byline stays, the way to a profile goes"
    for address in (article.url, "/news/", "/news/feed.atom"):
        assert not is_kept(client, address) and is_kept(client, address, "A. L.")


def test_page_that_an_editor_shuts(client):
    page = StandardPage.objects.first()
    assert is_kept(client, page.url, page.title)

    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert client.get(page.url).status_code == 302


def test_words_about_an_event_that_an_editor_shuts(client):
    event = make_event(kind="summit")
    body = [{"type": "text", "value": "<p>Between us</p>"}]
    page = SummitPage(title="Words", slug="words", event=event, body=json.dumps(body))
    Site.objects.get().root_page.add_child(instance=page)
    assert is_kept(client, event.get_absolute_url(), "Between us")

    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert not is_kept(client, event.get_absolute_url(), "Between us")
