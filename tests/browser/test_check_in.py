"""The door on a phone: the camera reads tickets, scans wait while there is no network, two doors agree."""

import re

import pytest
import segno
from django.urls import reverse
from playwright.sync_api import expect

from events.booking.models import CheckIn, Registration
from tests.browsing import ALONE, QUIET, chromium_path
from tests.factories.booking import make_registration
from tests.factories.events import make_crew, make_event
from tests.factories.people import make_user
from tests.seeing import obstacles

pytestmark = pytest.mark.django_db(transaction=True)

RESULT = "[data-door-results] .door-result"
STATE = "[data-door-state]"
Q = "[data-door-search] [name=q]"


@pytest.fixture
def event():
    return make_event("Oak night")


@pytest.fixture
def ann(event):
    return make_registration(event, name="Ann Réed", email="ann@people.example")


@pytest.fixture
def open_door(new_context, enter, live_server, event):
    def open_door(name="Ed Ash", **options):
        user = make_user(name=name)
        make_crew(event, user.person, "door")
        context = new_context(base_url=live_server.url, viewport={"width": 360, "height": 800}, **options)
        enter(context, user)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.clock.install()
        page.goto(reverse("desk_check_in", args=[event.slug]))
        expect(page.locator(STATE)).to_have_text("Online")
        return page

    return open_door


def ready_offline(page):
    """Its worker has the page, and the list is on the phone."""
    page.evaluate("async () => { await navigator.serviceWorker.ready }")
    expect(page.locator("[data-door-listed]")).to_contain_text("names on this phone", use_inner_text=False)


def ask_again(page):
    """Ten seconds later, when a phone asks how many are in."""
    page.clock.fast_forward(10_000)


def type_code(page, row):
    page.fill(Q, row.secret)
    page.press(Q, "Enter")


def tone(page, which):
    expect(page.locator(RESULT)).to_have_class(re.compile(rf"is-{which}\b"))


def test_name_is_found_on_the_phone_and_let_in_and_taken_back(open_door, event, ann):
    page = open_door()
    ready_offline(page)
    page.fill(Q, "reed")  # without the accent
    page.get_by_role("button", name="Let in: Ann Réed").click()

    tone(page, "good")
    expect(page.locator(RESULT)).to_contain_text("Ann Réed")
    expect(page.locator("[data-door-came]")).to_have_text("1")
    page.get_by_role("button", name="Take back").click()
    expect(page.locator(RESULT)).to_contain_text("Taken back")
    expect(page.locator("[data-door-came]")).to_have_text("0")
    ann.refresh_from_db()
    assert ann.checked_in_at is None


def test_each_result_can_be_read_by_everybody(open_door, event, ann):
    page = open_door()
    cancelled = make_registration(event, name="Bo Birch", status="cancelled")
    for row, expected in ((ann, "good"), (ann, "warn"), (cancelled, "bad")):
        type_code(page, row)
        tone(page, expected)
        assert obstacles(page) == []


def test_scans_wait_while_offline_and_the_page_opens_without_a_network(open_door, event, ann):
    bo = make_registration(event, name="Bo Birch")
    page = open_door()
    ready_offline(page)
    page.fill("[data-door-name]", "North")
    page.locator("[data-door-name]").blur()
    page.context.set_offline(True)
    type_code(page, ann)
    tone(page, "good")
    expect(page.locator(STATE)).to_have_text("Offline: 1 scan waits")
    type_code(page, ann)
    tone(page, "warn")

    page.reload()  # the phone was put away

    expect(page.locator(STATE)).to_have_text("Offline: 2 scans wait")
    expect(page.locator("[data-door-name]")).to_have_value("North")
    type_code(page, bo)
    tone(page, "good")
    assert not CheckIn.objects.exists()
    page.context.set_offline(False)
    expect(page.locator(STATE)).to_have_text("Online", timeout=20_000)
    assert list(CheckIn.objects.values_list("registration", "door")) == [
        (ann.pk, "North"),
        (ann.pk, "North"),
        (bo.pk, "North"),
    ]
    assert Registration.objects.filter(checked_in_at__isnull=False).count() == 2
    expect(page.locator("[data-door-came]")).to_have_text("2")


