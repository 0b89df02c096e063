"""Whatever is sent to the API by whomever: it answers as it describes itself, and never with 500."""

import datetime as dt
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from core import clock, tokens
from core.api import permission
from events.api import reading
from tests.factories.booking import make_registration
from tests.factories.events import make_event, make_venue
from tests.factories.groups import make_group, make_membership
from tests.factories.people import make_organisation, make_person, make_user
from tests.factories.speakers import make_talk
from tests.factories.tokens import make_token

SCOPES = ("events:write", "programme:write", "registrations:read", "check-in")
# What rules say goes beyond what a schema can: whether a place is known, a day is over, a name is taken.
TAKEN = [200, 201, 204, 304, 401, 403, 404, 409, 422]


@pytest.fixture
def town(monkeypatch):
    """A group with an event, and four callers: role → secret. `known` are names that stand in addresses."""
    monkeypatch.setattr(permission, "READS_A_MINUTE", 10**9)
    monkeypatch.setattr(permission, "WRITES_A_MINUTE", 10**9)
    group, other = make_group("Köln", latitude=50.94, longitude=6.96), make_group("Bonn")
    organizer, stranger, member = (make_user(name=name) for name in ("Ada Lark", "Bo Reed", "Cy Moss"))
    make_membership(group, organizer.person, role="organizer")
    make_membership(other, stranger.person, role="organizer")
    starts_at = (clock.now() + dt.timedelta(weeks=3)).replace(microsecond=0)
    event = make_event(
        "An evening", group=group, venue=make_venue(), starts_at=starts_at, capacity=20, taken=1
    )
    speaker = make_person("Dee", is_public=True, organisation=make_organisation())
    talk = make_talk(event, speaker, title="Oak at scale")
    seat = make_registration(event, person=member.person, email=member.email)
    return {
        "callers": {
            "organizer": make_token(organizer, *SCOPES, thing=group)[1],
            "another group's organizer": make_token(stranger, *SCOPES, thing=other)[1],
            "member": make_token(member, "my-registrations")[1],
            "anonymous": "",
        },
        "known": {
            "/api/v1/events/": {"slug": event.slug, "code": talk.code},
            "/api/v1/groups/": {"slug": group.slug},
            "/api/v1/people/": {"slug": speaker.slug},
            "/api/v1/speakers/": {"slug": speaker.slug},
            "/api/v1/organisations/": {"slug": speaker.organisation.slug},
            "/api/v1/me/": {"number": seat.pk},
        },
    }


@pytest.fixture
def site():
    """The site within this process; the end of a request does not close the connection that the test holds."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def known_for(town, path):
    names = next((names for begins, names in town["known"].items() if path.startswith(begins)), {})
    return {name: value for name, value in names.items() if f"{{{name}}}" in path}


@pytest.mark.django_db
def test_a_few_requests_of_every_kind_by_every_caller_are_answered_as_described(town, site):
    import hypothesis
    import schemathesis
    from hypothesis import strategies
    from schemathesis import GenerationMode

    config = schemathesis.Config.from_dict(
        {"checks": {"positive_data_acceptance": {"expected-statuses": TAKEN}}}
    )
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", site, config=config)
    # All letters all the same, without trying each of a million whether UTF-8 has it.
    schema.config.generation.codec = None
    few = hypothesis.settings(
        max_examples=2,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=[hypothesis.Phase.generate],
    )
    asked = 0
    callers = strategies.sampled_from(sorted(town["callers"].values()))
    for found in schema.get_all_operations():
        operation = found.ok()
        names = known_for(town, operation.path)
        kinds = [operation.as_strategy(GenerationMode.POSITIVE, path_parameters=names or None)]
        if operation.query or operation.body:  # a name in an address is hardly ever none
            kinds.append(operation.as_strategy(GenerationMode.NEGATIVE))
        for cases in kinds:

            @few
            @hypothesis.given(case=cases, secret=callers)
            def ask(case, secret):
                nonlocal asked
                asked += 1
                bearer = {"Authorization": f"Bearer {secret}"} if secret else {}
                case.call_and_validate(headers={"Accept-Encoding": "identity"} | bearer)

            ask()
    assert asked > 60


@pytest.mark.parametrize(
    ("role", "names"),
    [
        pytest.param(
            "organizer", "known", marks=pytest.mark.heavy(sabotage=["unchecked-questions", "any-token"])
        ),
        pytest.param("another group's organizer", "known", marks=pytest.mark.heavy()),
        pytest.param("member", "known", marks=pytest.mark.heavy()),
        pytest.param("anonymous", "known", marks=pytest.mark.heavy()),
        pytest.param("anonymous", "any", marks=pytest.mark.heavy()),
    ],
    ids=["organizer", "other-organizer", "member", "anonymous", "anonymous-any-names"],
)
@pytest.mark.django_db(transaction=True)
def test_schemathesis_with_all_its_checks_finds_nothing(
    town, live_server, tmp_path, sabotage, monkeypatch, role, names
):
    if sabotage == "unchecked-questions":
        monkeypatch.setattr(reading, "must_be_valid", lambda form: form.is_valid())
    if sabotage == "any-token":
        rows = tokens.ApiToken.objects.select_related("user")
        monkeypatch.setattr(tokens, "holder_of", lambda secret, now: rows.first())
    operations = "".join(
        f"[[operations]]\ninclude-path-regex = '^{begins}'\nparameters = {{ {fields} }}\n"
        for begins, names in town["known"].items()
        for fields in [", ".join(f"'path.{name}' = {value!r}" for name, value in names.items())]
    )
    checks = f"[checks.positive_data_acceptance]\nexpected-statuses = {TAKEN}\n"
    (tmp_path / "any.toml").write_text(checks)
    (tmp_path / "known.toml").write_text(operations + checks)
    secret = town["callers"][role]
    header = ["-H", f"Authorization: Bearer {secret}"] if secret else []
    with urlopen(f"{live_server.url}/api/v1/openapi.json", timeout=300):
        pass  # the first answer of a process takes its time, and schemathesis waits for ten seconds
    ended = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"),
            *("--config-file", tmp_path / f"{names}.toml", "run", f"{live_server.url}/api/v1/openapi.json"),
            *("--url", live_server.url, "--checks", "all", "--max-examples", "15"),
            *("--request-timeout", "60"),
            # one worker: in Python 3.11 two threads that compile at once break each other
            *("--workers", "1", "--max-failures", "5", "--seed", "5", "--warnings", "off", "--no-color"),
            *header,
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert ended.returncode == 0, f"{ended.stdout[-6000:]}{ended.stderr[-2000:]}"
