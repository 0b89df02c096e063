"""How a feed is answered over HTTP."""

import datetime as dt
import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from core.answers import key_of
from events.rules.ical import Feed, serialise

CALENDAR = "text/calendar; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"


def calendar_answer(request: HttpRequest, feed: Feed, changed_at: dt.datetime | None) -> HttpResponse:
    return feed_answer(request, serialise(feed), CALENDAR, changed_at)


def feed_answer(
    request: HttpRequest, body: bytes, content_type: str, changed_at: dt.datetime | None
) -> HttpResponse:
    """A public feed: any page may read it, programs may keep it but ask again, nobody is made to save a file.

    Anonymous readers get ETag, 304 and packing from `core.answers`, to whom this leaves the whole answer; somebody
    with a session gets them here.
    """
    response = HttpResponse(body, content_type=content_type)
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    if changed_at is not None:
        response["Last-Modified"] = http_date(changed_at.timestamp())
    if key_of(request) is not None:
        return response
    etag = tag_of(body)
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def tag_of(body: bytes) -> str:
    return f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'


def refused(messages: list[str]) -> HttpResponse:
    """A question that cannot be answered, with the status that pages have for it (docs/decisions/0009).

    Programs read this, people seldom: plain words, one reason a line.
    """
    response = HttpResponse("\n".join(messages) + "\n", content_type=PLAIN, status=422)
    response["Access-Control-Allow-Origin"] = "*"
    return response
