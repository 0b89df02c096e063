import csv
import datetime as dt
import io
import re
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db.models import Count, F
from django.test import override_settings

from core.clock import now
from core.models import AuditEntry, Job
from demo.load import people
from demo.load.words import Days, at, body, words
from events.booking.models import Quota, Registration
from events.calendars.models import PrivateFeed
from events.models import Crew, Cycle, Event, Sponsorship, Venue
from events.models.event import MIRRORED
from events.programme.models import Placement, Session
from groups.models import Membership, UserGroup
from people.models import Organisation, Person, User
from speakers.models import Choice, CoSpeaker, Decision, Proposal

DEMO = Path(__file__).parents[2] / "demo"
MADE_UP = "made up for the demo"
ACCOUNTS = "member speaker reviewer chair organizer door treasurer official editor admin greta".split()


def load(**options):
    told = io.StringIO()
    call_command("load_demo", stdout=told, stderr=io.StringIO(), **options)
    return told.getvalue()


def counts():
    models = (
        Event,
        UserGroup,
        Person,
        Organisation,
        Session,
        Registration,
        Proposal,
        Membership,
        Cycle,
        Venue,
        User,
    )
    return {model.__name__: model.objects.count() for model in (*models, AuditEntry, Crew)}


# --- the command ------------------------------------------------------------------------------------------


@pytest.mark.django_db
@override_settings(DEMO=False)
def test_load_demo_refuses_a_site_that_is_no_demo():
    with pytest.raises(CommandError, match="--force"):
        load()

    assert not Event.objects.exists()


@pytest.mark.django_db
@override_settings(DEMO=False)
def test_load_demo_refuses_by_force_a_site_with_events_of_its_own():
    UserGroup.objects.create(slug="ours", name="Ours")

    with pytest.raises(CommandError, match="needs an empty one"):
        load(force=True)

    assert UserGroup.objects.count() == 1


@pytest.mark.django_db
@override_settings(DEMO=True)
def test_load_demo_leaves_a_demo_site_with_groups_of_its_own_alone():
    UserGroup.objects.create(slug="ours", name="Ours")

    assert "was not loaded" in load()
    assert UserGroup.objects.count() == 1


def test_load_demo_changes_nothing_when_run_again(demo):
    before = counts()

    with override_settings(DEMO=True):
        told = load()

    assert counts() == before
    assert told.splitlines()[-1].startswith("new 0, changed 0")


@pytest.mark.django_db
def test_a_site_that_is_no_demo_gets_its_people_without_accounts():
    cast = people.load(Days(now()), accounts=False, made={})

    assert not User.objects.exists()
    assert set(cast.by_account) == set(ACCOUNTS)
    assert not Person.objects.filter(user__isnull=False).exists()


DAYS = [
    *(
        f"2026-11-{day} {clock}"
        for day, clock in zip(range(23, 30), ["00:05", "12:00"] * 3 + ["23:55"], strict=True)
    ),
    "2026-12-25 09:00",
    "2027-01-01 00:01",
    "2027-03-28 01:30",
    "2028-02-29 18:00",
]


@pytest.mark.heavy
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.django_db
@override_settings(DEMO=True)
def test_the_demo_is_loaded_on_any_day_of_any_week(day):
    with time_machine.travel(dt.datetime.fromisoformat(f"{day}+00:00")):
        assert "changed 0" in load()
        coming = Event.objects.public().taking_place().upcoming(now())
        assert coming.meetups().count() >= 25
        assert all(event.admits(now()) for event in coming.summits().filter(parent=None)[:1])


# --- what stands there -----------------------------------------------------------------------------------------


def test_the_accounts_of_the_demo_can_sign_in(demo, client):
    for name in ACCOUNTS:
        assert client.login(username=f"{name}@demo.example", password="folkmoot-demo"), name
        user = User.objects.get(email=f"{name}@demo.example")
        assert user.person.name
        assert user.emailaddress_set.filter(verified=True, primary=True).count() == 1

    assert list(User.objects.filter(is_superuser=True).values_list("email", flat=True)) == [
        "admin@demo.example"
    ]
    assert User.objects.get(email="editor@demo.example").has_perm("wagtailadmin.access_admin")


