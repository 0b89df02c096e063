"""Kept answers: never personal, never stale, dropped by the change itself."""

import pytest
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from core import answers
from core.models import Subject
from tests.factories.whole import make_picture

pytestmark = pytest.mark.django_db


class Site:
    """A view behind the middleware, with a counter of how often it was built."""

    def __init__(self, show=("thing:1",), body="hello", before_answer=None, **headers) -> None:
        self.built, self.show, self.body, self.headers = 0, show, body, headers
        self.before_answer = before_answer
        self.middleware = answers.AnswersMiddleware(self.view)

    def view(self, request: HttpRequest) -> HttpResponse:
        self.built += 1
        if self.show:
            answers.shows(request, *self.show)
        response = HttpResponse(self.body)
        for name, value in self.headers.items():
            response[name] = value
        if self.before_answer:
            self.before_answer(self)
        return response

    def get(self, path: str = "/", **meta) -> HttpResponse:
        return self.middleware(RequestFactory().get(path, **meta))


@pytest.fixture(autouse=True)
def _empty_shelf():
    answers.shelf.clear()
    answers.touch("thing:1")
    yield
    answers.shelf.clear()


def warm(site: Site) -> None:
    """The first building learns what is shown, the second is kept."""
    site.get()
    site.get()


def test_unchanged_answer_is_built_no_more() -> None:
    site = Site()
    warm(site)

    assert site.get().content == b"hello"
    assert site.built == 2


def test_change_drops_what_showed_it_and_nothing_else() -> None:
    site, other = Site(), Site(show=("thing:2",))
    other.get = lambda: other.middleware(RequestFactory().get("/other"))  # type: ignore[method-assign]
    answers.touch("thing:2")
    warm(site), warm(other)

    answers.touch("thing:1")
    site.body = "news"

    assert site.get().content == b"news"
    other.get()
    assert other.built == 2


def test_pages_are_dropped_when_a_picture_is_changed_and_not_when_one_is_added() -> None:
    picture, site = make_picture("cover"), Site(show=("pages",))
    warm(site)

    other = make_picture("other")
    site.get()
    assert site.built == 2

    picture.description = "The hall, seen from the stage"
    picture.save()
    site.get()
    assert site.built == 3

    other.delete()
    site.get()
    assert site.built == 4


def test_first_touch_of_a_subject_is_a_change_too() -> None:
    site = Site(show=("never:touched",))
    warm(site)

    answers.touch("never:touched")
    site.body = "news"

    assert site.get().content == b"news"


def test_change_that_lands_while_the_answer_is_built_is_never_hidden() -> None:
    site = Site()
    site.get()
    # The second building is the one that is kept: the change commits after its data were read.
    site.before_answer = lambda site: answers.touch("thing:1")
    site.get()
    site.before_answer, site.body = None, "news"

    assert site.get().content == b"news"


def test_version_never_comes_back_after_a_subject_was_deleted() -> None:
    site = Site()
    warm(site)
    Subject.objects.all().delete()
    answers.touch("thing:1")
    site.body = "news"

    assert site.get().content == b"news"


@pytest.mark.parametrize(
    "meta",
    [
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "messages=abc"},
        {"HTTP_AUTHORIZATION": "Bearer abc"},
    ],
)
def test_personal_request_neither_gets_nor_leaves_a_kept_answer(meta: dict) -> None:
    site = Site()
    warm(site)
    site.body = "mine"

    answer = site.get(**meta)

    assert answer.content == b"mine"
    assert answer["Cache-Control"] == "private, no-cache"
    assert site.get().content == b"hello"


def test_answer_that_sets_a_cookie_is_never_kept() -> None:
    site = Site()
    view = site.view
    site.view = lambda request: view(request)  # type: ignore[method-assign]

    def with_cookie(request: HttpRequest) -> HttpResponse:
        response = view(request)
        response.set_cookie("who", "ada")
        return response

    site.middleware = answers.AnswersMiddleware(with_cookie)
    for _ in range(4):
        site.get()

    assert site.built == 4


def test_reader_in_clear_gets_nothing_that_was_kept_of_an_https_page() -> None:
    site = Site()
    site.get(secure=True)
    site.get(secure=True)
    site.body = "the way to https"

    assert site.get(secure=True).content == b"hello"
    assert site.get(secure=False).content == b"the way to https"


def test_each_host_has_answers_of_its_own() -> None:
    site = Site()
    warm(site)
    site.body = "of another host"

    assert site.get(HTTP_HOST="other.example").content == b"of another host"


def test_view_that_says_nothing_is_never_kept() -> None:
    site = Site(show=())
    for _ in range(3):
        answer = site.get()

    assert site.built == 3
    assert answer["Cache-Control"] == "private, no-cache"


def test_post_is_never_answered_from_the_shelf() -> None:
    site = Site()
    warm(site)

    site.middleware(RequestFactory().post("/"))

    assert site.built == 3


def test_reader_who_has_it_gets_304_without_a_body() -> None:
    site = Site()
    warm(site)
    first = site.get()

    same = site.get(HTTP_IF_NONE_MATCH=first["ETag"])
    since = site.get(HTTP_IF_MODIFIED_SINCE=first["Last-Modified"])
    other = site.get(HTTP_IF_NONE_MATCH='"something else"')

    assert (same.status_code, same.content, since.status_code) == (304, b"", 304)
    assert other.status_code == 200


def test_packed_answer_says_the_same(client) -> None:
    import gzip

    site = Site(body="word " * 200)
    warm(site)

    packed = site.get(HTTP_ACCEPT_ENCODING="gzip")

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == site.get().content
    assert int(packed["Content-Length"]) == len(packed.content)


def test_shelf_keeps_no_more_than_its_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MOST_BYTES", 20_000)
    site = Site(body="x" * 3000)
    for n in range(60):
        site.get(f"/{n}")
        site.get(f"/{n}")

    assert answers.shelf._weight <= 20_000
    assert answers.shelf._weight == sum(kept.weight for kept in answers.shelf._rows.values())


def test_answer_just_found_unchanged_is_given_out_unasked(django_assert_num_queries) -> None:
    site = Site()
    warm(site)
    site.get()

    with django_assert_num_queries(0):
        assert site.get().content == b"hello"


def test_change_in_another_process_is_seen_after_a_moment(monkeypatch) -> None:
    now = 1000.0
    monkeypatch.setattr(answers.time, "monotonic", lambda: now)
    site = Site()
    warm(site)
    site.get()
    Subject.objects.filter(name="thing:1").update(version=F("version") + 1)  # unheard of here
    site.body = "news"

    now += answers.ASK_AGAIN_AFTER + 0.001

    assert site.get().content == b"news"


def test_change_in_this_process_is_seen_at_once(monkeypatch) -> None:
    monkeypatch.setattr(answers.time, "monotonic", lambda: 1000.0)
    site = Site()
    warm(site)
    site.get()

    answers.touch("thing:1")
    site.body = "news"

    assert site.get().content == b"news"