def test_two_doors_see_each_other(open_door, event, ann):
    """South is offline and first, North lets the same ticket in meanwhile: one admission, both doors named."""
    south, north = open_door("Sue South"), open_door("Nora North")
    for page, door in ((south, "South"), (north, "North")):
        ready_offline(page)
        page.fill("[data-door-name]", door)
    south.context.set_offline(True)
    type_code(south, ann)
    tone(south, "good")
    type_code(north, ann)
    tone(north, "good")

    south.context.set_offline(False)

    ask_again(south)
    expect(south.locator(STATE)).to_have_text("Online")
    ask_again(north)
    for page in (south, north):
        conflict = page.locator("[data-door-twice]")
        expect(conflict).to_contain_text("Ann Réed")
        expect(conflict).to_contain_text(re.compile(r"South.*North"))
        expect(page.locator("[data-door-came]")).to_have_text("1")
    first = CheckIn.objects.get(door="South")
    ann.refresh_from_db()
    assert ann.checked_in_at == first.scanned_at


def test_signed_out_phone_keeps_its_scans(open_door, event, ann):
    page = open_door()
    ready_offline(page)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    type_code(page, ann)

    expect(page.locator(STATE)).to_contain_text("sign in again")
    page.context.add_cookies(cookies)
    ask_again(page)
    expect(page.locator(STATE)).to_have_text("Online")
    assert CheckIn.objects.get().registration == ann


def test_list_is_deleted_from_the_phone_by_a_button(open_door, ann):
    page = open_door()
    ready_offline(page)
    page.locator("[data-door-phone] summary").click()
    page.get_by_role("button", name="Delete the list from this phone").click()

    expect(page.locator("[data-door-listed]")).to_contain_text("deleted")
    page.fill(Q, "reed")
    expect(page.locator("[data-door-found]")).to_be_hidden()


def picture_of(text, file):
    """What a camera sees that is held over a ticket: a film of one frame."""
    rows = [bytes(row) for row in segno.make(text, error="m").matrix_iter(scale=8, border=6)]
    width, height = 640, 480
    left, top = (width - len(rows[0])) // 2, (height - len(rows)) // 2
    light = bytearray(b"\xc0" * (width * height))
    for y, row in enumerate(rows):
        start = (y + top) * width + left
        light[start : start + len(row)] = bytes(16 if dark else 235 for dark in row)
    frame = b"FRAME\n" + bytes(light) + b"\x80" * (width * height // 2)
    file.write_bytes(b"YUV4MPEG2 W640 H480 F15:1 Ip A1:1 C420mpeg2\n" + frame * 15)


def test_camera_reads_a_ticket(playwright, live_server, enter, watch, event, ann, tmp_path):
    picture_of(ann.secret, tmp_path / "ticket.y4m")
    user = make_user(name="Ed Ash")
    make_crew(event, user.person, "door")
    camera = [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={tmp_path / 'ticket.y4m'}",
    ]
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=[*QUIET, ALONE, *camera])
    try:
        context = browser.new_context(base_url=live_server.url, locale="en-GB")
        watch.over(context)
        enter(context, user)
        page = context.new_page()
        page.goto(reverse("desk_check_in", args=[event.slug]))
        page.get_by_role("button", name="Scan with the camera").click()

        tone(page, "good")
        expect(page.locator(RESULT)).to_contain_text("Ann Réed")
        page.wait_for_timeout(1500)
        # Held before the camera it is one scan, not one a frame.
        tone(page, "good")
        page.get_by_role("button", name="Stop the camera").click()
        expect(page.locator("[data-door-video]")).to_be_hidden()
        context.close()
    finally:
        browser.close()
    assert CheckIn.objects.count() == 1
