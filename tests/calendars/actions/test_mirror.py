"""Groups that live elsewhere: what their calendars say stands here too."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext, override

from events.actions import event as events
from events.actions.event import NotNow
from events.calendars.actions import mirror as actions
from events.calendars.actions.mirror import Silence
from events.calendars.apart import Answer
from events.calendars.fetch import Failed
from events.calendars.models import Mirror
from events.calendars.polling import look_around, question
from events.calendars.rules.sentences import sentence
from events.models import Event
from tests.calendars.mirrors import answer, counts, entry, look
from tests.calendars.rows import NOW
from tests.factories.groups import make_group, make_membership
from tests.factories.people import make_person, make_user

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def test_what_is_mirrored_is_changed_at_home_alone(mirror):
    look(mirror, entry())
    event = Event.objects.get()

    for act in (events.cancel, events.postpone):
        with pytest.raises(NotNow):
            act(event=event, why="", by=None, now=NOW)


def test_a_claimed_event_keeps_everything_and_lives_here(mirror):
    person = make_person(user=make_user())
    make_membership(mirror.group, person, role="organizer")
    look(mirror, entry())
    was = Event.objects.get()

    claimed = actions.claim(event=was, by=person.user, now=NOW)

    assert (claimed.pk, claimed.uuid, claimed.slug, claimed.sequence) == (
        was.pk,
        was.uuid,
        was.slug,
        was.sequence,
    )
    assert claimed.admits(NOW) and not claimed.is_mirrored and claimed.crew.get().person == person
    events.cancel(event=claimed, why="ill", by=person.user, now=NOW)
    look(mirror, entry("1@x", "20260603T170000Z", title="Another"))
    assert [(row.title, row.status) for row in Event.objects.all()] == [("Talks", "cancelled")]


def test_a_claimed_instance_stays_the_only_one_when_its_rule_moves_at_home(mirror):
    rule = "RRULE:FREQ=WEEKLY;COUNT=3"
    look(mirror, entry("1@x", "20260601T170000Z", rule))
    claimed = actions.claim(event=Event.objects.earliest("starts_at"), by=None, now=NOW)
    Event.objects.filter(pk=claimed.pk).update(starts_at=NOW + 30 * HOUR, ends_at=NOW + 31 * HOUR)

    for start in ("20260601T180000Z", "20260601T190000Z"):
        taken = look(mirror, entry("1@x", start, rule))

        assert (counts(taken), [twin for _one, twin in taken.doubles]) == ((0, 2, 0, 0), [claimed])
    assert Event.objects.public().count() == 3


@pytest.mark.parametrize(
    ("start", "rule"),
    [("20260602", "FREQ=WEEKLY;COUNT=3"), ("20260627", "FREQ=MONTHLY;COUNT=3")],
    ids=["Tuesdays instead of Mondays", "the fourth Saturday of the month instead"],
)
def test_a_claimed_instance_stays_the_only_one_when_its_home_goes_to_another_weekday(mirror, start, rule):
    look(mirror, entry("1@x", "20260601T170000Z", f"RRULE:{rule}"))
    first, *others = Event.objects.order_by("starts_at")
    claimed = actions.claim(event=first, by=None, now=NOW)

    for minute in (0, 0, 30):
        taken = look(mirror, entry("1@x", f"{start}T17{minute:02}00Z", f"RRULE:{rule}"))
        assert [twin for _one, twin in taken.doubles] == [claimed] and counts(taken)[0] == 0

    assert list(Event.objects.public().order_by("starts_at")) == [first, *others]
    assert {row.status for row in Event.objects.exclude(pk=claimed.pk)} == {"moved"}
    claimed.refresh_from_db()
    assert (claimed.starts_at, claimed.shown_changed_at) == (first.starts_at, NOW)


def test_an_instance_called_off_at_home_takes_no_other_along_because_it_was_claimed(mirror):
    rule = "RRULE:FREQ=WEEKLY;COUNT=3"
    look(mirror, entry("1@x", "20260601T170000Z", rule))
    actions.claim(event=Event.objects.earliest("starts_at"), by=None, now=NOW)

    taken = look(mirror, entry("1@x", "20260601T170000Z", rule, "EXDATE:20260601T170000Z"))

    assert (counts(taken), len(taken.doubles), Event.objects.public().count()) == ((0, 0, 2, 0), 0, 3)


def test_a_group_that_moves_in_takes_all_that_is_to_come(mirror):
    look(mirror, entry("1@x", "20260430T170000Z"), entry("2@x"), entry("3@x", "20260701T170000Z"))

    assert actions.go_on_here(mirror=mirror, by=None, now=NOW) == 2
    assert Event.objects.public().count() == 3
    assert actions.take(now=NOW + 9 * HOUR, most=5) == []


def test_a_mirror_that_is_stopped_takes_along_what_was_to_come(mirror):
    look(mirror, entry("1@x", "20260430T170000Z"), entry("2@x"))

    actions.stop(mirror=mirror, by=None, now=NOW)

    assert [row.source_id for row in Event.objects.public()] == ["1@x"]


@pytest.mark.parametrize(
    "url", ["ftp://dojo.example/x", "http://a:b@dojo.example/x", "http://dojo.example:22/", "x"]
)
def test_an_address_that_is_never_fetched_is_not_taken(url):
    with pytest.raises(ValidationError):
        actions.give_address(group=make_group(), url=url, by=None, now=NOW)


@pytest.mark.parametrize("scheme", ["webcal", "WEBCAL", "webcals", " https"])
def test_what_calendar_programs_call_webcal_is_fetched_by_https(scheme):
    mirror = actions.give_address(group=make_group(), url=f"{scheme}://dojo.example/x.ics", by=None, now=NOW)

    assert mirror.url == "https://dojo.example/x.ics"


def test_why_it_is_silent_and_what_was_left_out_is_said_in_the_language_of_who_reads_it(mirror):
    look(mirror, entry("1@x", "sometime"))
    actions.note(
        mirror=mirror, said=Silence(sentence("%(host)s answers %(n)s.", host="a%b.example", n=500)), now=NOW
    )
    mirror.refresh_from_db()
    assert mirror.silence == "a%b.example answers 500."
    assert [one["what"] for one in mirror.told()] == ["its start (DTSTART, line 4) is no date or time"]

    mirror.error, mirror.error_values = "This field is required.", {}  # Django's own, which is translated
    mirror.remarks[0]["what"] = "This field is required."
    with override("de"):
        said = gettext("This field is required.")
        assert mirror.silence == mirror.told()[0]["what"] == said != "This field is required."


def test_silence_makes_the_next_look_later_and_later(mirror):
    waits = []
    for _ in range(7):
        actions.note(mirror=mirror, said=Silence(sentence("dojo.example answers 500.")), now=NOW)
        mirror.refresh_from_db()
        waits.append((mirror.next_at - NOW) / HOUR)

    assert waits == [2, 4, 8, 16, 24, 24, 24]
    actions.note(mirror=mirror, said=Silence(sentence("busy"), wait=3 * 86400), now=NOW)
    mirror.refresh_from_db()
    assert mirror.next_at == NOW + 72 * HOUR


@pytest.mark.parametrize("is_gone", [False, True])
def test_what_was_asked_of_a_former_address_is_not_taken_for_the_present_one(mirror, is_gone):
    [asked] = actions.take(now=NOW, most=1)
    if is_gone:
        mirror.group.delete()
    else:
        actions.give_address(group=mirror.group, url="https://new.example/feed.ics", by=None, now=NOW)

    taken = actions.note(mirror=asked, said=Answer(answer(entry()).calendar, '"7"'), now=NOW)

    assert taken is None and not Event.objects.exists()
    left = [(row.host, row.etag, row.next_at) for row in Mirror.objects.all()]
    assert left == ([] if is_gone else [("new.example", "", NOW)])


def test_a_host_is_asked_for_one_calendar_at_a_time():
    first, second = (
        actions.give_address(group=make_group(), url=f"https://dojo.example/{n}.ics", by=None, now=NOW)
        for n in "12"
    )
    other = actions.give_address(group=make_group(), url="https://other.example/1.ics", by=None, now=NOW)

    assert {row.pk for row in actions.take(now=NOW, most=8)} == {first.pk, other.pk}
    assert actions.take(now=NOW, most=8) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Mirror.objects.filter(pk=second.pk).update(claimed_at=NOW)
    look(first, entry())
    assert [row.pk for row in actions.take(now=NOW, most=8)] == [second.pk]


def test_a_host_with_many_calendars_keeps_no_other_waiting():
    for n in range(9):
        actions.give_address(group=make_group(), url=f"https://dojo.example/{n}.ics", by=None, now=NOW)
    actions.give_address(group=make_group(), url="https://other.example/1.ics", by=None, now=NOW + HOUR)

    taken = actions.take(now=NOW + HOUR, most=2)

    assert [row.host for row in taken] == ["dojo.example", "other.example"]


def test_a_round_looks_at_all_that_is_due_and_none_holds_up_another():
    for n in range(12):
        actions.give_address(group=make_group(), url=f"https://h{n % 5}.example/{n}.ics", by=None, now=NOW)
    asked = []

    def ask(question):
        asked.append(question.url)
        if "h0" in question.url:
            raise Failed(sentence("h0.example answers 500."))
        if "h1" in question.url:
            raise RuntimeError
        return answer(entry(question.url, url=""))

    assert look_around(now=NOW, ask=ask) == 12
    assert sorted(asked) == sorted(Mirror.objects.values_list("url", flat=True))
    assert Mirror.objects.filter(failures=1).count() == 6
    assert Event.objects.count() == 6
    assert look_around(now=NOW, ask=ask) == 0


def test_what_is_known_is_asked_for_with_its_mark_and_once_a_day_anew(mirror):
    said = answer(entry())
    actions.note(mirror=mirror, said=Answer(said.calendar, '"7"', "Sat"), now=NOW)
    mirror.refresh_from_db()

    assert question(mirror, NOW + HOUR).etag == '"7"'
    assert question(mirror, NOW + 25 * HOUR).etag == ""
    assert actions.note(mirror=mirror, said=Answer(None, '"7"', "Sat"), now=NOW + HOUR) is None
    mirror.refresh_from_db()
    assert (mirror.looked_at, mirror.read_at, mirror.failures) == (NOW + HOUR, NOW, 0)