def test_the_demo_is_as_rich_as_its_pages_need(demo):
    coming = Event.objects.public().taking_place().upcoming(now())

    assert UserGroup.objects.count() > 1500
    assert UserGroup.objects.filter(latitude=None).count() < 50
    assert coming.meetups().count() >= 25
    assert coming.meetups().values("timezone").distinct().count() > 12
    assert {"de", "ja", "en", "fr"} <= set(coming.meetups().values_list("language", flat=True))
    assert coming.meetups().filter(capacity=20, taken=20, waiting__gt=0).count() >= 3
    assert set(coming.meetups().values_list("attendance", flat=True)) == {"in_person", "online", "hybrid"}
    assert coming.meetups().exclude(moved_online_at=None).count() == 1
    assert Event.objects.summits().past(now()).count() == 24
    assert Event.objects.meetups().past(now()).count() > 350
    assert Organisation.objects.count() > 100
    assert set(Proposal.objects.values_list("status", flat=True)) >= {
        "draft",
        "submitted",
        "accepted",
        "confirmed",
        "declined",
        "withdrawn",
    }


def test_the_coming_summit_is_whole(demo):
    summit = Event.objects.public().summits().filter(parent=None).upcoming(now()).first()

    days = (summit.local_start.date() - now().date()).days
    assert 60 <= days <= 77
    assert summit.cycle.starts_on <= summit.local_start.date() <= summit.cycle.ends_on
    assert summit.cycle.after().events.exists()
    assert summit.parts.get().capacity == 40
    assert summit.call.is_open(now())
    assert summit.registration_opens_at < summit.registrations.earliest("created_at").created_at
    assert summit.sessions.keynotes().count() >= 3
    assert Sponsorship.objects.filter(event=summit).values("tier").distinct().count() == 4
    assert set(summit.crew.values_list("role", flat=True)) == {"organizer", "chair", "door", "treasurer"}
    assert not summit.sessions.filter(starts_at__lt=summit.starts_at).exists()
    assert not summit.sessions.filter(ends_at__gt=summit.ends_at).exists()


def test_the_way_from_the_call_to_the_programme_can_be_looked_at(demo):
    summit = Event.objects.public().summits().filter(parent=None).upcoming(now()).first()
    member = Person.objects.get(user__email="member@demo.example")
    proposals = Proposal.objects.filter(call__event=summit)
    chosen = Decision.objects.filter(proposal__call__event=summit)

    assert set(Choice.objects.values_list("whose", "verdict")) >= {
        (whose, verdict) for whose in ("chairs", "team") for verdict in ("accept", "alternate")
    }
    assert chosen.filter(released_at=None).count() == 3
    letters = Job.objects.filter(kind="speakers.letter")
    assert letters.filter(payload__about="moved_up").count() == 1
    german = proposals.get(person__user__language="de")
    assert letters.filter(payload={"proposal": german.pk, "about": "accept"}).exists()
    assert german.call.letters.filter(language="de", about="accept").exists()
    assert set(CoSpeaker.objects.values_list("is_willing", flat=True)) == {True, False, None}
    assert proposals.exclude(given_before=None).exists()

    assert list(summit.releases.order_by("pk").values_list("version", flat=True)) == ["1.0", "1.1"]
    assert summit.releases.get(version="1.1").changes
    assert Placement.objects.filter(session__event=summit).count() == 2
    assert summit.availabilities.exists()
    workshop = summit.sessions.get(takes_sign_up=True)
    assert (workshop.taken, workshop.waiting) == (workshop.capacity, 3)
    assert member.stars.filter(session__event=summit).count() == 5
    assert member.sign_ups.filter(session=workshop).in_line().exists()
    assert PrivateFeed.objects.standing().filter(person=member).exists()
    given = Session.objects.annotate(answers=Count("feedback")).get(answers__gte=5)
    assert given.event.is_past(now()) and given.files.exists()


