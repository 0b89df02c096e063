"""Elections: officials announce them, everybody sees when people vote, calendars follow."""

import datetime as dt
import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from community.elections.actions import election as actions
from community.elections.models import Election
from community.elections.rules.ballot import Ballot, Stage, Wrong, what_is_wrong
from core.answers import shelf
from core.models import AuditEntry
from events.actions.event import NotNow
from people.models import Standing
from tests.calendars.rows import read
from tests.factories.people import make_user

DAY = dt.timedelta(days=1)
NOW = dt.datetime(2026, 5, 2, 12, tzinfo=dt.UTC)
OPENS, CLOSES = NOW + 30 * DAY, NOW + 37 * DAY
SENT = {
    "title": "Millkeepers",
    "seats": "3",
    "opens_at": "2026-06-01T14:00",
    "closes_at": "2026-06-08T14:00",
    "timezone": "Europe/Berlin",
    "text": "For **a year**.",
}


@pytest.fixture(autouse=True)
def _at_a_fixed_time(time_machine):
    time_machine.move_to(NOW, tick=False)


def facts(**said):
    known = {
        "title": "Millkeepers",
        "seats": 3,
        "timezone": "Europe/Berlin",
        "opens_at": OPENS,
        "closes_at": CLOSES,
    }
    return actions.Facts(**{**known, **said})


def a_draft(**said) -> Election:
    return actions.draft(facts=facts(**said), by=None, now=NOW)


def announced(**said) -> Election:
    return actions.announce(election=a_draft(**said), by=None, now=NOW)


def an_official(**fields):
    user = make_user(name="Harriet Finch")
    Standing.objects.create(
        **{
            "person": user.person,
            "kind": "official",
            "starts_on": NOW.date(),
            "because": "Asked to.",
            **fields,
        }
    )
    return user


@pytest.fixture
def official(client, db):
    user = an_official()
    client.force_login(user)
    return user


def ballot(opens, closes, seats=3):
    return Ballot(opens_at=NOW + opens * DAY, closes_at=NOW + closes * DAY, seats=seats)


def test_ballot_is_open_from_its_first_instant_until_before_its_last():
    stages = [ballot(n, n + 1).stage(NOW) for n in (1, 0, -1)]

    assert stages == [Stage.AHEAD, Stage.OPEN, Stage.CLOSED]


@pytest.mark.parametrize(
    "told, wanted, wrong",
    [
        (None, ballot(1, 2), {}),
        (None, ballot(0, 2), {"opens_at": Wrong.OPENS_IN_THE_PAST}),
        (ballot(1, 2), ballot(3, 4, seats=5), {}),
        (ballot(1, 2), ballot(-1, 2), {"opens_at": Wrong.OPENS_IN_THE_PAST}),
        (ballot(-1, 2), ballot(-1, 9), {}),
        (
            ballot(-1, 2),
            ballot(1, 2, seats=1),
            {"opens_at": Wrong.HAS_OPENED, "seats": Wrong.SEATS_ARE_FIXED},
        ),
        (ballot(-1, 2), ballot(-1, 0), {"closes_at": Wrong.CLOSES_IN_THE_PAST}),
    ],
)
def test_nothing_is_said_anew_that_people_have_voted_by(told, wanted, wrong):
    assert what_is_wrong(wanted, NOW, told) == wrong


@pytest.mark.django_db
@pytest.mark.parametrize(
    "broken, name",
    [
        ({"closes_at": OPENS}, "a_ballot_closes_after_it_opens"),
        ({"seats": 0}, "an_election_fills_one_to_a_hundred_seats"),
        ({"title": ""}, "an_election_has_a_title"),
        ({"status": "announced"}, "an_election_is_a_draft_until_it_is_announced"),
        ({"slug": "millkeepers"}, "slug"),
    ],
)
def test_database_refuses_what_must_never_be(broken, name):
    known = {
        "slug": "other",
        "title": "Other",
        "seats": 1,
        "timezone": "UTC",
        "opens_at": OPENS,
        "closes_at": CLOSES,
    }
    a_draft()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Election.objects.create(**{**known, "shown_changed_at": NOW, **broken})


