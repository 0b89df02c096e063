"""From the name in an address to the row, also by a name that it once had; and from the row to the words about it."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.models import FormerName

Row = TypeVar("Row", bound=Model)


def by_name(rows: "QuerySet[Row]", slug: str) -> Row:
    """The row called `slug`, or that once was; Http404 where there is none among `rows`.

    Whoever shows it compares the slugs, and redirects where they differ.
    """
    try:
        return rows.get(slug=slug)  # sorts nothing, as `first` would
    except ObjectDoesNotExist:
        former = FormerName.objects.filter(kind=rows.model._meta.label_lower, slug=slug).first()
        row = rows.filter(pk=former.thing_id).first() if former else None
    if row is None:
        raise Http404(_("Nothing has this name."))
    return row


def by_names(rows: "QuerySet[Row]", slugs: Iterable[str]) -> dict[str, Row]:
    """The same for several, in two queries: by the name asked for, without those that nobody has or had."""
    found = {row.slug: row for row in rows.filter(slug__in=slugs)}  # type: ignore[attr-defined]  # as in `by_name`
    kind, missing = rows.model._meta.label_lower, set(slugs) - found.keys()
    former = dict(FormerName.objects.filter(kind=kind, slug__in=missing).values_list("slug", "thing_id"))
    there = rows.in_bulk(former.values())
    return found | {slug: there[pk] for slug, pk in former.items() if pk in there}


def words_of(pages: Any, request: HttpRequest) -> Any:
    """The live one of a row's `pages` in the reader's language, else in any; a preview brings its own. None where
    nobody wrote."""
    preview = getattr(request, "preview_words", None)
    if preview is not None:
        return preview
    live = list(pages.live().public().select_related("locale").order_by("pk"))
    own = (page for page in live if page.locale.language_code == get_language())
    return next(own, live[0] if live else None)
