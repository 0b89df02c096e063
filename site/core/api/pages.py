"""One page of a list, and the address of the next: read on from the last row seen, so that none is missed or told twice
while others come and go."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from ninja import Field, Schema

from core.api.asking import Paging, Refused
from core.links import absolute

Item = TypeVar("Item")


class Listing(Schema, Generic[Item]):
    count: int
    page: int
    pages: int
    next: str | None = Field(None, description="The address of the next page; null on the last")
    items: list[Item]


def listing(request: HttpRequest, rows: "QuerySet[Any]", asked: Paging, *order: str) -> dict[str, Any]:
    """One page, by two queries; a page behind the last is empty. `order`: names of fields that are never null, of which
    no two rows share the last."""
    count, size = rows.count(), asked.page_size
    rows, number = rows.order_by(*order), asked.page
    if asked.cursor:
        number, last = _read(request, asked.cursor, len(order))
        found = list(rows.filter(_behind(order, last))[: size + 1])
    else:
        begin = (number - 1) * size
        found = list(rows[begin : begin + size + 1]) if begin < count else []
    items, more = found[:size], len(found) > size
    return {
        "count": count,
        "page": number,
        "pages": max(1, -(-count // size)),
        "next": _next(request, items[-1], order, number + 1) if more else None,
        "items": items,
    }


def _behind(order: Sequence[str], last: Sequence[Any]) -> Q:
    """(a, b) > (x, y), as both databases understand it."""
    behind = Q()
    for n, name in enumerate(order):
        same = dict(zip(order[:n], last[:n], strict=True))
        behind |= Q(**same, **{f"{name}__gt": last[n]})
    # The first key alone again, by which an index is found.
    return Q(**{f"{order[0]}__gte": last[0]}) & behind


def _next(request: HttpRequest, row: Any, order: Sequence[str], number: int) -> str:
    told = [number, *(_written(getattr(row, name)) for name in order)]
    asked = request.GET.copy()
    asked.pop("page", None)
    # Without the present instant in it: an unchanged list has the same bytes, and is told by 304.
    asked["cursor"] = signing.Signer(salt=_salt(request)).sign_object(told, compress=True)
    return absolute(f"{request.path}?{asked.urlencode()}")


def _read(request: HttpRequest, cursor: str, keys: int) -> tuple[int, list[Any]]:
    """Signed: so whatever is in it was written here, for this list."""
    try:
        number, *last = signing.Signer(salt=_salt(request)).unsign_object(cursor)
        if len(last) != keys:
            raise ValueError
    except (signing.BadSignature, ValueError):
        raise Refused(
            422, {"cursor": ["This is no place in this list. Begin anew, and follow “next”."]}
        ) from None
    return number, [dt.datetime.fromisoformat(one["at"]) if isinstance(one, dict) else one for one in last]


def _written(key: Any) -> Any:
    return {"at": key.isoformat()} if isinstance(key, dt.datetime) else key


def _salt(request: HttpRequest) -> str:
    return f"api.cursor:{request.path}"
