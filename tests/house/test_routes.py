import pytest
from django.http import HttpResponse
from django.urls import get_resolver, path

from core.access import FOREIGN_PREFIXES, public
from core.routes import routes, rule_of

# Wagtail's page tree: a page is shown by the view restrictions that an editor set on it.
PAGES = "wagtail.views"


def without_a_rule(resolver):
    first = {}
    for route, view in routes(resolver):
        first.setdefault(route, view)  # of two views at one address the first answers
    return [
        f"{route} -> {view.__module__}.{getattr(view, '__qualname__', view)}"
        for route, view in first.items()
        if rule_of(view) is None
        and not route.startswith(tuple(FOREIGN_PREFIXES))
        and view.__module__ != PAGES
    ]


def bare(request):
    return HttpResponse("anybody")


def test_every_route_says_who_may_come_in():
    assert without_a_rule(get_resolver()) == []


def test_a_route_without_a_rule_is_found(settings):
    class Urls:
        urlpatterns = [path("open/", public(lambda request: HttpResponse())), path("forgotten/", bare)]

    found = without_a_rule(get_resolver(Urls))

    assert found == [f"forgotten/ -> {__name__}.bare"]


def test_foreign_routes_each_have_a_reason():
    assert [prefix for prefix, reason in FOREIGN_PREFIXES.items() if len(reason) < 10] == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/cms/", "/cms/pages/", "/cms/images/", "/cms/users/"])
def test_the_editors_rooms_lead_a_stranger_to_the_one_door(client, address):
    answer = client.get(address, follow=True)

    assert answer.status_code in (200, 404)
    if answer.redirect_chain:
        assert answer.redirect_chain[-1][0].startswith("/accounts/login/")
    else:
        assert answer.status_code == 404