def test_the_seats_are_those_that_the_registrations_say(demo):
    for event in Event.objects.filter(source=MADE_UP):
        assert event.taken == event.registrations.counted().count(), event
        assert event.waiting == event.registrations.in_line().count(), event
    for quota in Quota.objects.all():
        rows = Registration.objects.filter(ticket_type__in=quota.ticket_types.all())
        assert (quota.taken, quota.waiting) == (rows.counted().count(), rows.in_line().count()), quota


def test_who_speaks_at_the_coming_summit_has_a_ticket_by_itself(demo):
    summit = Event.objects.public().summits().filter(parent=None).upcoming(now()).first()
    speaking = Session.objects.filter(event=summit, status="confirmed").exclude(speakers__user=None)
    having = summit.registrations.confirmed().filter(reason="speaker")

    assert speaking
    assert set(speaking.values_list("speakers", flat=True)) <= set(having.values_list("person", flat=True))
    assert having.filter(is_granted=True).exists()


def test_the_coming_summit_sells_tickets(demo):
    summit = Event.objects.public().summits().filter(parent=None).upcoming(now()).first()
    kinds = summit.ticket_types.all()

    assert {kind.kind for kind in kinds} == {"admission", "addon"}
    assert kinds.filter(price_cents__gt=0, price_windows__isnull=False).exists()
    assert not summit.registrations.counted().filter(ticket_type=None).exists()
    assert summit.terms.seller is not None
    assert summit.questions.filter(is_sensitive=True).exists()
    assert not Event.objects.exclude(source=MADE_UP).filter(taken__gt=0).exists()
    assert not Event.objects.filter(capacity__gt=F("taken"), waiting__gt=0).exists()


def test_the_demo_is_found_by_search(demo):
    from wagtail.search.backends import get_search_backend

    search = get_search_backend().search

    assert "millrace-krakow" in {group.slug for group in search("krakow", UserGroup)}
    assert search("scheduler smaller", Session)
    assert search("Bloomberg", Organisation)


def test_only_accounts_of_the_demo_are_written_to(demo):
    about = [
        Job.objects.filter(kind=kind).values_list("payload", flat=True)
        for kind in ("booking.mail", "speakers.mail")
    ]

    booked = Registration.objects.filter(pk__in=[payload["registration"] for payload in about[0]])
    proposed = Proposal.objects.filter(pk__in=[payload["proposal"] for payload in about[1]])
    assert booked.exists()
    assert not booked.filter(person__user=None).exists()
    assert proposed.filter(person__user__isnull=False).exists()


# --- what must never stand there ---------------------------------------------------------------------------------


def test_nothing_lies_where_the_archive_puts_online_meetups(demo):
    assert not Venue.objects.filter(latitude__range=(-8.53, -8.51), longitude__range=(179, 180)).exists()
    assert not Event.objects.filter(attendance="online", venue__isnull=False).exists()
    assert Event.objects.filter(attendance="online").past(now()).count() > 200


def test_archived_meetups_have_the_length_and_the_zone_of_theirs(demo):
    archived = Event.objects.meetups().filter(group__source="rladies")

    assert not archived.exclude(timezone=F("group__timezone")).exists()
    assert all(
        dt.timedelta(0) < event.ends_at - event.starts_at <= dt.timedelta(hours=12) for event in archived
    )
    assert archived.filter(status="cancelled").exists()


def test_nobody_real_does_anything_in_the_demo(demo):
    real = Person.objects.exclude(source=MADE_UP)

    assert real.exists()
    for name in ("memberships", "crew", "registrations", "orders", "proposals", "standings", "articles"):
        assert not real.filter(**{f"{name}__isnull": False}).exists(), name
    assert not Sponsorship.objects.exclude(organisation__source=MADE_UP).exists()
    coming = Event.objects.upcoming(now()).exclude(source=MADE_UP)
    assert not coming.exclude(source__startswith=MIRRORED, group__source=MADE_UP).exists()
    assert coming.count() == 6  # of two made-up groups that live elsewhere
    assert (
        not Event.objects.filter(source=MADE_UP).exclude(group=None).exclude(group__source=MADE_UP).exists()
    )
    assert (
        not Session.objects.filter(event__source=MADE_UP)
        .exclude(speakers=None)
        .exclude(speakers__source=MADE_UP)
        .exists()
    )


