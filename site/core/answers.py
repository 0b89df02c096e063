"""The cache of anonymous answers: pages, feeds, JSON (docs/decisions/0002-anonymous-answers.md).

A view says what its answer shows: `shows(request, event, "events")`. The finished answer is kept in the memory of the
process together with the version of each of these subjects. A change of a watched row raises the version of its
subjects *in the same transaction*, so that the next reader, in any process, gets an answer built anew. A view that
says nothing is never kept, nor is an answer to somebody with a session, nor one that sets a cookie.
"""

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date, parse_http_date_safe

ASK_AGAIN_AFTER = 0.02  # seconds: so long an answer that was just found unchanged is given out unasked
LONGEST = 300  # seconds: what is shown may depend on the hour (“upcoming”), so nothing is kept for longer
MOST_BYTES = 64 * 1024 * 1024
WORTH_PACKING = 200  # bytes

Versions = dict[str, int]


def name_of(thing: models.Model | str) -> str:
    """The subject's name of a row (`events.event:12`), or the name itself."""
    return thing if isinstance(thing, str) else f"{thing._meta.label_lower}:{thing.pk}"


def named_with(thing: models.Model | str) -> Iterator[str]:
    """The subject of `thing` and those of the rows that are named wherever it is: an event's group, its venue.

    A model says by which of its fields: `NAMED_WITH = ("group", "venue")`.
    """
    yield name_of(thing)
    for name in getattr(thing, "NAMED_WITH", ()):
        field: Any = thing._meta.get_field(name)  # type: ignore[union-attr]  # a word has no NAMED_WITH
        key = getattr(thing, field.attname)
        if key is not None:
            yield f"{field.related_model._meta.label_lower}:{key}"


def shows(request: HttpRequest, *things: models.Model | str, seconds: int = LONGEST) -> None:
    """Says that the answer to `request` shows these rows or lists and may be kept for other anonymous readers.

    `seconds` is for what changes by the clock alone.
    """
    state = request.__dict__
    state.setdefault("_answer_shows", set()).update(name for thing in things for name in named_with(thing))
    state["_answer_lasts"] = min(seconds, state.get("_answer_lasts", LONGEST))


