import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction, Site

from community.stories.models import StoryIndexPage, StoryPage
from core.answers import shelf
from core.clock import now
from people.models import Standing
from tests.factories.events import make_event, make_venue
from tests.factories.groups import make_group
from tests.factories.people import make_organisation, make_person
from tests.factories.speakers import make_call

pytestmark = pytest.mark.django_db


def make_story(title="How it went", **fields):
    fields.setdefault("summary", "Well.")
    return StoryIndexPage.objects.get().add_child(instance=StoryPage(title=title, **fields))


def words(answer):
    return answer.content.decode()


def test_an_empty_site_says_how_to_begin(client):
    page = words(client.get("/"))

    assert "Nobody meets here yet" in page and "/groups/new/" in page
    assert "No story is told yet" in page and "Become an active user" in page
    assert "nearby.js" not in page


def test_it_shows_what_is_next(client):
    summit = make_event("Spring summit", kind="summit", accent="#0b6e4f", venue=make_venue())
    make_call(summit)
    make_event("Old summit", kind="summit", starts_at=now() - dt.timedelta(days=9))
    make_event("Hidden summit", kind="summit", status="draft", starts_at=now() + dt.timedelta(days=1))
    make_group()
    make_story("A private cloud in a barn")
    ada = make_person("Ada Lark", is_public=True)
    Standing.objects.create(person=ada, kind="active-user", starts_on=dt.date(2020, 1, 1), because="x")
    former = make_person("Former Fred", is_public=True)
    Standing.objects.create(
        person=former,
        kind="active-user",
        starts_on=dt.date(2020, 1, 1),
        ends_on=dt.date(2021, 1, 1),
        because="x",
    )

    page = words(client.get("/"))

    assert "Spring summit" in page and "Propose a talk" in page and "/accent/0b6e4f.css" in page
    assert "A private cloud in a barn" in page and "Ada Lark" in page
    assert not any(word in page for word in ("Old summit", "Hidden summit", "Former Fred"))
    assert 'data-nearby="/near.json"' in page


def test_a_change_shows_at_once_and_no_cookie_is_set(client):
    for _turn in range(3):
        first = client.get("/")
    make_event("Brand new summit", kind="summit")

    second = client.get("/")

    assert "Brand new summit" not in words(first) and "Brand new summit" in words(second)
    assert not second.cookies and second["ETag"] and "max-age=0" in second["Cache-Control"]


def test_a_kept_answer_costs_one_question(client, django_assert_num_queries):
    for _turn in range(2):
        client.get("/")

    with django_assert_num_queries(1):
        client.get("/")


def test_queries_do_not_grow_with_rows(client):
    addresses = ["/", "/stories/", "/news/", "/near.json?near=koln", "/sitemap.xml"]

    def fill(many):
        organisation = make_organisation()
        for number in range(many):
            group = make_group(f"Oak {number}")
            make_event(f"Oak {number}", group=group, venue=make_venue(latitude=50.9, longitude=6.9))
            make_event(f"Oak summit {number}", kind="summit")
            make_story(f"Oak story {number}", organisation=organisation)
            person = make_person(f"Oak {number}", is_public=True, organisation=organisation)
            Standing.objects.create(
                person=person, kind="active-user", starts_on=dt.date(2020, 1, 1), because="x"
            )
            articles(f"Oak news {number}", person)

    def ask(address):
        shelf.clear()
        client.get(address)  # what the process learns once (content types, places) is learnt here
        shelf.clear()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    fill(2)
    few = {address: ask(address) for address in addresses}
    fill(30)

    assert {address: more for address in addresses if (more := ask(address)) > few[address]} == {}


def articles(title, author):
    from home.models import ArticleIndexPage, ArticlePage

    parent = ArticleIndexPage.objects.get()
    return parent.add_child(
        instance=ArticlePage(
            title=title, published_on=dt.date(2026, 5, 1), author=author, summary="In short."
        )
    )


def test_articles_and_their_feed(client):
    article = articles("News & <tags>", make_person("Ada Lark"))

    page, listing, feed = client.get(article.url), client.get("/news/"), client.get("/news/feed.atom")

    assert page.status_code == 200 and "News &amp; &lt;tags&gt;" in words(page)
    assert '"@type":"NewsArticle"' in words(page) and "</script><tags>" not in words(page)
    assert "News &amp; &lt;tags&gt;" in words(listing)
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "<title>News &amp; &lt;tags&gt;</title>" in words(feed) and str(article.translation_key) in words(
        feed
    )


def test_news_and_stories_that_an_editor_shuts_are_named_nowhere(client):
    oak = make_organisation()
    pages = [articles("Oak salaries", make_person()), make_story("Oak salaries", organisation=oak)]
    places = ["/", "/news/", "/stories/", "/news/feed.atom", oak.get_absolute_url()]

    def naming():
        told = {place: words(client.get(place)) for place in places}
        return [place for place, said in told.items() if any(page.url in said for page in pages)]

    assert naming() == places
    for page in pages:
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert naming() == []


def test_a_translation_that_an_editor_shuts_is_not_named_by_the_other(client):
    news = articles("Oak", None)
    german, _made = Locale.objects.get_or_create(language_code="de")
    shut = news.copy_for_translation(german, copy_parents=True)
    shut.live = True
    shut.save()
    assert 'rel="alternate" hreflang="de"' in words(client.get(news.url))

    PageViewRestriction.objects.create(page=shut, restriction_type=PageViewRestriction.LOGIN)

    assert 'rel="alternate" hreflang="de"' not in words(client.get(news.url))


def test_an_empty_feed_stays_the_same(client):
    assert client.get("/news/feed.atom").content == client.get("/news/feed.atom").content


def test_a_control_character_in_a_title_does_not_take_the_feed_down(client):
    articles("A\x0bB", None)

    assert client.get("/news/feed.atom").status_code == 200


def test_a_story_names_its_source_and_refuses_a_script_as_one(client):
    good = make_story(source="A magazine", source_url="https://magazine.example/x")
    bad = make_story("Bad", source="A trap")
    StoryPage.objects.filter(pk=bad.pk).update(source_url="javascript:alert(1)")

    assert 'href="https://magazine.example/x"' in words(client.get(good.url))
    assert "javascript:" not in words(client.get(bad.url))


def test_pages_have_addresses_as_the_tree_says(rf):
    from home.paths import path_of

    story = make_story("A story")
    root = Site.objects.get().root_page

    assert path_of(story) == "/stories/a-story/" == story.get_url()
    assert path_of(root) == "/"


def test_every_block_has_a_preview(admin_client, settings):
    from wagtail.blocks import StreamBlock

    from core.blocks import BODY_BLOCKS

    settings.REQUIRE_SECOND_FACTOR = False
    block = StreamBlock(BODY_BLOCKS)
    for child in block.child_blocks.values():
        answer = admin_client.get("/cms/block-preview/", {"id": child.definition_prefix})
        assert answer.status_code == 200, child.name
        assert "site.css" in words(answer)
