"""Deadlines as entries of calendars: asked for, with a reminder, and heard of when they move or go."""

import datetime as dt
from dataclasses import replace
from email.utils import parsedate_to_datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from events.booking.models import PriceWindow, TicketType
from events.booking.rules.prices import Window
from events.calendars.actions import deadline
from events.calendars.models import Deadline
from events.calendars.private import entries
from events.calendars.rules.early import OnSale, lower_prices_end
from events.calendars.rules.matter import Matter
from events.calendars.rules.wanted import Wanted
from events.rules.question import Question
from speakers.actions import call as calls
from tests.calendars.rows import NOW, STARTS, a_group, an_event, read

DAY = dt.timedelta(days=1)
CLOSES = STARTS - 20 * DAY


def test_lower_price_ends_with_its_window_or_with_the_sale_of_a_cheaper_ticket():
    early, late = STARTS - 30 * DAY, STARTS - 10 * DAY
    two_steps = OnSale("Full", 300, None, (Window(100, None, early), Window(200, early, late)))
    bird = OnSale("Early bird", 90, sells_until=early)
    dearer_at_last = OnSale("Door", 100, None, (Window(150, late, STARTS),))

    assert lower_prices_end([two_steps]) == {"Full": early, "Full (2)": late}
    assert lower_prices_end([bird, OnSale("Full", 300)]) == {"Early bird": early}
    assert lower_prices_end([bird]) == lower_prices_end([dearer_at_last]) == {}


KEEPERS = Matter(
    key="elections.election:7", title="Keepers", path="/elections/keepers/", timezone="Europe/Berlin"
)
OPENS = "Keepers: Ballot opens"


def keep_ballot(matter: Matter = KEEPERS, *at: dt.datetime, now: dt.datetime = NOW) -> bool:
    return deadline.keep(of=matter, kind=Deadline.Kind.BALLOT, found={"": at[0]} if at else {}, now=now)


@pytest.mark.django_db
class TestOfTheCommunity:
    def test_it_stands_wherever_deadlines_are_asked_for_but_with_no_group_or_event(self, client):
        keep_ballot(KEEPERS, CLOSES)
        event = an_event(slug="s", group=a_group(slug="g"))
        day = f"{CLOSES:%Y-%m-%d}"

        for path in (
            "/calendar.ics",
            "/groups/g/calendar.ics?deadlines=1",
            "/events/s/calendar.ics?deadlines=1",
        ):
            assert OPENS not in read(client.get(path)), path
        for asked in ("", "&group=g", "&kind=summit", f"&from={day}&to={day}"):
            assert OPENS in read(client.get(f"/calendar.ics?deadlines=1{asked}")), asked
        for asked in (f"&from={CLOSES + DAY:%Y-%m-%d}", f"&to={CLOSES - DAY:%Y-%m-%d}"):
            assert OPENS not in read(client.get(f"/calendar.ics?deadlines=1{asked}")), asked
        wants = Wanted(kinds=frozenset({"deadlines"}), question=Question(groups=(event.group_id,)))
        assert [one.summary for one in entries(wants, person=None, now=NOW, since=NOW)] == [OPENS]
        assert OPENS in client.get("/calendar/?group=g&deadlines=1").content.decode()
        entry = read(client.get("/deadlines.ics"))[OPENS]
        assert entry["DTSTART"].dt == CLOSES and "RELATED-TO" not in entry
        assert (
            str(entry["URL"]).endswith("/elections/keepers/")
            and "(Europe/Berlin, UTC+02:00)" in entry["DESCRIPTION"]
        )
        assert [alarm["TRIGGER"].dt for alarm in entry.walk("VALARM")] == [-7 * DAY, -DAY]

    def test_only_what_moves_it_raises_its_number_and_only_what_is_new_changes_it(self, client):
        def told():
            answer = client.get("/calendar.ics?deadlines=1")
            return answer, {str(entry["UID"]): entry for entry in read(answer).values()}

        keep_ballot(KEEPERS, CLOSES)
        first, before = told()
        assert not keep_ballot(KEEPERS, CLOSES, now=NOW + DAY) and told()[0].content == first.content
        steps = [
            (replace(KEEPERS, title="Millkeepers"), [CLOSES], 0, "CONFIRMED"),
            (KEEPERS, [CLOSES + DAY], 1, "CONFIRMED"),
            (replace(KEEPERS, timezone="UTC"), [CLOSES + DAY], 2, "CONFIRMED"),
            (replace(KEEPERS, timezone="UTC"), [], 3, "CANCELLED"),
        ]
        for n, (matter, at, sequence, status) in enumerate(steps, 1):
            now = NOW + n * DAY
            assert keep_ballot(matter, *at, now=now)
            after = told()[1]
            assert after.keys() == before.keys()
            [entry] = after.values()
            assert (int(entry["SEQUENCE"]), str(entry["STATUS"]), entry["LAST-MODIFIED"].dt) == (
                sequence,
                status,
                now,
            )
        assert not entry.walk("VALARM")

    def test_when_it_leaves_a_feed_the_feed_says_since_when(self, client, time_machine):
        keep_ballot(KEEPERS, NOW + DAY)
        leaves = NOW + DAY + dt.timedelta(days=365)
        an_event(title="Stays", starts_at=leaves)

        time_machine.move_to(leaves + DAY, tick=False)
        answer = client.get("/calendar.ics?deadlines=1")

        assert set(read(answer)) == {"Stays"} and parsedate_to_datetime(answer["Last-Modified"]) >= leaves

    @pytest.mark.parametrize(
        "said", [{}, {"of": "x", "title": "x", "path": "/x/"}, {"of": "x", "event": True}]
    )
    def test_a_deadline_has_an_event_or_says_its_matter(self, said):
        said = {**said, "event": an_event()} if "event" in said else said

        with pytest.raises(IntegrityError, match="says_its_matter"), transaction.atomic():
            Deadline.objects.create(kind="ballot", at=NOW, created_at=NOW, changed_at=NOW, **said)

    def test_a_deadline_of_a_matter_stands_once(self):
        keep_ballot(KEEPERS, CLOSES)
        row = Deadline.objects.get()
        row.pk, row.uuid = None, uuid4()

        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


