"""Each operation of the API says who may ask, as strictly as each route does (tests/house/test_routes.py)."""

import re
import uuid

import pytest
from django.urls import get_resolver

from config.api import api
from core.api.permission import OPEN, TOKEN
from core.models import ApiToken
from core.routes import routes
from tests.factories.events import make_event
from tests.factories.groups import make_group, make_membership
from tests.factories.people import make_person, make_user
from tests.factories.speakers import make_talk
from tests.factories.tokens import make_token, program

pytestmark = pytest.mark.django_db
OF_ITSELF = {"/token"}  # tells whoever holds a token what it is for
BODIES = {
    "/events": {
        "title": "An evening",
        "starts_at": "2030-05-14T19:00",
        "venue_name": "Forum",
        "group": "koln",
    },
    "/events/{slug}/sessions": {"title": "Other"},
    "/events/{slug}/check-ins": {"scans": [{"nonce": str(uuid.uuid4()), "registration": 1}]},
}


def operations():
    """(path, method, who may ask) of everything that the API does."""
    get_resolver().url_patterns  # noqa: B018  by then every room has said what it does
    for router in api._get_bound_routers():
        for path, view in router.path_operations.items():
            for one in view.operations:
                for method in one.methods:
                    yield f"{router.prefix}{path}", method, list(one.auth_callbacks)


def test_each_is_open_for_reading_or_asks_for_a_token_that_is_for_it(client):
    group, organizer = make_group("Köln"), make_user(name="Ada Lark")
    make_membership(group, organizer.person, role="organizer")
    event = make_event(group=group)
    named = {"slug": event.slug, "code": make_talk(event, make_person()).code, "number": 1}
    for_nothing = program(make_token(organizer, "events:write", thing=group)[1])
    ApiToken.objects.update(scopes=[])
    refused = []
    for path, method, who in operations():
        if who == OPEN:
            assert method == "GET", f"{method} {path} is open to everybody"
            continue
        assert who == [TOKEN], f"{method} {path} asks for nothing"
        address = f"/api/v1{path.format(**named)}"
        ask = getattr(for_nothing, method.lower())
        told = {} if method == "GET" else {"data": BODIES.get(path, {}), "content_type": "application/json"}
        assert client.generic(method, address).status_code == 401, f"{method} {path}"
        if path not in OF_ITSELF:
            assert ask(address, **told).status_code == 403, f"{method} {path}"
            refused.append(path)
    assert len(refused) > 12


def test_nothing_but_operations_answers_below_the_api():
    views = {route.removeprefix("api/v1") for route, _view in routes() if route.startswith("api/v1/")}
    told = {re.sub(r"{(\w+)}", r"<\1>", path) for path, _method, _who in operations()}

    assert views - told == {"/", "/docs", "/openapi.json"}
