"""The proposal's page keeps what is typed: on the server, in the browser when offline, and through every mishap."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from speakers.models import Proposal
from tests.factories.events import make_crew, make_event
from tests.factories.people import PASSWORD, make_user
from tests.factories.speakers import make_call, make_proposal

pytestmark = pytest.mark.django_db(transaction=True)

STATE = "[data-autosave-state]"
SAVED = re.compile(r"Saved \d\d:\d\d")


@pytest.fixture
def call():
    return make_call(make_event("Autumn summit", kind="summit"), text="Tell us.")


@pytest.fixture
def speaker():
    return make_user(name="Ada Lark")


@pytest.fixture
def open_page(new_context, enter, live_server, call):
    def open_page(user=None, path=None):
        context = new_context(base_url=live_server.url)
        if user:
            enter(context, user)
        page = context.new_page()
        page.clock.install()
        page.goto(path or reverse("proposal_new", args=[call.event.slug]))
        return page

    return open_page


def pause(page):
    """So long that what was typed is saved by itself."""
    page.clock.fast_forward(1_200)


def test_it_saves_itself_and_reloading_finds_it(open_page, speaker):
    page = open_page(speaker)

    page.locator("[name=title]").fill("Keys")
    pause(page)
    expect(page.locator(STATE)).to_have_text(SAVED, timeout=10_000)
    row = Proposal.objects.get()
    assert (row.title, row.status, row.person) == ("Keys", "draft", speaker.person)
    assert page.url.endswith(f"/proposals/{row.code}/")

    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("[name=abstract]").fill("How to turn them.")
        pause(page)
    expect(page.locator(STATE)).to_have_text(SAVED)
    page.reload()
    expect(page.locator("[name=abstract]")).to_have_value("How to turn them.")
    expect(page.get_by_text("This browser kept")).to_have_count(0)
    assert Proposal.objects.count() == 1


def test_submitting_right_after_typing_sends_the_last_word(open_page, speaker):
    page = open_page(speaker)

    page.locator("[name=title]").fill("Keys")
    page.locator("[name=abstract]").fill("How to turn them.")
    page.get_by_role("button", name="Submit").click()

    expect(page.get_by_text("A receipt is on its way")).to_be_visible()
    row = Proposal.objects.get()
    assert (row.status, row.abstract) == ("submitted", "How to turn them.")


def test_offline_the_browser_keeps_it_and_sends_it_when_back(open_page, speaker):
    page = open_page(speaker)
    page.context.set_offline(True)

    page.locator("[name=title]").fill("Written on a train")
    pause(page)
    expect(page.locator(STATE)).to_contain_text("offline", timeout=10_000)
    assert not Proposal.objects.exists()
    page.context.set_offline(False)

    expect(page.locator(STATE)).to_have_text(SAVED, timeout=10_000)
    assert Proposal.objects.get().title == "Written on a train"


def test_a_text_that_was_never_sent_is_offered_again(open_page, speaker):
    page = open_page(speaker)
    address = page.url
    page.context.set_offline(True)
    page.locator("[name=title]").fill("Lost and found")
    pause(page)
    expect(page.locator(STATE)).to_contain_text("offline", timeout=10_000)

    page.close(run_before_unload=False)
    page.context.set_offline(False)
    page = page.context.new_page()
    page.clock.install()
    page.goto(address)
    expect(page.locator("[name=title]")).to_have_value("")
    page.get_by_role("button", name="Put it back").click()

    expect(page.locator("[name=title]")).to_have_value("Lost and found")
    pause(page)
    expect(page.locator(STATE)).to_have_text(SAVED, timeout=10_000)


def test_what_cannot_be_saved_is_told_and_stays(open_page, speaker):
    page = open_page(speaker)

    page.locator("[name=title]").fill("x" * 300)
    pause(page)
    expect(page.locator(STATE)).to_contain_text("Not saved yet: Title", timeout=10_000)
    expect(page.locator("[name=title]")).to_have_value("x" * 300)

    page.locator("[name=title]").fill("Shorter")
    pause(page)
    expect(page.locator(STATE)).to_have_text(SAVED, timeout=10_000)


def test_a_visitor_writes_signs_in_and_submits(open_page, speaker):
    page = open_page()
    page.locator("[name=title]").fill("Written first")
    expect(page.locator(STATE)).to_contain_text("Kept in this browser")
    page.locator("[name=abstract]").fill("Signed in later.")
    page.get_by_role("button", name="Submit").click()

    page.locator("[name=login]").fill(speaker.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/proposals/new/**")
    expect(page.locator("[name=title]")).to_have_value("Written first")
    page.get_by_role("button", name="Submit").click()

    expect(page.get_by_text("A receipt is on its way")).to_be_visible()
    assert Proposal.objects.get().status == "submitted"


def test_what_is_submitted_is_not_rewritten_while_somebody_types(open_page, call, speaker):
    row = make_proposal(call, speaker.person, title="As it was sent")
    page = open_page(speaker, row.get_absolute_url())

    page.locator("[name=title]").fill("Half a thou")
    expect(page.locator(STATE)).to_contain_text("Kept in this browser")
    pause(page)
    page.wait_for_timeout(200)
    row.refresh_from_db()
    assert row.title == "As it was sent"

    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("Changed.")).to_be_visible()
    row.refresh_from_db()
    assert row.title == "Half a thou"


def test_an_organizer_accepts_with_one_click_and_declines_with_two(open_page, call, speaker):
    first, second = (make_proposal(call, speaker.person, title=title) for title in ("Alpha", "Beta"))
    organizer = make_user(name="Cy Moss")
    make_crew(call.event, organizer.person)
    page = open_page(organizer, reverse("desk_proposals", args=[call.event.slug]))

    page.get_by_role("link", name="Alpha").click()
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("Accepted: Alpha")).to_be_visible()

    page.get_by_role("link", name="Proposals", exact=True).first.click()
    page.get_by_role("link", name="Beta").click()
    page.get_by_role("link", name="Decline").click()
    page.get_by_role("dialog").get_by_role("button", name="Decline").click()
    expect(page.get_by_text("Declined: Beta")).to_be_visible()

    for row, status in ((first, "accepted"), (second, "declined")):
        row.refresh_from_db()
        assert row.status == status


def test_two_windows_never_write_over_one_another_unseen(open_page, call, speaker):
    row = make_proposal(call, speaker.person, title="Begun", status="draft")
    first = open_page(speaker, row.get_absolute_url())
    second = first.context.new_page()
    second.clock.install()
    second.goto(row.get_absolute_url())
    first.locator("[name=title]").fill("In the first")
    pause(first)
    expect(first.locator(STATE)).to_have_text(SAVED, timeout=10_000)

    second.locator("[name=title]").fill("In the second")
    pause(second)
    expect(second.locator(STATE)).to_contain_text("another window", timeout=10_000)
    row.refresh_from_db()
    assert row.title == "In the first"
    second.get_by_role("button", name="Save as draft").click()

    expect(second.get_by_role("heading", name="What is saved now")).to_be_visible()
    expect(second.locator("[name=title]")).to_have_value("In the second")
    expect(second.get_by_text("In the first", exact=True).last).to_be_visible()
    second.get_by_role("button", name="Save as draft").click()
    expect(second.get_by_text("Saved as a draft")).to_be_visible()
    row.refresh_from_db()
    assert row.title == "In the second"
