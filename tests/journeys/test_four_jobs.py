"""The four jobs, in Chromium, on an empty site and on the demo, each with scripts and without.

An organizer publishes a meetup, an attendee registers, a speaker submits a talk, a calendar subscribes.
"""

import datetime as dt
import re
import urllib.request

import pytest
from django.core import mail
from icalendar import Calendar
from playwright.sync_api import expect

from core.clock import now as clock_now
from events.booking.models import Registration
from events.models import Event
from groups.models import UserGroup
from people.models import User
from speakers.models import CallForProposals, Proposal
from tests.factories.events import make_event
from tests.factories.groups import make_group, make_membership
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db(transaction=True)
WALKS = pytest.mark.parametrize(
    ("community", "scripts"),
    [("empty", True), ("empty", False), ("demo", True)],
    ids=["on an empty site", "without scripts", "on the demo"],
    indirect=["community"],
)
PHONE = {"width": 360, "height": 780}


@pytest.fixture
def community(request: pytest.FixtureRequest):
    """Who organizes, which group, which call: made here, or found among the demo by what they are."""
    if request.param == "demo":
        request.getfixturevalue("demo")
        call = CallForProposals.objects.open(clock_now()).get()
        membership = (
            UserGroup.objects.filter(memberships__person__user__isnull=False, memberships__role="organizer")
            .values("memberships__person__user", "pk")
            .first()
        )
        organizer = User.objects.get(pk=membership["memberships__person__user"])
        group = UserGroup.objects.get(pk=membership["pk"])
    else:
        request.getfixturevalue("transactional_db")
        organizer, group = make_user(name="Olu Organizer"), make_group("Open Köln")
        make_membership(group, organizer.person, "organizer")
        summit = make_event("Autumn summit", kind="summit")
        now = clock_now()
        call = CallForProposals.objects.create(
            event=summit,
            text="Tell us.",
            opens_at=now - dt.timedelta(days=1),
            closes_at=now + dt.timedelta(days=9),
            formats=[{"name": "Talk", "minutes": 30}],
        )
    mail.outbox.clear()
    return organizer, group, call


@WALKS
def test_meetup_is_published_registered_for_cancelled_and_followed(
    live_server, new_context, enter, community, scripts: bool
) -> None:
    organizer, group, _ = community
    organizers = new_context(viewport=PHONE, java_script_enabled=scripts)
    enter(organizers, organizer)
    desk = organizers.new_page()

    # the organizer publishes from one page with four needed fields
    desk.goto(f"{live_server.url}/desk/events/new/?group={group.slug}")
    desk.fill("[name=title]", "Tea & </script> talks")
    desk.fill("[name=starts_at]", "2031-03-03T19:00")
    desk.fill("[name=ends_at]", "")
    desk.fill("[name=venue_name]", "Forum")
    desk.fill("[name=capacity]", "1")
    desk.get_by_role("button", name="Publish the meetup").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Tea & </script> talks")
    event = Event.objects.get(title__startswith="Tea &")

    # a calendar subscribes to the group
    def feed() -> dict:
        with urllib.request.urlopen(f"{live_server.url}/groups/{group.slug}/calendar.ics") as answer:
            calendar = Calendar.from_ical(answer.read())
        return {str(e["UID"]): e for e in calendar.walk("VEVENT")}

    uid = next(u for u in feed() if str(event.uuid) in u)
    assert feed()[uid]["STATUS"] == "CONFIRMED"

    # a guest registers, and confirms from the mailbox
    guests = new_context(viewport=PHONE, java_script_enabled=scripts)
    page = guests.new_page()
    page.goto(live_server.url + event.get_absolute_url())
    page.get_by_role("link", name="Register").first.click()
    page.fill("[name=name]", "Gus Guest")
    page.fill("[name=email]", "gus@people.example")
    page.get_by_role("button", name="Hold a seat for me").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mailbox")
    link = re.search(r"(/registrations/\w+/)", mail.outbox[-1].body)[1]
    page.goto(live_server.url + link)
    page.get_by_role("button", name="Confirm my registration").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your ticket")
    expect(page.get_by_role("img", name="QR code of this ticket")).to_be_visible()

    # a member finds it full and stands in line with one click
    member = make_user(name="Mia Member")
    members = new_context(viewport=PHONE, java_script_enabled=scripts)
    enter(members, member)
    hers = members.new_page()
    hers.goto(live_server.url + event.get_absolute_url())
    hers.get_by_role("link", name="Join the waiting list").first.click()
    hers.get_by_role("button", name="Stand in line").click()
    expect(hers.get_by_text("You are number 1.")).to_be_visible()

    # the guest cannot come: her seat is there by itself
    page.get_by_role("button", name="I cannot come: give my seat back").click()
    hers.reload()
    expect(hers.get_by_role("heading", level=1)).to_have_text("You are in")
    assert [m.subject for m in mail.outbox if m.to == [member.email]][-1].startswith("A seat is free for you")

    # the organizer calls it off: page, mail and calendar say so
    desk.goto(f"{live_server.url}/desk/events/{event.slug}/call-off/")
    desk.fill("[name=why]", "The roof leaks")
    desk.get_by_role("button", name="Cancel “").click()
    page.goto(live_server.url + event.get_absolute_url())
    expect(page.get_by_text("The roof leaks").first).to_be_visible()
    assert any(m.to == [member.email] and "The roof leaks" in m.body for m in mail.outbox)
    assert feed()[uid]["STATUS"] == "CANCELLED"
    assert int(feed()[uid]["SEQUENCE"]) > 0


@WALKS
def test_signed_in_attendee_registers_with_one_click_and_undoes_it(
    live_server, new_context, enter, community, scripts: bool
) -> None:
    _, group, _ = community
    event, member = make_event("Tea", group=group), make_user(name="Mia Member")
    context = new_context(viewport=PHONE, java_script_enabled=scripts)
    enter(context, member)
    page = context.new_page()

    page.goto(f"{live_server.url}/events/{event.slug}/register/")
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are in")
    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Cancelled")
    assert Registration.objects.get(event=event).status == "cancelled"


@WALKS
def test_speaker_submits_a_talk(live_server, new_context, enter, community, scripts: bool) -> None:
    _, _, call = community
    speaker = make_user(name="Sasha Speaker")
    context = new_context(viewport=PHONE, java_script_enabled=scripts)
    enter(context, speaker)
    page = context.new_page()

    page.goto(f"{live_server.url}/events/{call.event.slug}/")
    page.get_by_role("link", name="Propose a talk").first.click()
    page.fill("[name=title]", "Keys & locks")
    page.fill("[name=abstract]", "How to turn them.")
    formats = page.locator("select[name=format]")
    if formats.count():
        formats.select_option(index=1)
    page.locator("button[name=submit]").click()

    expect(page.locator("main")).to_contain_text("Keys & locks")
    assert Proposal.objects.get(person=speaker.person).status == "submitted"
    assert any(m.to == [speaker.email] for m in mail.outbox)
