"""Whoever shares a page shows its picture: named in the head, drawn once, anew only when it shows something else."""

import datetime as dt
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import default_storage

from core.share import kept
from home.models import ArticleIndexPage, ArticlePage
from tests.calendars.rows import a_group, a_session, an_event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def drawings(monkeypatch) -> list[str]:
    made: list[str] = []

    def draw(card):
        made.append(card.title)
        return b"a picture of " + card.title.encode()

    monkeypatch.setattr(kept, "draw", draw)
    return made


def head(client, path: str) -> dict[str, str]:
    page = BeautifulSoup(client.get(path).content, "html.parser")
    return {meta["property"]: meta["content"] for meta in page.select('meta[property^="og:"]')}


def an_article() -> ArticlePage:
    index = ArticleIndexPage.objects.first()
    article = ArticlePage(title='Seats "& <more>', slug="seats", published_on=dt.date(2026, 5, 1))
    return index.add_child(instance=article)


def things() -> dict[str, str]:
    event = an_event(title="Evening <b>", group=a_group(name="Circle", slug="circle"))
    session = a_session(event, "Ada Ash", title="A talk")
    return {
        event.get_absolute_url(): event.title,
        session.get_absolute_url(): "A talk",
        "/groups/circle/": "Circle",
        an_article().get_url(): 'Seats "& <more>',
    }


def test_every_shared_page_has_a_picture_that_answers(client, drawings):
    for path, title in things().items():
        said = head(client, path)
        picture = urlsplit(said["og:image"]).path

        answer = client.get(picture)

        assert (said["og:title"], said["og:image:width"], said["og:image:type"]) == (
            title,
            "1200",
            "image/png",
        )
        assert title in said["og:image:alt"]
        assert urlsplit(said["og:url"]).path == path
        assert answer.content == b"a picture of " + title.encode()
        assert answer["Content-Type"] == "image/png" and "immutable" in answer["Cache-Control"]
        assert not answer.cookies


def test_a_picture_is_drawn_once_and_the_old_one_goes(client, drawings):
    event = an_event(title="Evening")
    old = urlsplit(head(client, event.get_absolute_url())["og:image"]).path
    client.get(old)
    client.get(old)
    assert drawings == ["Evening"]

    event.title = "Night"
    event.save()
    new = urlsplit(head(client, event.get_absolute_url())["og:image"]).path

    assert (
        client.get(old).headers["Location"] == new
    )  # nothing is drawn for a name that is not the present one
    assert drawings == ["Evening"]
    client.get(new)
    assert drawings == ["Evening", "Night"]
    assert default_storage.listdir(f"share/event-{event.pk}")[1] == [new.rpartition("/")[2]]


def test_a_seat_more_is_the_same_picture(client):
    event = an_event(capacity=3)
    before = head(client, event.get_absolute_url())["og:image"]

    event.taken = 2
    event.save()

    assert head(client, event.get_absolute_url())["og:image"] == before


def test_drafts_have_none(client):
    draft = an_event(status="draft")

    assert client.get(f"/events/{draft.slug}/share/x.png").status_code == 404


def test_a_picture_is_a_picture(client):
    answer = client.get(urlsplit(head(client, an_event().get_absolute_url())["og:image"]).path)

    assert answer.content.startswith(b"\x89PNG")
    assert len(answer.content) < 100_000
