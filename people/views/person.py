"""A person's public profile."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core.access import can, public
from core.answers import shows
from core.clock import now
from core.finding import by_name
from people import finding
from people.models import Person


@public
def person(request: HttpRequest, slug: str) -> HttpResponse:
    found = finding.person_with_all(slug)
    if found is None:
        return redirect(by_name(Person.objects.public(), slug), permanent=True)
    if not can(request.user, "see", found):
        raise Http404("not public")
    talks, groups = finding.talks_of(found), finding.groups_of(found)
    place = ", ".join(filter(None, [found.city, str(found.country.name) if found.country else ""]))
    if found.is_public:
        shows(request, found, "people", "speakers", *groups, *{talk.event for talk in talks})
    return render(
        request,
        "people/person.html",
        {
            "person": found,
            "talks": talks,
            "groups": groups,
            "standings": finding.standings_of(found, now().date()),
            "facts": " · ".join(filter(None, [found.pronouns, place])),
            "is_me": found.user_id is not None and found.user_id == request.user.pk,
            "may_be_claimed": found.user_id is None,
        },
    )
