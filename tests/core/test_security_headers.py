"""What every answer tells the browser to refuse."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from tests.factories.events import make_crew, make_event
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def policy(answer) -> dict[str, list[str]]:
    parts = [part.split() for part in answer["Content-Security-Policy"].split(";") if part.strip()]
    return {name: values for name, *values in parts}


def is_strict(answer) -> bool:
    said = policy(answer)
    everything = {value for values in said.values() for value in values}
    return (
        said["default-src"] == ["'none'"]
        and said["script-src"] == said["style-src"] == ["'self'"]
        and said["frame-ancestors"] == said["base-uri"] == ["'none'"]
        and said["form-action"] == ["'self'"]
        and not everything & {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:", "blob:"}
    )


PUBLIC = """
    / /events/ /groups/ /ja/events/ /search/?q=x /accounts/login/ /nothing-here/
    /calendar.ics /api/v1/events /api/v1/docs
"""


@pytest.mark.parametrize("path", PUBLIC.split())
def test_public_answers_run_nothing_that_stands_in_the_page(client: Client, path: str) -> None:
    assert all(is_strict(client.get(path)) for _ in range(3)), "built, and kept"


def test_the_desk_and_ones_own_pages_neither(client: Client) -> None:
    event, user = make_event(), make_user(name="Ada", is_staff=True)
    make_crew(event, user.person)
    client.force_login(user)

    for path in (f"/desk/events/{event.slug}/", "/desk/", "/desk/audit/", "/me/", "/me/profile/"):
        answer = client.get(path)
        assert answer.status_code == 200 and is_strict(answer), path


def test_the_editor_alone_has_a_wider_policy(client: Client) -> None:
    editor = make_user(name="Ed")
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)

    said = policy(client.get("/cms/"))

    assert said["script-src"] == ["'self'", "'unsafe-inline'"] and said["default-src"] == ["'none'"]
    assert is_strict(client.get("/cms-of-another-kind/"))


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/calendar.ics", "/nothing-of-this-name/"])
def test_the_other_headers_stand_on_every_answer(client: Client, path: str) -> None:
    answer = client.get(path)

    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] in {"strict-origin-when-cross-origin", "same-origin"}
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=(self)" in answer["Permissions-Policy"]
    assert "Cross-Origin-Resource-Policy" in answer