def test_everything_real_names_its_source(demo):
    for model in (Event, UserGroup, Organisation, Person, Cycle):
        assert not model.objects.filter(source="").exists(), model


def test_addresses_of_the_demo_reach_nobody(demo):
    addresses = {
        *User.objects.values_list("email", flat=True),
        *Registration.objects.values_list("email", flat=True),
    }

    assert addresses
    assert all(address.endswith(".example") for address in addresses)


# --- the files ---------------------------------------------------------------------------------------------------


def test_the_files_of_the_demo_hold_no_contact_data():
    address = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
    for file in [
        *(DEMO / "data").rglob("*.csv"),
        *(DEMO / "data").glob("*.json*"),
        *(DEMO / "words").glob("*.toml"),
    ]:
        found = {
            one for one in address.findall(file.read_text()) if not re.search(r"example$|^\d|\.rb$", one)
        }
        suspects = {one for one in found if "." in one.split("@")[1] and "/" not in one}
        assert not {one for one in suspects if not in_a_link(file.read_text(), one)}, file
        assert "mailto:" not in file.read_text(), file


def in_a_link(text, found):
    """`https://fosstodon.org/@group@elsewhere.social`: the address of a group's page."""
    return re.search(rf"(https?://\S*|mastodon=\S*){re.escape(found)}", text) is not None


def test_the_demo_is_small():
    assert (
        sum(
            file.stat().st_size
            for file in DEMO.rglob("*")
            if file.is_file() and "__pycache__" not in file.parts
        )
        < 3_000_000
    )


def test_every_file_of_data_is_told_of_in_the_readme():
    readme = (DEMO / "README.md").read_text()

    for file in (DEMO / "data").rglob("*.*"):
        assert str(file.relative_to(DEMO / "data")) in readme, file


def test_every_summit_names_its_evidence():
    with (DEMO / "data" / "summits.csv").open(newline="") as lines:
        rows = list(csv.DictReader(lines))

    assert len(rows) == 23
    assert all(row["evidence"] and row["timezone"] for row in rows)


def test_speakers_and_hosts_of_the_words_are_people_of_the_words():
    names = {person["name"] for person in words("people")["people"]}
    summit = words("summit")

    used = {name for row in summit["sessions"] for name in row.get("speakers", ())}
    used |= {row["person"] for row in summit["proposals"] if "person" in row}
    used |= {row["person"] for row in summit["standings"]}
    used |= {name for row in words("meetups")["meetups"] for name in row.get("hosts", ())}
    used |= {name for row in words("groups")["groups"] for name in row["organizers"]}

    assert used <= names


# --- days and words -------------------------------------------------------------------------------------------------


def test_days_count_from_the_monday_of_the_week_of_loading():
    days = Days(dt.datetime(2026, 11, 22, 23, 0, tzinfo=dt.UTC))  # a Sunday

    assert days.date(1, "tue") == dt.date(2026, 11, 24)
    assert at(days.date(1, "tue"), "18:30", "Asia/Tokyo") == dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("week", "moved_to"), [(5, dt.date(2027, 1, 7)), (6, dt.date(2027, 1, 14)), (4, dt.date(2026, 12, 17))]
)
def test_nobody_meets_around_new_year(week, moved_to):
    days = Days(dt.datetime(2026, 11, 22, tzinfo=dt.UTC))

    assert days.evening(week, "thu") == moved_to


def test_a_quotation_stands_after_the_first_part_and_a_button_at_the_end():
    blocks = body("One.\n\n## Two\n\nThree.", quote={"text": "So."}, call={"text": "Go", "page": 7})

    assert [block["type"] for block in blocks] == ["text", "quote", "text", "call"]
    assert blocks[2]["value"] == "<h2>Two</h2>\n<p>Three.</p>"
