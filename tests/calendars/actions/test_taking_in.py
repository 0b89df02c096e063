"""What a foreign calendar says stands here too: once, as it is now, and gone when it is gone."""

import datetime as dt

import pytest

from core.models import Community
from events.calendars.actions import mirror as actions
from events.calendars.actions.taking_in import Home, take_in
from events.calendars.apart import Answer
from events.calendars.rules.foreign.reading import read_calendar
from events.models import Event
from tests.calendars.mirrors import answer, counts, entry, look
from tests.calendars.rows import NOW
from tests.factories.events import make_event
from tests.factories.groups import make_group

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def test_events_of_a_mirror_are_public_labelled_and_take_no_registrations(mirror):
    look(mirror, entry("1@x", "20260601T170000Z", "LOCATION:Forum\\, Neumarkt 1\\, Köln"))

    event = Event.objects.get()
    assert (event.status, event.group, event.home_url) == (
        "published",
        mirror.group,
        "https://dojo.example/1",
    )
    assert not event.admits(NOW) and event.external_url == "https://dojo.example/1"
    assert (event.venue.name, event.venue.city, event.slug) == ("Forum", "Köln", "talks-koln")
    assert event.ends_at - event.starts_at == HOUR


def test_a_second_look_changes_nothing(mirror):
    calendar = [entry(), entry("2@x", "20260608T170000Z", "RRULE:FREQ=WEEKLY;COUNT=3")]
    look(mirror, *calendar)
    rows = list(Event.objects.values_list().order_by("pk"))

    assert counts(look(mirror, *calendar, now=NOW + HOUR)) == (0, 0, 4, 0)
    assert list(Event.objects.values_list().order_by("pk")) == rows


def test_what_moves_moves_and_what_is_called_off_is_shown_so(mirror):
    look(mirror, entry("1@x"), entry("2@x", title="Other"))

    look(
        mirror,
        entry("1@x", "20260602T170000Z"),
        entry("2@x", "20260601T170000Z", "STATUS:CANCELLED", title="Other"),
    )

    moved, off = Event.objects.order_by("pk")
    assert (moved.status, moved.sequence, f"{moved.starts_at:%d}", f"{moved.previous_starts_at:%d}") == (
        "moved",
        1,
        "02",
        "01",
    )
    assert (off.status, off.sequence) == ("cancelled", 1)


@pytest.mark.parametrize(
    "moved",
    [
        [entry("1@x", "20270801T170000Z")],
        [
            entry("1@x", "20260601T170000Z", "RRULE:FREQ=WEEKLY;COUNT=2"),
            entry("1@x", "20270801T170000Z", "RECURRENCE-ID:20260608T170000Z"),
        ],
    ],
    ids=["an event", "an instance"],
)
def test_what_goes_further_than_a_year_ahead_is_moved_and_not_gone(mirror, moved):
    look(mirror, *([moved[0]] if len(moved) > 1 else [entry("1@x", "20260601T170000Z")]))

    taken = look(mirror, *moved, entry("2@x", "20270801T170000Z"))

    assert (taken.new, taken.moved, taken.gone) == (0, 1, [])
    last = Event.objects.latest("starts_at")
    assert (f"{last.starts_at:%Y-%m-%d}", last.status) == ("2027-08-01", "moved")
    assert counts(look(mirror, *moved))[1] == 0


def test_what_vanishes_is_ended_and_what_comes_back_is_back(mirror):
    look(mirror, entry(), entry("2@x", title="Other"))

    assert counts(look(mirror, entry())) == (0, 0, 1, 1)
    gone = Event.objects.get(source_id="2@x")
    assert (gone.status, bool(gone.status_note)) == ("cancelled", True)
    look(mirror, entry(), entry("2@x", title="Other"))
    gone.refresh_from_db()
    assert (gone.status, gone.status_note, gone.sequence) == ("published", "", 2)


@pytest.mark.parametrize("kind", ["PRIVATE", "confidential"])
def test_what_is_private_there_is_shown_to_nobody_here(mirror, kind):
    look(mirror, entry("1@x"), entry("2@x", title="Other"))

    private = [f"CLASS:{kind}", "RRULE:FREQ=WEEKLY;COUNT=2"]
    taken = look(
        mirror, entry("1@x", "20260601T170000Z", f"CLASS:{kind}"), entry("3@x", "20260610T170000Z", *private)
    )

    assert (taken.new, [row.title for row in Event.objects.public()]) == (0, ["Other"])
    mirror.refresh_from_db()
    assert (mirror.said("skipped"), [one["uid"] for one in mirror.told()]) == (2, ["1@x", "3@x"])
    look(mirror, entry("1@x"), entry("2@x", title="Other"))
    assert Event.objects.public().count() == 2


def test_what_goes_online_at_its_home_is_said_to_have_moved_there(mirror):
    hall, link = "LOCATION:Forum", "LOCATION:https://meet.example/x"
    look(mirror, entry("1@x", "20260601T170000Z", hall), entry("2@x", "20260602T170000Z", link, title="On"))

    look(mirror, entry("1@x", "20260601T170000Z", link), entry("2@x", "20260602T170000Z", link, title="On"))

    assert list(Event.objects.order_by("pk").values_list("moved_online_at", flat=True)) == [NOW, None]
    look(mirror, entry("1@x", "20260601T170000Z", hall))
    assert Event.objects.get(source_id="1@x").moved_online_at is None


def test_what_is_over_may_leave_the_calendar(mirror):
    look(mirror, entry("1@x", "20260501T170000Z"))

    look(mirror, entry("2@x"))

    assert Event.objects.get(source_id="1@x").status == "published"


