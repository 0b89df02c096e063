"""`/search/`: one field, answers by kind."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import public
from core.answers import shows
from home.search import KINDS, LONGEST_QUERY, find, place_in, words_of


@public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`?q=` words, `?kind=` one of KINDS. What nobody knows is shown as nothing, never as an error."""
    query = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    only = request.GET.get("kind", "")
    only = only if only in KINDS else ""
    shows(request, "search", "pages", "events", "groups", "speakers", "people", "organisations", seconds=60)
    found = find(query, only)
    total = sum(hits.count for hits in found)
    here = reverse("search")
    for hits in found:
        hits.url = f"{here}?{urlencode({'q': query, 'kind': hits.kind.name})}"
    tabs = [
        {
            "title": _("Everything"),
            "url": f"{here}?{urlencode({'q': query})}",
            "active": not only,
            "count": total,
        },
        *(
            {"title": hits.kind.title, "url": hits.url, "active": only == hits.kind.name, "count": hits.count}
            for hits in found
            if hits.count or only == hits.kind.name
        ),
    ]
    response = render(
        request,
        "home/search.html",
        {
            "query": query,
            "asked": bool(words_of(query)),
            "found": [hits for hits in found if hits.items],
            "total": total,
            "tabs": tabs,
            "only": only,
            "place": place_in(query, found),
            "near": urlencode({"near": query}),
        },
    )
    response["X-Robots-Tag"] = "noindex"
    return response
