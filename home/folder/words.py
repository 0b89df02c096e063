"""The words of an event's pages. Links to pages and documents become addresses; what no editor could write is cleaned
away, in both directions: a page's text is shown as it stands in the database."""

import copy
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import nh3
from django.conf import settings
from wagtail.models import Page

from core.models import CoreDocument
from events.models import MeetupPage, SummitPage

Row = dict[str, Any]
PAGES = {"summit": SummitPage, "meetup": MeetupPage}
SAID = ("title", "slug", "summary", "seo_title", "search_description")
_TAGS = {"a", "b", "strong", "i", "em", "h2", "h3", "ol", "ul", "li", "hr", "code", "p", "br"}
_RICH = (("text", ""), ("question", "answer"))
_INNER = re.compile(r'<a\b[^>]*\blinktype="(page|document)"[^>]*>')
_ID = re.compile(r'\bid="(\d+)"')


def page_rows(events: Sequence[int]) -> list[Row]:
    """Of each event and language, the live words or the latest draft of them."""
    found: list[Row] = []
    for kind, model in PAGES.items():
        pages = model.objects.filter(event__in=events, alias_of=None).select_related("locale")
        for page in pages.order_by("pk"):
            shown = page if page.live else (page.get_latest_revision_as_object() or page)
            found.append(
                {
                    "kind": kind,
                    "event": page.event_id,
                    "language": page.locale.language_code,
                    "is_live": page.live,
                    **{name: getattr(shown, name) for name in SAID},
                    "body": [
                        {"type": block["type"], "value": block["value"]} for block in shown.body.raw_data
                    ],
                }
            )
    return found


def pictures_in(pages: Iterable[Row]) -> Iterator[int]:
    for page in pages:
        for block in page["body"]:
            if block["type"] == "picture" and (picture := _picture(block)) is not None:
                yield picture


def put(page: Row, event: Any, picture: Callable[[Any], Any]) -> Row:
    """The page with other names of its event and pictures, and clean."""
    body = []
    for block in copy.deepcopy(page["body"]):
        if block["type"] == "picture":
            other = picture(_picture(block))
            if other is None:
                continue
            value = block["value"]
            if isinstance(value["image"], dict):
                value["image"]["image"] = other
            else:
                value["image"] = other
        elif block["type"] == "call":
            block["value"] = _without_page(block["value"])
        body.append(_clean(block))
    return {**page, "event": event, "body": body}


def _picture(block: Row) -> Any:
    image = block["value"].get("image")
    return image.get("image") if isinstance(image, dict) else image


def _without_page(value: Row) -> Row:
    page = Page.objects.filter(pk=value["page"]).first() if value.get("page") else None
    address = page.get_full_url() if page is not None else ""
    return {**value, "page": None, "url": value.get("url") or address or ""}


def _clean(block: Row) -> Row:
    for kind, name in _RICH:
        if block["type"] == kind:
            if name:
                block["value"][name] = _rich(str(block["value"].get(name, "")))
            else:
                block["value"] = _rich(str(block["value"]))
    return block


def _rich(text: str) -> str:
    html = _INNER.sub(_outer, text)
    return nh3.clean(
        html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}, link_rel=None
    )


def _outer(found: re.Match[str]) -> str:
    """A link within the site as an address; as nothing where what it led to is gone."""
    number = _ID.search(found[0])
    model = Page if found[1] == "page" else CoreDocument
    thing = model.objects.filter(pk=int(number[1])).first() if number else None
    if thing is None:
        return "<a>"
    url = thing.get_full_url() if isinstance(thing, Page) else f"{settings.SITE_URL}{thing.url}"
    return f'<a href="{url}">' if url else "<a>"