def touch(*things: models.Model | str) -> None:
    """Drops every kept answer that shows one of these: one statement, in the transaction of the change."""
    shelf.doubt()
    if not things:
        return
    # Sorted: two transactions never wait crosswise. A version is the time of the change: it says since when an answer
    # is as it is, and a subject deleted and made again never repeats one.
    rows = [(name, time.time_ns()) for name in sorted({name_of(thing) for thing in things})]
    marks = ",".join(["(%s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO core_subject (name, version) VALUES {marks} "  # noqa: S608 - marks are ours, values are bound
            "ON CONFLICT (name) DO UPDATE SET version = CASE WHEN excluded.version > core_subject.version "
            "THEN excluded.version ELSE core_subject.version + 1 END",
            [part for row in rows for part in row],
        )


def watch(
    model: type[models.Model], names: Callable[..., Iterable[models.Model | str]] | None = None
) -> None:
    """Touches a row's own subject, and those that `names(row)` gives, when a row of `model` is saved or deleted.

    Bulk statements (`update`, `bulk_create`) send no signals: whoever uses them calls `touch`.
    """

    def changed(sender: object, instance: models.Model, **kwargs: object) -> None:
        touch(instance, *(names(instance) if names else ()))

    uid = f"answers.{model._meta.label_lower}"
    post_save.connect(changed, sender=model, weak=False, dispatch_uid=uid)
    post_delete.connect(changed, sender=model, weak=False, dispatch_uid=uid)


def versions(subjects: Iterable[str]) -> Versions:
    """The present versions by one indexed look-up. A subject that was never touched is left out."""
    names = list(subjects)
    if not names:
        return {}
    marks = ",".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        # table and marks are ours, the names are bound
        cursor.execute(f"SELECT name, version FROM core_subject WHERE name IN ({marks})", names)  # noqa: S608
        return dict(cursor.fetchall())


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it goes out. `body` is None while only its subjects are known."""

    subjects: frozenset[str]
    versions: Versions
    until: float
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    packed: bytes | None = None
    etag: str = ""
    modified: str = ""

    @property
    def weight(self) -> int:
        return 500 + len(self.body or b"") + len(self.packed or b"")


class Shelf:
    """The kept answers of this process: the least recently used goes first, at most MOST_BYTES in all."""

    def __init__(self) -> None:
        self._rows: OrderedDict[tuple, Kept] = OrderedDict()
        self.parts: dict[Hashable, tuple[Versions, Any]] = {}
        """What stands around every page, with its versions; see `core.frame`."""
        self._weight = 0
        self._lock = threading.Lock()
        self._sure: dict[tuple, float] = {}

    def sure(self, key: tuple) -> bool:
        """Whether the answer was found unchanged a moment ago, and nothing has been changed in this process since."""
        return self._sure.get(key, 0) > time.monotonic()

    def found_unchanged(self, key: tuple) -> None:
        self._sure[key] = time.monotonic() + ASK_AGAIN_AFTER

    def doubt(self) -> None:
        self._sure = {}

    def get(self, key: tuple) -> Kept | None:
        with self._lock:
            kept = self._rows.get(key)
            if kept is not None:
                self._rows.move_to_end(key)
            return kept

    def put(self, key: tuple, kept: Kept) -> None:
        with self._lock:
            self._drop(key)
            self._rows[key] = kept
            self._weight += kept.weight
            while self._weight > MOST_BYTES:
                self._drop(next(iter(self._rows)))

    def clear(self) -> None:
        with self._lock:
            self._rows.clear()
            self.parts.clear()
            self._weight = 0
            self.doubt()

    def _drop(self, key: tuple) -> None:
        old = self._rows.pop(key, None)
        self._sure.pop(key, None)
        if old is not None:
            self._weight -= old.weight


shelf = Shelf()


class AnswersMiddleware:
    """Stands before all that costs: a kept answer takes one look-up and meets no other middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = key_of(request)
        if key is None:
            response = self.get_response(request)
            if not response.has_header("Cache-Control"):
                response["Cache-Control"] = "private, no-cache"
            return response
        request.__dict__["_answer_is_anonymous"] = True
        known = shelf.get(key)
        if known and known.until > time.monotonic() and shelf.sure(key):
            return answer(request, known)
        # Read before the answer is built: a change that lands meanwhile makes these versions old, never the answer.
        before = versions(known.subjects) if known else {}
        if known and known.body is not None and known.until > time.monotonic() and before == known.versions:
            shelf.found_unchanged(key)
            return answer(request, known)

        response = self.get_response(request)
        subjects = request.__dict__.get("_answer_shows")
        if subjects is None or response.status_code != 200 or response.streaming or response.cookies:
            if not response.has_header("Cache-Control"):
                response["Cache-Control"] = "private, no-cache"
            return response
        # The first time nobody knows what the answer will show, hence no version was read beforehand: only the
        # subjects are remembered then, and the second building is kept.
        is_known = known is not None and known.subjects == subjects
        kept = Kept(
            frozenset(subjects),
            before if is_known else {},
            time.monotonic() + request.__dict__["_answer_lasts"],
        )
        whole = finished(kept, response)
        shelf.put(key, whole if is_known else kept)
        return answer(request, whole)


def key_of(request: HttpRequest) -> tuple | None:
    """What tells two anonymous answers apart; None where the answer may be personal.

    The language is not in it: an address has its language in its path. The scheme is: what was kept of an https page
    must not spare a reader in clear the way to https.
    """
    meta = request.META
    if request.method not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in meta:
        return None
    cookie = meta.get("HTTP_COOKIE", "")
    if cookie and (settings.SESSION_COOKIE_NAME in cookie or "messages=" in cookie):
        return None
    host = meta.get("HTTP_HOST", "")
    return request.scheme, host, meta.get("PATH_INFO", ""), meta.get("QUERY_STRING", "")


def finished(kept: Kept, response: HttpResponse) -> Kept:
    """`kept` with the body, packed as well, and the headers that every reader gets alike."""
    body = response.content
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = "public, max-age=0, must-revalidate"
    own = {"etag", "last-modified", "content-length", "vary", "x-request-id"}
    return replace(
        kept,
        headers=tuple((k, v) for k, v in response.items() if k.lower() not in own),
        body=body,
        packed=gzip.compress(body, 6, mtime=0) if len(body) > WORTH_PACKING else None,
        etag=hashlib.blake2b(body, digest_size=12).hexdigest(),
        modified=_last_modified(kept.versions, response.get("Last-Modified")),
    )


def _last_modified(versions: Versions, said: str | None) -> str:
    """What the view says, which knows of changes by the clock, or the last change of what the answer shows: also of
    what is in it no more. Where the view says nothing, what is built now may be new."""
    if said is None:
        return http_date()
    changed_at = max(versions.values(), default=0) // 1_000_000_000
    return http_date(max(changed_at, parse_http_date_safe(said) or 0))


def answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    """200 with the body, packed where the reader takes it, or 304."""
    meta = request.META
    response = HttpResponse(status=304 if _reader_has_it(meta, kept) else 200)
    for name, value in kept.headers:
        response[name] = value
    response["ETag"] = f'W/"{kept.etag}"'
    response["Last-Modified"] = kept.modified
    response["Vary"] = "Accept-Encoding, Cookie"
    if response.status_code == 304:
        del response["Content-Type"]
        return response
    if kept.packed is not None and "gzip" in meta.get("HTTP_ACCEPT_ENCODING", ""):
        response["Content-Encoding"] = "gzip"
        response.content = kept.packed
    else:
        response.content = kept.body or b""
    response["Content-Length"] = str(len(response.content))
    if request.method == "HEAD":
        response.content = b""
    return response


def _reader_has_it(meta: dict, kept: Kept) -> bool:
    wanted = meta.get("HTTP_IF_NONE_MATCH")
    if wanted is not None:
        return wanted.strip() == "*" or kept.etag in {
            t.strip().removeprefix("W/").strip('"') for t in wanted.split(",")
        }
    since = meta.get("HTTP_IF_MODIFIED_SINCE")
    if since is None or not kept.versions:  # without versions nobody can tell since when it is so
        return False
    asked, have = parse_http_date_safe(since), parse_http_date_safe(kept.modified)
    return asked is not None and have is not None and have <= asked
