"""Organisations, and what each does here."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.access import public
from core.answers import shows
from core.pagination import page_of
from people import finding
from people.forms import OrganisationsForm
from people.models import Organisation

ORGANISATIONS_A_PAGE = 48


@public
def organisations(request: HttpRequest) -> HttpResponse:
    shows(request, "organisations", "people")
    form = OrganisationsForm(request.GET, sectors=finding.sectors())
    good = form.is_valid()
    asked = form.cleaned_data if good else {}
    found = finding.organisations(**asked) if good else Organisation.objects.none()
    page = page_of(request, found, ORGANISATIONS_A_PAGE)
    return render(
        request,
        "people/organisations.html",
        {"page": page, "form": form, "asked": any(asked.values()) or not good},
        status=200 if good else 422,
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
            "trail": [{"title": _("Organisations"), "url": reverse("organisations")}],
            "sponsored": finding.sponsored_by(found),
            "stories": finding.stories_of(found),
        },
    )
