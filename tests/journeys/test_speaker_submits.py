"""A summit calls, somebody answers, an organizer says yes, the talk is in the programme: by HTTP alone, no script."""

import datetime as dt
import html
import re

import pytest
from django.test import Client

from core import clock
from events.models import Event
from events.programme.models import Session
from people.models import User
from speakers.models import CallForProposals, Proposal
from tests.factories.people import PASSWORD, make_user
from tests.people.letters import address_in, delivered

pytestmark = pytest.mark.django_db

HOSTILE = "Keys & locks </script><script>alert(1)</script>"


def enter(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def hidden_fields(page) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode())
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def wall(days: int) -> str:
    return f"{clock.now() + dt.timedelta(days=days):%Y-%m-%dT%H:%M}"


def test_from_an_empty_site_to_a_talk_in_the_programme():
    staff = enter(make_user(name="Sid Marsh", is_staff=True))
    chair, speaker = make_user(name="Cy Moss"), make_user(name="Ada Lark")

    # a summit is drafted and published
    new = staff.get("/desk/events/new/?kind=summit")
    drafted = staff.post(
        "/desk/events/new/",
        {
            **hidden_fields(new),
            "kind": "summit",
            "title": "Autumn summit",
            "starts_at": wall(60),
            "ends_at": wall(62),
            "timezone": "Asia/Tokyo",
            "venue_name": "Hall",
            "city": "Kobe",
        },
    )
    assert drafted.status_code == 302, drafted.context["form"].errors
    event = Event.objects.get()
    stranger = Client()
    call_address = f"/events/{event.slug}/proposals/new/"

    # its call stands, but not for everybody before the summit does
    desk_call = f"/desk/events/{event.slug}/call/"
    fields = {"opens_at": wall(-2), "closes_at": wall(30), "text": "Tell us.", "formats": "Talk, 30"}
    assert staff.post(desk_call, fields).status_code == 302
    assert stranger.get(call_address).status_code == 404
    published = staff.post(f"/desk/events/{event.slug}/publish/")
    event.refresh_from_db()
    assert event.is_public, (published.status_code, published.headers)
    event.crew.create(person=chair.person, role="chair")

    # somebody writes before signing in
    page = stranger.get(call_address)
    assert page.status_code == 200 and "Tell us." in page.content.decode()
    wrote = {**hidden_fields(page), "title": HOSTILE, "abstract": "How to turn them.", "format": "Talk"}
    door = stranger.post(call_address, {**wrote, "submit": "1"})
    assert door.status_code == 302
    signed_in = stranger.post(
        "/accounts/login/", {"login": speaker.email, "password": PASSWORD, "next": call_address}
    )
    assert signed_in["Location"] == call_address
    again = stranger.get(call_address)
    assert "How to turn them." in again.content.decode()

    # saves a draft, then submits; the button is pressed twice
    wrote |= hidden_fields(again)
    drafted = stranger.post(call_address, {**wrote, "save": "1"})
    own = drafted["Location"]
    assert Proposal.objects.get().status == "draft"
    for _ in range(2):
        stranger.post(own, {**wrote, **hidden_fields(stranger.get(own)), "submit": "1"})
    proposal = Proposal.objects.get()
    assert proposal.status == "submitted"
    [receipt] = delivered()
    assert receipt.to == [speaker.email] and address_in(receipt, "/proposals/") == own
    assert "\n" not in receipt.subject and receipt.alternatives

    # a chair reads and accepts it
    desk = enter(chair)
    listed = desk.get(f"/desk/events/{event.slug}/proposals/")
    assert "Keys &amp; locks" in listed.content.decode()
    assert desk.post(f"/desk/events/{event.slug}/proposals/{proposal.code}/accept/").status_code == 302

    # it is in the programme, and its speaker knows
    session = Session.objects.get()
    accepted = delivered()[-1]
    assert accepted.to == [speaker.email]
    assert address_in(accepted, "/schedule/") == session.get_absolute_url()
    assert "<script>" not in accepted.alternatives[0][0]
    visitor = Client()
    for address in (
        session.get_absolute_url(),
        f"/events/{event.slug}/schedule/",
        f"/events/{event.slug}/speakers/",
        "/speakers/",
    ):
        text = visitor.get(address).content.decode()
        assert "Ada Lark" in text or "Keys &amp; locks" in text, address
        assert "<script>alert" not in text
    assert "accepted" in stranger.get("/me/proposals/").content.decode()

    # and when the speaker cannot come, everybody sees that
    stranger.post(f"{own}withdraw/")
    session.refresh_from_db()
    assert session.status == "cancelled"
    assert "Ada Lark" not in visitor.get("/speakers/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_on_the_demo_a_member_submits_and_an_organizer_accepts(demo):
    call = CallForProposals.objects.open(clock.now()).select_related("event").first()
    assert call is not None, "the demo has an open call"
    speaker = User.objects.get(email="speaker@demo.example")
    client, organizer = enter(speaker), enter(User.objects.get(email="organizer@demo.example"))
    page = client.get(call.get_absolute_url())

    done = client.post(
        call.get_absolute_url(),
        {
            **hidden_fields(page),
            "title": "A talk of this very test",
            "abstract": "It is about itself.",
            "format": call.formats[0]["name"],
            "submit": "1",
        },
    )
    assert done.status_code == 302
    proposal = Proposal.objects.get(title="A talk of this very test")
    desk = f"/desk/events/{call.event.slug}/proposals/"
    assert proposal.title in organizer.get(f"{desk}?q=very+test").content.decode()
    organizer.post(f"{desk}{proposal.code}/accept/")

    proposal.refresh_from_db()
    assert proposal.status == "accepted"
    assert proposal.title in Client().get(proposal.session.get_absolute_url()).content.decode()
    assert any("A talk of this very test" in letter.subject for letter in delivered())
