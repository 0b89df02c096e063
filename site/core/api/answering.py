"""What goes out: one page of a list, whole addresses, no link but to the web."""

from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import Model, QuerySet
from ninja import Schema
from pydantic import BeforeValidator

from core import finding
from core.api.asking import Paging, clean
from core.links import absolute

Item = TypeVar("Item")
Row = TypeVar("Row", bound=Model)


def web_links(links: dict[str, Any]) -> dict[str, str]:
    """Links that lead to the web: a mail address among them stays with the site."""
    return {
        str(name): str(link)
        for name, link in links.items()
        if urlsplit(str(link)).scheme in {"http", "https"}
    }


# As rows hold them, made into what goes out.
Country = Annotated[str, BeforeValidator(lambda country: str(country or ""))]
WebLinks = Annotated[dict[str, str], BeforeValidator(web_links)]
Words = Annotated[list[str], BeforeValidator(lambda words: [str(word) for word in words])]


class Addressed(Schema):
    """What has an address of its own on the site."""

    uuid: UUID
    slug: str
    url: str

    @staticmethod
    def resolve_url(row: Any) -> str:
        return absolute(row.get_absolute_url())


class Named(Schema):
    slug: str
    name: str
    url: str

    @staticmethod
    def resolve_url(row: Any) -> str:
        return absolute(row.get_absolute_url())


class Listing(Schema, Generic[Item]):
    count: int
    page: int
    pages: int
    items: list[Item]


def listing(rows: "QuerySet[Any]", asked: Paging) -> dict[str, Any]:
    """One page, by two queries; a page behind the last is empty."""
    count = rows.count()
    begin = (asked.page - 1) * asked.page_size
    return {
        "count": count,
        "page": asked.page,
        "pages": max(1, -(-count // asked.page_size)),
        "items": list(rows[begin : begin + asked.page_size]) if begin < count else [],
    }


def by_name(rows: "QuerySet[Row]", slug: str) -> Row:
    """The row called `slug`, or that once was: a program gets it without a redirect."""
    return finding.by_name(rows, clean(slug))
