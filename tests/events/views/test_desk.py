"""Organizers publish, change and call off on one page each."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from core import outbox
from core.clock import now as clock_now
from core.models import PlaceAnswer, SectionPage
from events.models import Crew, Event, MeetupPage, SummitPage
from tests.factories.booking import make_registration
from tests.factories.events import make_crew, make_cycle, make_event, make_venue
from tests.factories.groups import make_group, make_membership
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
NEW = "/desk/events/new/"


@pytest.fixture
def organizer(client: Client):
    user = make_user(name="Olu Organizer")
    group = make_group("Open Köln")
    make_membership(group, user.person, "organizer")
    client.force_login(user)
    return user


def needed(**fields: str) -> dict[str, str]:
    group = organizer_group()
    return {
        "title": "Tea and talks",
        "starts_at": "2027-03-03T19:00",
        "timezone": "Europe/Berlin",
        "group": group.slug,
        "venue_name": "Forum",
        **fields,
    }


def organizer_group():
    from groups.models import UserGroup

    return UserGroup.objects.get(name="Open Köln")


def test_venue_in_a_town_that_only_nominatim_knows_is_put_on_the_map_by_the_worker(
    client: Client, organizer, settings
) -> None:
    settings.GEOCODER = "nominatim"
    client.post(NEW, needed(city="Ericeira"))
    event = Event.objects.get()
    assert event.venue.latitude is None

    PlaceAnswer.objects.create(
        query="ericeira", found=True, latitude=38.96, longitude=-9.42, country_code="PT"
    )
    before = event.shown_changed_at
    outbox.sweep(clock_now())

    event.refresh_from_db()
    assert (event.venue.latitude, event.venue.longitude, str(event.venue.country)) == (38.96, -9.42, "PT")
    assert event.shown_changed_at > before


def test_meetup_is_published_from_one_page_with_four_needed_fields(client: Client, organizer) -> None:
    answer = client.post(NEW, needed())

    event = Event.objects.get()
    assert answer["Location"] == event.get_absolute_url()
    assert (event.status, event.kind, event.attendance) == ("published", "meetup", "in_person")
    assert event.local_start.isoformat() == "2027-03-03T19:00:00+01:00"
    assert event.ends_at - event.starts_at == dt.timedelta(hours=2)
    assert Crew.objects.filter(event=event, person=organizer.person, role="organizer").exists()
    assert MeetupPage.objects.get().live
    assert client.get(event.get_absolute_url()).status_code == 200


def test_form_is_filled_in_from_the_groups_last_meetup(client: Client, organizer) -> None:
    last = make_event(
        group=organizer_group(),
        venue=make_venue("The usual pub"),
        capacity=25,
        starts_at=dt.datetime(2026, 1, 6, 18, tzinfo=dt.UTC),
    )

    page = client.get(NEW).content.decode()
    start = re.search(r'name="starts_at"[^>]*value="([^"]+)"', page)[1]

    assert "The usual pub" in page
    assert 'value="25"' in page
    assert dt.datetime.fromisoformat(start).weekday() == last.local_start.weekday()
    assert start.endswith("T19:00")


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("starts_at", "2027-02-30T19:00", "no such day"),
        ("starts_at", "2027-03-28T02:30", "does not exist"),
        ("ends_at", "2027-03-03T18:00", "before the start"),
        ("ends_at", "2029-03-03T18:00", "longer than"),
        ("capacity", "-1", "greater than or equal to 1"),
        ("capacity", "0", "greater than or equal to 1"),
        ("capacity", "1000000000", "less than or equal to"),
        ("timezone", "Mars/Olympus", "not a time zone"),
        ("timezone", "localtime", "not a time zone"),
        ("timezone", "Factory", "not a time zone"),
        ("title", "T" * 10_000, "at most 200"),
        ("title", "Te\x07a", "control character"),
        ("title", "", "required"),
        ("online_url", "javascript:alert(1)", "address of the web"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_nothing_is_lost_or_written(
    client: Client, organizer, field: str, value: str, says: str
) -> None:
    answer = client.post(NEW, needed(**{"description": "Words that took an hour", field: value}))
    page = answer.content.decode()

    assert answer.status_code == 422
    assert f'id="id_{field}_errors"' in page
    assert says in page
    assert "Words that took an hour" in page
    assert Event.objects.count() == 0


def test_of_an_hour_that_comes_twice_it_is_told_which_is_taken(client: Client, organizer) -> None:
    shown = client.post(NEW, needed(starts_at="2026-10-25T02:30"), follow=True).content.decode()

    event = Event.objects.get()
    assert event.starts_at == dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)
    assert event.ends_at - event.starts_at == dt.timedelta(hours=2)
    told = "The clocks go back in Europe/Berlin then: 02:30 comes twice. Taken is 02:30 "
    assert f"{told}CEST." in shown

    second = dt.timedelta(hours=1)
    Event.objects.update(starts_at=event.starts_at + second, ends_at=event.ends_at + second)
    change = reverse("desk_event_change", args=[event.slug])
    sent = needed(starts_at="2026-10-25T02:30", ends_at="2026-10-25T05:00", title="Another title")
    shown = client.post(change, sent, follow=True).content.decode()

    event.refresh_from_db()
    assert event.title == "Another title" and f"{told}CET." in shown
    assert event.starts_at == dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)
    assert "comes twice" not in client.post(change, needed(), follow=True).content.decode()


def test_meetup_needs_a_venue_or_a_link(client: Client, organizer) -> None:
    assert client.post(NEW, needed(venue_name="")).status_code == 422
    assert client.post(NEW, needed(venue_name="", online_url="https://video.example/1")).status_code == 302
    assert Event.objects.get().attendance == "online"


def test_second_submit_of_the_form_makes_no_second_meetup(client: Client, organizer) -> None:
    key = re.search(r'name="key"[^>]*value="([^"]+)"', client.get(NEW).content.decode())[1]
    for _ in range(2):
        client.post(NEW, needed(key=key))

    assert Event.objects.count() == 1


@pytest.mark.parametrize("kind", ["meetup", "summit"])
def test_the_uuid_of_somebody_elses_event_as_key_is_no_key(client: Client, kind: str) -> None:
    """Uuids stand in public feeds."""
    staff = make_user(name="Sam Staff", is_staff=True)
    make_group("Open Köln")
    client.force_login(staff)
    foreign = make_event("Not yours")
    told = needed(key=str(foreign.uuid), kind=kind, ends_at="2027-03-04T19:00")

    assert client.post(NEW, told).status_code == 302

    made = Event.objects.exclude(pk=foreign.pk).get()
    assert made.title == "Tea and talks" and made.uuid != foreign.uuid


def test_a_page_that_an_editor_called_the_same_is_no_hindrance(client: Client, organizer) -> None:
    section = SectionPage.objects.get(list_url="/events/")
    section.add_child(
        instance=MeetupPage(title="Tea", slug="tea-and-talks-koln", event=make_event("Imported"))
    )

    client.post(NEW, needed())

    event = Event.objects.get(title="Tea and talks")
    assert event.slug == "tea-and-talks-koln"
    assert event.meetup_pages.get().slug == "tea-and-talks-koln-2"


def test_an_address_that_another_event_once_had_still_leads_to_that(client: Client, organizer) -> None:
    first, second = make_event("First", slug="spring"), make_event("Second", slug="autumn")
    for event in (first, second):
        make_crew(event, organizer.person)
    rename = "/desk/events/{}/address/".format
    client.post(rename("spring"), {"slug": "spring-2027"})

    refused = client.post(rename("autumn"), {"slug": "spring"})

    assert refused.status_code == 422 and "Another event has this address." in refused.content.decode()
    assert client.get("/events/spring/")["Location"] == "/events/spring-2027/"
    client.post(rename("spring-2027"), {"slug": "spring"})
    assert client.get("/events/spring/").status_code == 200


def test_reserved_word_is_no_address_of_an_event(client: Client, organizer) -> None:
    client.post(NEW, needed(title="New"))
    client.post(NEW, needed(title="Calendar"))

    slugs = sorted(Event.objects.values_list("slug", flat=True))
    assert len(slugs) == 2 and slugs[0].startswith("calendar-") and slugs[1].startswith("new-")


def test_nobody_publishes_for_a_group_that_is_not_theirs(client: Client, organizer) -> None:
    other = make_group("Somebody else's")

    assert client.post(NEW, needed(group=other.slug)).status_code == 403
    assert Event.objects.count() == 0


@pytest.mark.parametrize(
    "part", ["stranger", "member", "organizer of another group", "crew of another event"]
)
@pytest.mark.parametrize("status", [Event.Status.PUBLISHED, Event.Status.DRAFT])
def test_desk_is_closed_to_strangers(client: Client, part: str, status: str) -> None:
    group, somebody = make_group(), make_user(name="Somebody")
    event = make_event(group=group, status=status)
    if part == "member":
        make_membership(group, somebody.person)
    if part == "organizer of another group":
        make_membership(make_group(), somebody.person, "organizer")
    if part == "crew of another event":
        make_crew(make_event(), somebody.person)
    client.force_login(somebody)

    for route in [
        "desk_event",
        "desk_event_change",
        "desk_event_publish",
        "desk_event_call_off",
        "desk_event_rename",
    ]:
        assert client.get(reverse(route, args=[event.slug])).status_code == 403, route
        assert client.post(reverse(route, args=[event.slug])).status_code == 403, route


def test_door_helper_sees_the_desk_but_changes_nothing(client: Client) -> None:
    event, helper = make_event(), make_user(name="Door")
    make_crew(event, helper.person, "door")
    client.force_login(helper)

    assert client.get(reverse("desk_event", args=[event.slug])).status_code == 200
    assert client.get(reverse("desk_event_change", args=[event.slug])).status_code == 403


def test_summit_is_drafted_with_a_page_and_published_by_staff(client: Client) -> None:
    client.force_login(make_user(name="Admin", is_staff=True, is_superuser=True))
    sent = {
        "kind": "summit",
        "title": "Autumn summit",
        "starts_at": "2027-10-12T09:00",
        "ends_at": "2027-10-14T18:00",
        "timezone": "Asia/Tokyo",
        "venue_name": "Hall",
        "accent": "#0B6E4F",
    }

    client.post(NEW, sent)
    event = Event.objects.get()
    assert (event.status, SummitPage.objects.get().live) == ("draft", False)
    client.post(reverse("desk_event_publish", args=[event.slug]))

    event.refresh_from_db()
    assert (event.status, event.accent, SummitPage.objects.get().live) == ("published", "#0b6e4f", True)


def test_summit_belongs_to_the_cycle_of_its_day_and_its_parts_to_the_same(client: Client) -> None:
    client.force_login(make_user(name="Admin", is_staff=True, is_superuser=True))
    make_cycle()
    beech = make_cycle("Beech", starts_on=dt.date(2026, 10, 1), ends_on=dt.date(2027, 4, 1))
    sent = {
        "kind": "summit",
        "title": "Winter summit",
        "starts_at": "2027-01-12T09:00",
        "timezone": "Asia/Tokyo",
        "venue_name": "Hall",
    }

    client.post(NEW, sent)
    summit = Event.objects.get()
    client.post(NEW, {**sent, "title": "A day after", "starts_at": "2027-05-01T09:00", "parent": summit.slug})
    outside = client.post(NEW, {**sent, "title": "Much later", "starts_at": "2029-01-12T09:00"})

    assert [event.cycle for event in Event.objects.order_by("starts_at")] == [beech, beech]
    assert outside.status_code == 422 and "cycle" in outside.context["form"].errors
    later = {**sent, "title": "Much later", "starts_at": "2029-01-12T09:00", "cycle": beech.pk}
    assert client.post(NEW, later).status_code == 302


def test_summit_is_not_for_everybody_to_draft(client: Client, organizer) -> None:
    assert client.get(f"{NEW}?kind=summit").status_code == 403


def test_change_raises_the_sequence_when_time_or_place_move(client: Client, organizer) -> None:
    client.post(NEW, needed())
    event = Event.objects.get()
    url = reverse("desk_event_change", args=[event.slug])

    client.post(url, needed(title="Other words"))
    event.refresh_from_db()
    assert event.sequence == 0
    client.post(url, needed(title="Other words", starts_at="2027-03-04T19:00"))

    event.refresh_from_db()
    assert (event.sequence, event.local_start.day) == (1, 4)


def test_no_meetup_is_moved_into_a_group_that_is_not_theirs(client: Client, organizer) -> None:
    client.post(NEW, needed())
    event, other = Event.objects.get(), make_group("Somebody else's")

    answer = client.post(reverse("desk_event_change", args=[event.slug]), needed(group=other.slug))

    assert answer.status_code == 422 and "group" in answer.context["form"].errors
    event.refresh_from_db()
    assert event.group.name == "Open Köln"


def test_fewer_seats_than_taken_are_told_beside_the_field(client: Client, organizer) -> None:
    client.post(NEW, needed(capacity="5"))
    event = Event.objects.get()
    Event.objects.filter(pk=event.pk).update(taken=3)

    answer = client.post(reverse("desk_event_change", args=[event.slug]), needed(capacity="2"))

    assert answer.status_code == 422
    assert 'id="id_capacity_errors"' in answer.content.decode()


@pytest.mark.parametrize(("verb", "status"), [("cancel", "cancelled"), ("postpone", "postponed")])
def test_calling_off_is_shown_and_taken_back(client: Client, organizer, verb: str, status: str) -> None:
    client.post(NEW, needed())
    event = Event.objects.get()
    make_registration(event)
    url = reverse("desk_event_call_off", args=[event.slug])

    client.post(url, {"verb": verb, "why": "The roof leaks"})
    event.refresh_from_db()
    assert (event.status, event.sequence) == (status, 1)
    assert "The roof leaks" in client.get(event.get_absolute_url()).content.decode()

    client.post(url, {"verb": "reinstate"})
    event.refresh_from_db()
    assert event.status == "published"


def test_calling_off_what_is_over_is_refused(client: Client, organizer) -> None:
    event = make_event(group=organizer_group(), starts_at=clock_now() - dt.timedelta(days=3))

    answer = client.post(reverse("desk_event_call_off", args=[event.slug]), {"verb": "cancel", "why": ""})

    assert answer.status_code == 422


@pytest.mark.parametrize("slug", ["new", "calendar", "Bad Slug", "taken", "x" * 200])
def test_bad_address_is_refused(client: Client, organizer, slug: str) -> None:
    make_event(slug="taken")
    client.post(NEW, needed())
    event = Event.objects.exclude(slug="taken").get()

    assert client.post(reverse("desk_event_rename", args=[event.slug]), {"slug": slug}).status_code == 422


def test_a_summit_is_published_whatever_became_of_its_page(client: Client) -> None:
    """An editor may have deleted it, moved it, or made an alias of it."""
    staff = make_user(name="Ann Admin", is_staff=True)
    client.force_login(staff)
    for slug in ("without-a-page", "with-an-alias", "with-a-draft"):
        client.post(
            NEW,
            {
                "kind": "summit",
                "title": slug,
                "starts_at": "2027-05-03T09:00",
                "ends_at": "2027-05-05T17:00",
                "timezone": "Europe/Berlin",
                "venue_name": "Forum",
            },
        )
        event, page = Event.objects.get(slug=slug), SummitPage.objects.get(slug=slug)
        if slug == "without-a-page":
            page.delete()
        elif slug == "with-an-alias":
            page.create_alias(update_slug="alias-of-it")
        else:
            page.summary = "Written by an editor."
            page.save_revision()

        answer = client.post(reverse("desk_event_publish", args=[slug]))

        event.refresh_from_db()
        assert answer.status_code == 302 and event.status == "published"
        assert client.get(event.get_absolute_url()).status_code == 200
        assert client.get(reverse("desk_event", args=[slug])).status_code == 200
    assert SummitPage.objects.get(slug="with-a-draft").summary == "Written by an editor."
    assert all(page.live for page in SummitPage.objects.all())


def test_an_organizer_makes_a_summit_part_of_no_other_than_their_own(client: Client) -> None:
    user = make_user(name="Organizer")
    mine, own, others = (make_event(t, kind="summit") for t in ("Mine", "Mine too", "Somebody else's"))
    make_event("Not yet said", kind="summit", status=Event.Status.DRAFT)
    for event in (mine, own):
        make_crew(event, user.person)
    client.force_login(user)
    address = reverse("desk_event_change", args=[mine.slug])
    page = client.get(address)
    sent = {
        name: field.value()
        for name in page.context["form"].fields
        if (field := page.context["form"][name]).value()
    }
    sent |= {"starts_at": "2027-03-03T09:00", "ends_at": "2027-03-04T18:00", "venue_name": "Forum"}

    assert b"Not yet said" not in page.content and b"Somebody else" not in page.content
    assert client.post(address, {**sent, "parent": others.slug}).status_code == 422
    assert client.post(address, {**sent, "parent": own.slug}).status_code == 302
    mine.refresh_from_db()
    assert mine.parent == own