@pytest.mark.django_db
class TestFeeds:
    def test_deadlines_are_in_a_feed_that_asks_for_them_and_in_no_other(self, client):
        group = a_group(slug="g")
        event = an_event(title="Summit", slug="s", kind="summit", group=group)
        calls.open(event=event, by=None, now=NOW, opens_at=NOW - DAY, closes_at=CLOSES)

        for path in ("/calendar.ics", "/groups/g/calendar.ics", "/events/s/calendar.ics"):
            assert set(read(client.get(path))) == {"Summit"}
            entries = read(client.get(f"{path}?deadlines=1"))
            assert set(entries) == {"Summit", "Summit: Call for proposals closes"}
            entry = entries["Summit: Call for proposals closes"]
            assert entry["DTSTART"].dt == CLOSES and "DTEND" not in entry
            assert str(entry["TRANSP"]) == "TRANSPARENT" and entry["RELATED-TO"] == entries["Summit"]["UID"]
            assert str(entry["URL"]).endswith("/events/s/proposals/new/")
            assert [alarm["TRIGGER"].dt for alarm in entry.walk("VALARM")] == [-7 * DAY, -DAY]

    def test_moved_deadline_is_the_same_entry_with_a_higher_sequence(self, client):
        event = an_event(title="Summit", slug="s")
        calls.open(event=event, by=None, now=NOW, opens_at=NOW - DAY, closes_at=CLOSES)
        name, url = "Summit: Call for proposals closes", "/events/s/calendar.ics?deadlines=1"
        before = client.get(url)

        later = NOW + dt.timedelta(hours=1)
        calls.open(event=event, by=None, now=later, opens_at=NOW - DAY, closes_at=CLOSES + DAY)

        after = client.get(url, headers={"If-None-Match": before["ETag"]})
        old, new = read(before)[name], read(after)[name]
        assert (new["UID"], new["DTSTART"].dt, new["SEQUENCE"]) == (old["UID"], CLOSES + DAY, 1)
        assert new["LAST-MODIFIED"].dt == later

    def test_deadline_that_is_gone_is_cancelled_and_one_that_is_there_again_is_the_old_one(self, client):
        event = an_event(title="Fair", slug="f")
        ticket = TicketType.objects.create(event=event, name="Full", price_cents=300)
        PriceWindow.objects.create(ticket_type=ticket, price_cents=100, closes_at=CLOSES)
        assert deadline.keep_prices(event=event, now=NOW) and not deadline.keep_prices(event=event, now=NOW)
        name, url = "Fair: Last day of a lower price (Full)", "/events/f/calendar.ics?deadlines=1"
        first = read(client.get(url))[name]

        PriceWindow.objects.all().delete()
        deadline.keep_prices(event=event, now=NOW + DAY)
        off = read(client.get(url))[name]
        PriceWindow.objects.create(ticket_type=ticket, price_cents=100, closes_at=CLOSES)
        deadline.keep_prices(event=event, now=NOW + 2 * DAY)
        again = read(client.get(url))[name]

        assert (str(first["STATUS"]), str(off["STATUS"]), str(again["STATUS"])) == (
            "CONFIRMED",
            "CANCELLED",
            "CONFIRMED",
        )
        assert [int(entry["SEQUENCE"]) for entry in (first, off, again)] == [0, 1, 2]
        assert first["UID"] == off["UID"] == again["UID"] and not off.walk("VALARM")

    def test_deadlines_of_a_draft_are_told_to_nobody_and_those_of_a_cancelled_event_are_off(self, client):
        event = an_event(title="Summit", slug="s", group=a_group(slug="g"))
        deadline.keep(of=event, kind=Deadline.Kind.CALL, found={"": CLOSES}, now=NOW)
        url, name = "/groups/g/calendar.ics?deadlines=1", "Summit: Call for proposals closes"

        event.status = "cancelled"
        event.save()
        assert str(read(client.get(url))[name]["STATUS"]) == "CANCELLED"

        event.status = "draft"
        event.save()
        assert read(client.get(url)) == {}

    def test_worker_finds_deadlines_that_were_written_without_their_action(self):
        from events.calendars.tasks import keep_prices
        from speakers.tasks import keep_deadlines
        from tests.factories.speakers import make_call

        event = an_event(title="Fair")
        make_call(event=event)
        ticket = TicketType.objects.create(event=event, name="Full", price_cents=300)
        PriceWindow.objects.create(ticket_type=ticket, price_cents=100, closes_at=CLOSES)

        for _ in range(2):
            keep_prices({}, NOW)
            keep_deadlines({}, NOW)

        assert sorted(Deadline.objects.values_list("kind", flat=True)) == ["call", "price"]