@pytest.mark.django_db
class TestActions:
    def test_only_officials_and_staff_hold_elections(self):
        election, why = announced(), "Nobody stands."
        for user in (make_user(name="Ada"), an_official(starts_on=NOW.date() - DAY, ends_on=NOW.date())):
            for act in (
                lambda by: actions.draft(facts=facts(), by=by, now=NOW),
                lambda by: actions.announce(election=election, by=by, now=NOW),
                lambda by: actions.change(election=election, facts=facts(seats=4), by=by, now=NOW),
                lambda by: actions.call_off(election=election, why=why, by=by, now=NOW),
            ):
                with pytest.raises(PermissionDenied):
                    act(user)
        actions.change(election=election, facts=facts(seats=4), by=make_user(is_staff=True), now=NOW)
        actions.call_off(election=election, why=why, by=an_official(), now=NOW)

        trail = AuditEntry.objects.filter(thing="elections.election").order_by("pk")
        assert list(trail.values_list("verb", flat=True)) == ["draft", "announce", "change", "call off"]
        assert trail.last().by is not None and Election.objects.count() == 1

    def test_names_that_are_addresses_or_taken_are_not_given(self):
        assert [a_draft(title=title).slug for title in ("New", "Köln", "Köln")] == [
            "new-election", "koln", "koln-2",
        ]  # fmt: skip
        with pytest.raises(ValidationError):
            Election(slug="new", title="New").clean_fields()

    def test_draft_whose_ballot_would_be_open_is_not_announced(self):
        late = a_draft(opens_at=NOW)

        with pytest.raises(NotNow, match="later than now"):
            actions.announce(election=late, by=None, now=NOW)

        assert not Election.objects.public().exists()

    def test_what_is_over_or_off_stays_as_it_is(self):
        over, off = announced(), announced()
        actions.call_off(election=off, why="", by=None, now=NOW)

        for election, now in ((over, CLOSES), (off, NOW)):
            with pytest.raises(NotNow):
                actions.change(election=election, facts=facts(title="Other"), by=None, now=now)
        with pytest.raises(NotNow):
            actions.call_off(election=over, why="", by=None, now=CLOSES)

    def test_calendars_follow_an_election(self, client):
        election = announced(title="Keepers; of, mills")
        opens, closes = "Keepers; of, mills: Ballot opens", "Keepers; of, mills: Ballot closes"

        def feed():
            answer = client.get("/deadlines.ics")
            return answer.content, read(answer)

        first, before = feed()
        assert feed()[0] == first and (before[opens]["DTSTART"].dt, before[closes]["DTSTART"].dt) == (
            OPENS,
            CLOSES,
        )
        assert str(before[opens]["URL"]).endswith(f"/elections/{election.slug}/")

        actions.change(
            election=election,
            facts=facts(title=election.title, closes_at=CLOSES + DAY),
            by=None,
            now=NOW + DAY,
        )
        moved = feed()[1]
        assert [int(moved[name]["SEQUENCE"]) for name in (opens, closes)] == [0, 1]
        actions.call_off(election=election, why="", by=None, now=NOW + 2 * DAY)
        off = feed()[1]
        assert {str(entry["STATUS"]) for entry in off.values()} == {"CANCELLED"} and len(off) == 2
        assert off[closes]["UID"] == before[closes]["UID"] and int(off[closes]["SEQUENCE"]) == 2

    def test_draft_is_in_no_calendar(self, client):
        actions.change(election=a_draft(), facts=facts(seats=4), by=None, now=NOW)

        assert read(client.get("/deadlines.ics")) == {}


@pytest.mark.django_db
class TestPages:
    def test_what_is_said_stands_there_and_what_changes_is_said_anew(self, client):
        election = announced(text="For **a year**. <script>")
        official = an_official()
        official.person.is_public = True
        official.person.save()

        def shown():
            for address in ("/elections/", election.get_absolute_url(), election.get_absolute_url()):
                answer = client.get(address)
            assert answer.status_code == 200 and answer["ETag"] and not answer.cookies
            return client.get("/elections/").content.decode(), answer.content.decode()

        listed, page = shown()
        assert "Mon 1 June 2026, 14:00 CEST" in listed and "Mon 8 June 2026, 14:00 CEST" in page
        assert (
            "<strong>a year</strong>" in page and "<script>" not in page.split("<main")[1].split("</main")[0]
        )
        assert 'data-local-time="2026-06-01T12:00:00Z"' in page and "/deadlines.ics" in page
        assert "Harriet Finch" in page

        actions.call_off(election=election, why="Nobody stands.", by=None, now=NOW)
        listed, page = shown()
        assert "Called off" in listed and "Nobody stands." in page and "<s>" in page
        assert election.get_absolute_url() in client.get("/sitemap.xml").content.decode()

    def test_draft_is_seen_by_officials_alone(self, client):
        address = a_draft().get_absolute_url()
        assert (
            client.get(address).status_code == 404
            and address not in client.get("/elections/").content.decode()
        )

        client.force_login(make_user(name="Ada"))
        assert client.get(address).status_code == 404
        client.force_login(an_official())
        answer = client.get(address)

        assert answer.status_code == 200 and "private" in answer["Cache-Control"]

    @pytest.mark.parametrize("address", ["/elections/", "/desk/elections/"])
    def test_lists_take_as_many_queries_for_thirty_as_for_one(self, client, official, address):
        if address == "/elections/":
            client.logout()

        def asked():
            shelf.clear()
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            return len(queries)

        announced()
        asked()
        few = asked()
        Election.objects.bulk_create(
            Election(
                slug=f"e{n}", title="E", seats=1, timezone="UTC", opens_at=OPENS, closes_at=CLOSES,
                status="announced", announced_at=NOW, shown_changed_at=NOW,
            )
            for n in range(29)
        )  # fmt: skip
        assert asked() <= few


