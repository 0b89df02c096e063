import io
import json

import pytest
from django.core.management import CommandError, call_command

from events.models import Event
from tests.calendars.mirrors import entry
from tests.factories.groups import make_group

pytestmark = pytest.mark.django_db

CALENDAR = (
    "BEGIN:VCALENDAR\n"
    + entry("1@x", "20260601T190000", title="Talks")
    + entry("2@x", "20260608T170000Z", "RRULE:FREQ=WEEKLY;COUNT=3", title="Weekly")
    + entry("3@x", "sometime", title="Broken")
    + "END:VCALENDAR\n"
)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "calendar.ics"
    path.write_text(CALENDAR)
    return path


def run(*arguments, **options) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("import_calendar", *map(str, arguments), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_a_calendar_is_imported_once(file):
    group = make_group()

    out, err = run(file, group=group.slug)

    assert out.splitlines()[-1] == "new 4, changed 0, unchanged 0, skipped 1"
    assert "line 15: its start (DTSTART, line 17) is no date or time (skipped)" in err
    first = Event.objects.order_by("starts_at").first()
    assert (first.title, first.group, first.is_public, f"{first.starts_at:%H:%M}") == (
        "Talks",
        group,
        True,
        "17:00",
    )
    rows = list(Event.objects.values_list().order_by("pk"))
    assert run(file, group=group.slug)[0].splitlines()[-1] == "new 0, changed 0, unchanged 4, skipped 1"
    assert list(Event.objects.values_list().order_by("pk")) == rows


def test_a_dry_run_tells_each_occurrence_as_json_and_writes_nothing(file):
    out, err = run(file, group=make_group().slug, dry_run=True, json=True)

    told = json.loads(out)
    assert [(one["uid"], one["starts_at"], one["ends_at"]) for one in told["occurrences"]][:2] == [
        ("1@x", "2026-06-01T17:00:00Z", "2026-06-01T17:00:00Z"),
        ("2@x", "2026-06-08T17:00:00Z", "2026-06-08T17:00:00Z"),
    ]
    assert told["skipped"] == [
        {"uid": "3@x", "line": 15, "reason": "its start (DTSTART, line 17) is no date or time"}
    ]
    assert err.splitlines()[-1] == "found 4, skipped 1; nothing was written"
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("what", "why"),
    [
        (b"", "There is no calendar in it"),
        (b"<html>", "There is no calendar in it"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR", "No entry of it could be used"),
        (b"x" * (2 * 1024 * 1024 + 1), "is larger than 2 MB"),
    ],
)
def test_what_cannot_be_imported_is_an_error(tmp_path, what, why):
    path = tmp_path / "calendar.ics"
    path.write_bytes(what)

    with pytest.raises(CommandError, match=why):
        run(path, group=make_group().slug)


@pytest.mark.parametrize("scheme", ["http", "webcal", "WebCals"])
def test_an_address_is_guarded_like_that_of_a_mirror(scheme):
    with pytest.raises(CommandError, match="no host of the public internet"):
        run(f"{scheme}://127.0.0.1/calendar.ics", group=make_group().slug)


def test_a_group_that_is_not_there_is_an_error(file):
    with pytest.raises(CommandError, match="no group"):
        run(file, group="nobody")
