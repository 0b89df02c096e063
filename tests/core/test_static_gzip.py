"""Static files go out packed under `make run` too."""

import gzip

from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from core.middleware import StaticGZipMiddleware

BODY = b"body { color: black } " * 200


def through(path: str, response):
    request = RequestFactory().get(path, headers={"Accept-Encoding": "gzip"})
    return StaticGZipMiddleware(lambda request: response)(request)


def test_stylesheet_is_packed_whole() -> None:
    answer = through("/static/site.css", StreamingHttpResponse([BODY]))

    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(b"".join(answer.streaming_content)) == BODY


def test_fonts_and_pages_are_left_alone() -> None:
    assert "Content-Encoding" not in through("/static/font.woff2", HttpResponse(BODY))
    assert "Content-Encoding" not in through("/events/", HttpResponse(BODY))
