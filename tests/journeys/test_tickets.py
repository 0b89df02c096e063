"""Tickets, in Chromium on a phone, with scripts and without: a paid order, a group, a seat handed on."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from events.booking.models import Code, Order, Question, Registration, Seller, Terms, TicketType
from events.models import Event
from tests.factories.events import make_event
from tests.factories.people import make_user
from tests.fakes.stripe import Stripe, fake_stripe
from tests.seeing import obstacles

pytestmark = pytest.mark.django_db(transaction=True)
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
PHONE = {"width": 360, "height": 780}


@pytest.fixture
def event() -> Event:
    event = make_event("Oak night", attendance=Event.Attendance.HYBRID)
    seller = Seller.objects.create(name="Oak Association", address="Way 1", prefix="OAK")
    Terms.objects.create(event=event, seller=seller, by_transfer=True)
    TicketType.objects.create(event=event, name="Standard", price_cents=4500, tax_percent=19)
    TicketType.objects.create(event=event, name="Stream", attendance="online")
    TicketType.objects.create(event=event, name="Dinner", kind="addon", price_cents=2000)
    come = Question.objects.create(event=event, label="Do you eat with us?", kind="yes")
    Question.objects.create(
        event=event, label="What do you eat?", is_required=True, shown_if=come, shown_if_answer="yes"
    )
    return event


@pytest.fixture
def stripe_there(settings):
    with fake_stripe(settings) as made:
        yield made


@SCRIPTS
def test_a_group_is_booked_with_a_code_and_paid_by_card(
    live_server, new_context, event, stripe_there: Stripe, settings, scripts: bool
) -> None:
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    directives = {**policy, "form-action": [*policy["form-action"], settings.STRIPE_API_BASE]}
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": directives}
    settings.SITE_URL = live_server.url
    Code.objects.create(event=event, code="TENTH", percent=10, created_at=event.shown_changed_at)
    page = new_context(viewport=PHONE, java_script_enabled=scripts).new_page()
    page.goto(f"{live_server.url}/events/{event.slug}/register/")
    if scripts:
        assert obstacles(page) == []

    page.get_by_label("Standard").check()
    page.fill("[name=quantity]", "3")
    if scripts:
        expect(page.locator("[data-total]")).to_have_text("135.00\N{NO-BREAK SPACE}EUR")
        expect(page.get_by_label("What do you eat?").first).to_be_hidden()
    else:
        page.get_by_role("button", name="Continue").click()
    page.fill("[name=attendee-2-name]", "Bo Birch")
    page.fill("[name=attendee-2-email]", "bo@people.example")
    page.get_by_label("Dinner").nth(1).check()
    page.fill("[name=code]", "wrong")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("There is no such code for you.").last).to_be_visible()
    expect(page.locator("[name=attendee-2-name]")).to_have_value("Bo Birch")
    page.fill("[name=code]", "tenth")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("[data-total]")).to_have_text("139.50\N{NO-BREAK SPACE}EUR")
    page.fill("[name=name]", "Ada Ash")
    page.fill("[name=email]", "ada@people.example")
    if scripts:
        assert obstacles(page) == []
    page.get_by_role("button", name="Order and pay").click()

    # Stripe's own page, another host
    expect(page.get_by_role("heading", level=1)).to_contain_text("139.50")
    page.get_by_role("button", name=re.compile("^Pay 139.50")).click()
    expect(page.get_by_role("heading", name="We wait for the payment's word")).to_be_visible()
    if scripts:
        assert obstacles(page) == []
    stripe_there.tell()
    if not scripts:
        page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Paid. You are in")
    if scripts:
        assert obstacles(page) == []

    order = Order.objects.get()
    assert [r.status for r in order.registrations.all()] == ["confirmed"] * 4
    assert sum(order.registrations.values_list("price_cents", flat=True)) == 13_950
    assert {"ada@people.example", "bo@people.example"} <= {m.to[0] for m in mail.outbox}

    # the third is named later
    page.get_by_text("Name who sits here").click()
    nameless = order.registrations.get(name="")
    page.fill(f"[name=seat-{nameless.pk}-name]", "Cy Cedar")
    page.fill(f"[name=seat-{nameless.pk}-email]", "cy@people.example")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("link", name="Cy Cedar")).to_be_visible()


def test_back_from_the_payment_without_paying(
    live_server, new_context, event, stripe_there, settings
) -> None:
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    directives = {**policy, "form-action": [*policy["form-action"], settings.STRIPE_API_BASE]}
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": directives}
    settings.SITE_URL = live_server.url
    page = new_context(viewport=PHONE).new_page()
    page.goto(f"{live_server.url}/events/{event.slug}/register/")
    page.get_by_label("Standard").check()
    page.fill("[name=name]", "Ada Ash")
    page.fill("[name=email]", "ada@people.example")
    page.get_by_role("button", name="Order and pay").click()

    page.get_by_role("link", name="Back, without paying").click()

    expect(page.get_by_text("the seats went back")).to_be_visible()
    event.refresh_from_db()
    assert event.taken == 0


@SCRIPTS
def test_a_seat_is_handed_on(live_server, new_context, enter, event, settings, scripts: bool) -> None:
    settings.SITE_URL = live_server.url
    ada = make_user(name="Ada Ash")
    context = new_context(viewport=PHONE, java_script_enabled=scripts)
    enter(context, ada)
    page = context.new_page()
    page.goto(f"{live_server.url}/events/{event.slug}/register/")
    page.get_by_label("Stream").check()
    page.get_by_role("group", name="Do you eat with us?").get_by_label("Yes").check()
    page.get_by_label("What do you eat?").fill("Soup")
    page.locator(".order-end button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are in")
    mine = page.url.split("?")[0]
    page.get_by_text("Hand the seat on to somebody else").click()
    page.get_by_role("button", name="Make a link").click()
    link = page.locator("#transfer-link").inner_text()
    if scripts:
        assert obstacles(page) == []

    other = new_context(viewport=PHONE, java_script_enabled=scripts).new_page()
    other.goto(link)
    if scripts:
        assert obstacles(other) == []
    other.fill("[name=name]", "Bo Birch")
    other.fill("[name=email]", "bo@people.example")
    other.get_by_role("button", name="Take the seat").click()

    expect(other.get_by_role("heading", level=1)).to_have_text("Your ticket")
    expect(other.get_by_text("Bo Birch").first).to_be_visible()
    assert page.goto(mine).status == 404
    assert other.goto(link).status == 410
    assert Registration.objects.get().answers.count() == 0
    assert {ada.email, "bo@people.example"} <= {m.to[0] for m in mail.outbox}


def test_ones_own_pages_are_open_to_everybody(live_server, new_context, enter, event) -> None:
    ada = make_user(name="Ada Ash")
    context = new_context(viewport=PHONE)
    enter(context, ada)
    page = context.new_page()
    page.goto(f"{live_server.url}/events/{event.slug}/register/")
    page.get_by_label("Stream").check()
    page.locator(".order-end button").click()
    ticket = page.url.split("?")[0]

    for path in (ticket, f"{ticket}coming/", f"{live_server.url}/me/"):
        page.goto(path)
        assert obstacles(page) == [], path
    page.get_by_label("Who sees that I come: Oak night").select_option("attendees")
    page.locator(".who-sees button").click()
    expect(page.get_by_label("Who sees that I come: Oak night")).to_have_value("attendees")
