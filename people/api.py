"""People and organisations for programs."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router

from core.answers import shows
from core.api.answering import LIST, ONE, Addressed, Country, Named, WebLinks, by_name
from core.api.asking import WordQuestions
from core.api.pages import Listing, listing
from core.words import having
from people.models import Organisation, Person

people = Router(tags=["people"])
organisations = Router(tags=["organisations"])


class PersonOut(Addressed):
    name: str
    pronouns: str
    headline: str
    biography: str = Field(description="Markdown")
    organisation: Named | None
    city: str
    country: Country
    website: str
    links: WebLinks
    source: str
    source_url: str


class OrganisationOut(Addressed):
    name: str
    sector: str
    country: Country
    description: str = Field(description="Markdown")
    website: str
    source: str
    source_url: str


@people.get("", response={200: Listing[PersonOut], **LIST})
def list_people(request: HttpRequest, asked: Query[WordQuestions]) -> dict[str, Any]:
    """Those who agreed to be shown."""
    found = having(Person.objects.public().select_related("organisation"), asked.q, "name")
    shows(request, "people", "organisations")
    return listing(request, found, asked, "name", "pk")


@people.get("/{slug}", response={200: PersonOut, **ONE})
def show_person(request: HttpRequest, slug: str) -> Person:
    person = by_name(Person.objects.public().select_related("organisation"), slug)
    shows(request, person, "organisations")
    return person


@organisations.get("", response={200: Listing[OrganisationOut], **LIST})
def list_organisations(request: HttpRequest, asked: Query[WordQuestions]) -> dict[str, Any]:
    found = having(Organisation.objects.order_by("name", "pk"), asked.q, "name")
    shows(request, "organisations")
    return listing(request, found, asked, "name", "pk")


@organisations.get("/{slug}", response={200: OrganisationOut, **ONE})
def show_organisation(request: HttpRequest, slug: str) -> Organisation:
    organisation = by_name(Organisation.objects.all(), slug)
    shows(request, organisation)
    return organisation
