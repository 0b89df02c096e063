"""From the name in an address to the event or group, for every room that has addresses below theirs."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from core.finding import by_name
from events.models import Event
from groups.models import UserGroup

View = Callable[..., HttpResponse]


def of_event(view: View) -> View:
    """The view gets the public event instead of its slug; an old name redirects to the present one."""
    return _named(
        view, lambda slug: by_name(Event.objects.public().for_cards().select_related("series"), slug)
    )


def of_group(view: View) -> View:
    """The same for a group."""
    return _named(view, lambda slug: by_name(UserGroup.objects.all(), slug))


def _named(view: View, find: Callable[[str], Event | UserGroup]) -> View:
    @wraps(view)
    def inner(request: HttpRequest, slug: str, **kwargs: str) -> HttpResponse:
        thing = find(slug)
        if thing.slug != slug and request.resolver_match is not None:
            there = reverse(request.resolver_match.view_name, kwargs={"slug": thing.slug, **kwargs})
            asked = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{there}?{asked}" if asked else there)
        return view(request, thing, **kwargs)

    return inner
