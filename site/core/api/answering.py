"""What goes out: whole addresses, no link but to the web, errors of one shape."""

from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import Model, QuerySet
from ninja import Field, Schema
from pydantic import BeforeValidator

from core import finding
from core.api.asking import clean
from core.links import absolute

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


class Errors(Schema):
    """What is wrong: sentences for people, by the name of what was sent; "__all__" where it is no single field."""

    errors: dict[str, list[str]] = Field(examples=[{"title": ["This field is required."]}])


# What an operation may answer beside what it is for: `response={200: EventOut, **ONE}`.
ANY: dict[int, Any] = {401: Errors, 422: Errors, 429: Errors}
LIST: dict[int, Any] = {304: None, **ANY}
ONE: dict[int, Any] = {304: None, 404: Errors, **ANY}
HELD: dict[int, Any] = {403: Errors, 404: Errors, **ANY}
WRITE: dict[int, Any] = {400: Errors, 403: Errors, 404: Errors, 409: Errors, 413: Errors, **ANY}


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


def by_name(rows: "QuerySet[Row]", slug: str) -> Row:
    """The row called `slug`, or that once was: a program gets it without a redirect."""
    return finding.by_name(rows, clean(slug))
