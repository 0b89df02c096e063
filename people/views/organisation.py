"""Organisations, and what each does here."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from core.access import public
from core.answers import shows
from core.pagination import page_of
from people import finding

ORGANISATIONS_A_PAGE = 48


@public
def organisations(request: HttpRequest) -> HttpResponse:
    shows(request, "organisations", "people")
    words, sector = request.GET.get("q", "")[:100].replace("\0", ""), request.GET.get("sector", "")[:80]
    sectors = finding.sectors()
    if sector not in sectors:
        sector = ""
    found = finding.organisations(words=words.strip(), sector=sector)
    page = page_of(request, found, ORGANISATIONS_A_PAGE)
    return render(
        request,
        "people/organisations.html",
        {"page": page, "words": words, "sector": sector, "sectors": sectors},
    )


@public
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    found = finding.organisation_with_all(slug)
    if found is None:
        raise Http404("no such organisation")
    shows(request, found, "organisations", "people", "events", "pages")
    return render(
        request,
        "people/organisation.html",
        {
            "organisation": found,
            "sponsored": finding.sponsored_by(found),
            "stories": finding.stories_of(found),
        },
    )