@pytest.mark.parametrize("uid", ["1@x", "u" * 230 + "@x", ""])
@pytest.mark.parametrize("rule", ["", "RRULE:FREQ=WEEKLY;COUNT=2"])
def test_an_entry_that_cannot_be_read_any_more_is_not_ended(mirror, uid, rule):
    look(mirror, entry(uid, "20260601T170000Z", *filter(None, [rule])), entry("gone@x", title="Gone"))

    look(mirror, entry(uid, "sometime", *filter(None, [rule])))

    assert Event.objects.filter(status="cancelled").get().source_id == "gone@x"


def test_half_of_a_calendar_ends_nothing(mirror):
    look(mirror, entry(), entry("2@x"))
    half = f"BEGIN:VCALENDAR\n{entry()}".encode()
    read = read_calendar(half, zone="UTC", since=NOW - actions.BEHIND, until=NOW + actions.AHEAD)

    taken = actions.note(mirror=mirror, said=Answer(read), now=NOW)

    assert counts(taken) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    "lines",
    [
        ["RRULE:FREQ=WEEKLY;COUNT=2", "SEQUENCE:1", "END:VEVENT", *entry().splitlines()[:-1]],
        [
            "RRULE:FREQ=WEEKLY;COUNT=3",
            "EXDATE:20260615T170000Z",
            "END:VEVENT",
            *entry("1@x", "20260615T180000Z", "RECURRENCE-ID:20260615T170000Z").splitlines()[:-1],
        ],
    ],
    ids=["an older entry of its own", "a changed instance that is taken out"],
)
def test_an_instance_that_vanishes_is_ended_whatever_else_was_left_out_of_its_entry(mirror, lines):
    look(mirror, entry("1@x", "20260601T170000Z", "RRULE:FREQ=WEEKLY;COUNT=3"))

    taken = look(mirror, entry("1@x", "20260601T170000Z", *lines))

    assert [row.source_id for row in taken.gone] == ["1@x 20260615T170000Z"]
    assert Event.objects.get(status="cancelled") == taken.gone[0]


def test_an_address_without_a_calendar_ends_nothing(mirror):
    look(mirror, entry())
    page = Answer(read_calendar(b"<html>Sorry</html>", zone="UTC", since=NOW, until=NOW))

    actions.note(mirror=mirror, said=page, now=NOW)

    mirror.refresh_from_db()
    assert Event.objects.get().status == "published"
    assert (mirror.failures, mirror.silence) == (1, "There is no calendar at this address.")


def test_instances_of_a_rule_that_moves_stay_the_same_events(mirror):
    look(mirror, entry("1@x", "20260601T170000Z", "RRULE:FREQ=WEEKLY;COUNT=3"))
    before = list(Event.objects.order_by("pk").values_list("pk", "slug"))

    taken = look(mirror, entry("1@x", "20260601T180000Z", "RRULE:FREQ=WEEKLY;COUNT=3"))

    assert counts(taken) == (0, 3, 0, 0) and taken.moved == 3
    assert list(Event.objects.order_by("pk").values_list("pk", "slug")) == before


def test_an_event_that_is_here_already_is_not_made_twice(mirror):
    starts = dt.datetime(2026, 6, 1, 17, tzinfo=dt.UTC)
    make_event("TALKS!", group=mirror.group, starts_at=starts)
    make_event("second", starts_at=starts, external_url="https://dojo.example/2")
    make_event("Another group", starts_at=starts, external_url="https://dojo.example/4")
    ours = make_event("Ours")
    domain = Community.current().uid_domain

    taken = look(
        mirror,
        entry("1@x"),
        entry("2@x", title="Second", url="https://dojo.example/2"),
        entry(f"event-{ours.uuid}@{domain}", title="Third", url=""),
        entry("4@x", title="Fourth", url="https://dojo.example/4"),
    )

    assert (taken.new, len(taken.doubles)) == (1, 3)


def test_what_was_imported_once_follows_its_home_and_stands_once(mirror):
    read = answer(entry("1@x"), entry("2@x", "20260602T170000Z", title="Gone since")).calendar
    home = Home(source=f"calendar:{mirror.group_id}")
    take_in(group=mirror.group, read=read, home=home, until=NOW + actions.AHEAD, by=None, now=NOW)
    was = Event.objects.get(source_id="1@x")

    taken = look(mirror, entry("1@x"), now=NOW + HOUR)

    assert (counts(taken), taken.doubles) == ((0, 1, 0, 0), [])
    look(mirror, entry("1@x", "20260603T170000Z"), now=NOW + 2 * HOUR)
    first, second = Event.objects.order_by("pk")
    assert (first.pk, first.slug, first.is_mirrored, first.status) == (was.pk, was.slug, True, "moved")
    assert (second.is_mirrored, second.status) == (False, "published")


def test_two_groups_that_give_one_calendar_show_it_once(mirror):
    other = actions.give_address(group=make_group(), url="https://dojo.example/all.ics", by=None, now=NOW)
    look(mirror, entry())

    taken = look(other, entry())

    assert (taken.new, len(taken.doubles), Event.objects.count()) == (0, 1, 1)


def test_a_mirrored_event_hides_when_the_group_makes_it_here(mirror):
    look(mirror, entry())
    make_event("Talks", group=mirror.group, starts_at=dt.datetime(2026, 6, 1, 17, tzinfo=dt.UTC))

    look(mirror, entry())

    assert [row.is_mirrored for row in Event.objects.public()] == [False]