@pytest.mark.django_db
class TestDesk:
    def test_desk_is_for_officials(self, client):
        slug = announced().slug
        client.force_login(make_user(name="Ada"))

        for below in ("", "new/", f"{slug}/", f"{slug}/call-off/"):
            assert client.get(f"/desk/elections/{below}").status_code == 403, below
        assert client.post(f"/desk/elections/{slug}/announce/").status_code == 403
        assert "/desk/elections/" not in client.get("/desk/").content.decode()

    def test_way_of_an_election_from_draft_to_called_off(self, client, official):
        assert 'href="/desk/elections/"' in client.get("/desk/").content.decode()
        form = client.get("/desk/elections/new/").content.decode()
        key = re.search(r'name="key" value="([^"]+)"', form).group(1)
        for _ in range(2):
            answer = client.post("/desk/elections/new/", {**SENT, "key": key})
        election = Election.objects.get()
        desk = f"/desk/elections/{election.slug}/"
        assert answer["Location"] == desk and election.opens_at == OPENS and not election.is_public

        client.post(f"{desk}announce/")
        client.post(desk, {**SENT, "seats": "5"})
        election.refresh_from_db()
        assert (election.status, election.seats, election.closes_at) == ("announced", 5, CLOSES)

        assert "For good" in client.get(f"{desk}call-off/").content.decode()
        client.post(f"{desk}call-off/", {"why": "Nobody stands."})
        election.refresh_from_db()
        page = client.get(desk).content.decode()
        assert election.status == "called_off" and 'name="opens_at"' not in page

    @pytest.mark.parametrize(
        "sent, words",
        [
            ({"title": ""}, "required"),
            ({"seats": "0"}, "greater than or equal to 1"),
            ({"seats": "1000"}, "less than or equal to 100"),
            ({"opens_at": "2026-02-30T12:00"}, "no such day or time"),
            ({"opens_at": "2026-03-29T02:30"}, "does not exist there"),
            ({"timezone": "Mars/Olympus"}, "not a time zone"),
            ({"closes_at": "2026-06-01T14:00"}, "closes before it opens"),
            ({"text": "a\x00b"}, "control characters"),
        ],
    )
    def test_bad_input_is_told_beside_its_field_and_nothing_is_lost(self, client, official, sent, words):
        answer = client.post("/desk/elections/new/", {**SENT, **sent})

        page, name = answer.content.decode(), next(iter(sent))
        assert answer.status_code == 422 and not Election.objects.exists()
        told = re.search(rf'id="id_{name}_errors">(.*?)</div>', page, re.S)
        assert told and words in told.group(1)
        kept = [value for field, value in SENT.items() if field not in {*sent, "text"}]
        assert all(f'value="{value}"' in page for value in kept)

    def test_hour_that_comes_twice_is_told_and_stays_the_one_it_was(self, client, official):
        twice = {**SENT, "opens_at": "2026-10-25T02:30", "closes_at": "2026-10-30T02:30"}
        page = client.post("/desk/elections/new/", twice, follow=True).content.decode()
        assert "comes twice" in page
        Election.objects.update(opens_at=dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC))

        client.post(f"/desk/elections/{Election.objects.get().slug}/", {**twice, "seats": "4"})

        election = Election.objects.get()
        assert (election.seats, election.opens_at.hour) == (4, 1)

    def test_what_cannot_be_said_any_more_is_told_beside_its_field(self, client, official, time_machine):
        election = announced()
        time_machine.move_to(OPENS, tick=False)
        client.force_login(official)

        answer = client.post(f"/desk/elections/{election.slug}/", {**SENT, "seats": "4"})

        assert answer.status_code == 422
        assert re.search(r'id="id_seats_errors">.*?vote for so many seats', answer.content.decode(), re.S)
