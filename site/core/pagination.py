"""Lists in pages: a page number that is none shows the first, one too large the last."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


def page_of(request: HttpRequest, rows: Any, size: int) -> Page:
    """The page of `rows` that the request asks for by `?page=`."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
