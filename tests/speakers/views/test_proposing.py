import datetime as dt
import html
import json
import re

import pytest
from django.urls import reverse

from core import clock
from core.client import limit
from speakers.models import Proposal
from tests.factories.events import make_event
from tests.factories.people import PASSWORD, make_user
from tests.factories.speakers import make_call, make_proposal, make_track

pytestmark = pytest.mark.django_db

HOSTILE = "</script><script>alert(1)</script>"
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def call():
    return make_call(make_event("Autumn summit", kind="summit"), text="We look for **stories**.")


@pytest.fixture
def address(call):
    return reverse("proposal_new", args=[call.event.slug])


@pytest.fixture
def speaker():
    return make_user(name="Ada Lark")


@pytest.fixture
def signed_in(client, speaker):
    client.force_login(speaker)
    return client


def key_in(page):
    return re.search(r'name="key" value="([^"]+)"', page.content.decode())[1]


def whole(**fields):
    return {"title": "Keys", "abstract": "How to turn them.", "key": "form-key-one", **fields}


def close(call):
    call.closes_at = clock.now() - dt.timedelta(seconds=1)
    call.save()


# -- reading the call ---------------------------------------------------------------------------------


def test_everybody_reads_the_call_and_its_deadline(client, call, address):
    page = client.get(address)

    text = page.content.decode()
    assert page.status_code == 200
    assert "<strong>stories</strong>" in text
    assert call.closes_at.astimezone(call.event.zone).isoformat() in text
    assert "asked to sign in" in text
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("status", ["draft"])
def test_the_call_of_a_draft_is_nobodys(signed_in, status):
    call = make_call(make_event(status=status))

    for answer in (
        signed_in.get(reverse("proposal_new", args=[call.event.slug])),
        signed_in.post(reverse("proposal_new", args=[call.event.slug]), whole()),
    ):
        assert answer.status_code == 404


def test_an_event_without_a_call_has_no_such_page(client):
    assert client.get(reverse("proposal_new", args=[make_event().slug])).status_code == 404
    assert client.get(reverse("proposal_new", args=["nowhere"])).status_code == 404


def test_the_form_offers_what_the_call_does(signed_in, call, address):
    make_track(call.event, "Storage")
    make_track(make_event(), "Elsewhere")

    form = signed_in.get(address).context["form"]

    assert [value for value, _ in form.fields["track"].choices] == ["", "storage"]
    assert [value for value, _ in form.fields["format"].choices] == ["", "Talk", "Workshop"]
    assert [str(name) for _, name in form.fields["language"].choices][1:] == ["English", "German"]


# -- writing by hand ----------------------------------------------------------------------------------


def test_a_draft_needs_nothing(signed_in, call, address):
    answer = signed_in.post(address, {"save": "1", "title": "", "key": key_in(signed_in.get(address))})

    row = Proposal.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/proposals/{row.code}/")
    assert row.status == "draft"


def test_submitting_takes_every_field(signed_in, call, address, speaker):
    track = make_track(call.event)
    fields = whole(
        description="More\r\nlines",
        notes="Thursday only",
        track="storage",
        format="Talk",
        language="de",
        level="beginner",
        co_speakers="bo@people.example",
    )

    answer = signed_in.post(address, {**fields, "submit": "1"}, follow=True)

    row = Proposal.objects.get()
    assert answer.status_code == 200
    assert (row.status, row.person, row.track, row.format) == ("submitted", speaker.person, track, "Talk")
    assert (row.description, row.language, row.level) == ("More\nlines", "de", "beginner")
    assert "receipt" in answer.content.decode()


def test_a_second_submit_of_the_same_form_makes_no_second_proposal(signed_in, address):
    for _ in range(2):
        signed_in.post(address, {**whole(), "submit": "1"})
    for _ in range(2):  # not even where the form lost its key
        signed_in.post(address, {"title": "Other", "abstract": "Other.", "submit": "1"})

    assert Proposal.objects.count() == 2


def test_what_is_missing_is_told_beside_its_field_and_nothing_is_lost(signed_in, address):
    answer = signed_in.post(address, {"submit": "1", "title": "", "abstract": "Long thought of"})

    assert answer.status_code == 422
    assert "title" in answer.context["form"].errors
    assert "Long thought of" in answer.content.decode()
    assert 'id="id_title_errors"' in answer.content.decode()
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("button", ["save", "submit"])
@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("title", "x" * 10_000),
        ("title", "Ke\x00ys"),
        ("abstract", "Bell \x07"),
        ("description", "x" * 10_001),
        ("notes", "\x1b[31mred"),
        ("track", "compute"),
        ("track", "\x00"),
        ("track", "stor\x00age"),
        ("format", "Opera"),
        ("language", "tlh"),
        ("level", HOSTILE),
        ("co_speakers", "not an address"),
    ],
)
def test_bad_input_is_told_at_its_field(signed_in, call, address, button, field, sent):
    make_track(call.event, "Storage")
    make_track(make_event(), "Compute")

    answer = signed_in.post(address, {**whole(notes="Kept all the same"), field: sent, button: "1"})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    if field != "notes":
        assert "Kept all the same" in answer.content.decode()
    if set(sent) == {"x"}:
        assert sent in answer.content.decode()
    assert not Proposal.objects.exists()


def test_a_hidden_choice_of_another_event_is_told_too(signed_in, call, address):
    make_track(make_event(), "Compute")  # this event has no track at all

    answer = signed_in.post(address, {**whole(), "track": "compute", "submit": "1"})

    assert answer.status_code == 422
    assert "does not offer" in html.unescape(answer.content.decode())


def test_hostile_text_is_shown_as_text_everywhere(signed_in, call, address):
    texts = dict.fromkeys(("title", "abstract", "description", "notes"), HOSTILE)

    page = signed_in.post(address, {**whole(), **texts, "submit": "1"}, follow=True)
    mine = signed_in.get(reverse("my_proposals"))
    close(call)
    read = signed_in.get(Proposal.objects.get().get_absolute_url())

    for answer in (page, mine, read):
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()
    assert Proposal.objects.get().title == HOSTILE


def test_an_odd_key_is_no_key(signed_in, address):
    answer = signed_in.post(address, {**whole(key="\x00" * 9 + "'\"<"), "save": "1"})

    assert answer.status_code == 302


# -- after the deadline -------------------------------------------------------------------------------


def test_a_closed_call_says_when_it_closed(client, call, address):
    close(call)

    page = client.get(address)

    assert page.status_code == 200
    assert "The call closed on" in page.content.decode()
    assert "<textarea" not in page.content.decode()


def test_a_call_to_come_says_when_it_opens(client, call, address):
    call.opens_at = clock.now() + dt.timedelta(days=1)
    call.save()

    assert "The call opens on" in client.get(address).content.decode()
    assert client.post(address, whole()).status_code == 403


@pytest.mark.parametrize("button", ["save", "submit"])
def test_after_the_deadline_the_text_is_given_back(signed_in, call, address, button):
    close(call)

    answer = signed_in.post(address, {**whole(description="A whole evening's work"), button: "1"})

    text = html.unescape(answer.content.decode())
    assert answer.status_code == 403
    assert "The call closed on" in text and "A whole evening's work" in text
    assert not Proposal.objects.exists()


def test_after_the_deadline_a_draft_can_be_read_and_no_longer_changed(signed_in, call, speaker):
    row = make_proposal(call, speaker.person, status="draft", title="Never sent", abstract="Half of it")
    close(call)

    page = signed_in.get(row.get_absolute_url())
    answer = signed_in.post(row.get_absolute_url(), {**whole(title="Late"), "save": "1"})

    assert "Half of it" in page.content.decode() and "<textarea" not in page.content.decode()
    assert answer.status_code == 403
    assert "Late" in answer.content.decode()
    row.refresh_from_db()
    assert row.title == "Never sent"


# -- a visitor who is not signed in -------------------------------------------------------------------


def test_a_visitor_is_led_to_sign_in_and_finds_the_text_again(client, call, address, speaker):
    fields = whole(title="Written first", abstract="Signed in later")

    led = client.post(address, {**fields, "submit": "1"})
    assert led.status_code == 302
    assert led["Location"].startswith("/accounts/login/?next=/events/")
    assert not Proposal.objects.exists()

    client.post("/accounts/login/", {"login": speaker.email, "password": PASSWORD, "next": address})
    page = client.get(address)
    assert "Written first" in page.content.decode()
    assert "Signed in later" in page.content.decode()

    client.post(address, {**fields, "key": key_in(page), "submit": "1"})
    assert Proposal.objects.get().person == speaker.person
    assert "Written first" not in re.sub(r"<ul.*?</ul>", "", client.get(address).content.decode(), flags=re.S)


@pytest.mark.usefixtures("still_clock")
def test_strangers_leave_only_so_much_in_sessions(client, address):
    for _ in range(60):
        limit("proposal_kept", "127.0.0.1", most=60, seconds=3600)

    answer = client.post(address, whole(title="Written in vain"))

    assert answer.status_code == 429 and int(answer["Retry-After"]) > 0
    assert "Written in vain" in answer.content.decode()
    assert "proposals" not in client.session


def test_the_script_of_a_visitor_is_told_where_the_door_is(client, address):
    answer = client.post(address, whole(), **JSON)

    assert answer.status_code == 401
    assert answer.json()["sign_in"].startswith("/accounts/login/?next=")


def test_only_reading_the_call_sets_no_session(client, address):
    client.get(address)

    assert "sessionid" not in client.cookies


# -- saving while people type -------------------------------------------------------------------------


def test_the_script_saves_a_draft_at_the_same_address(signed_in, address):
    first = signed_in.post(address, whole(abstract=""), **JSON)
    second = signed_in.post(address, whole(abstract="More"), **JSON)

    row = Proposal.objects.get()
    assert first.status_code == second.status_code == 200
    assert first.json()["code"] == second.json()["code"] == row.code
    assert (first.json()["status"], first.json()["url"]) == ("draft", f"/proposals/{row.code}/")
    assert dt.datetime.fromisoformat(second.json()["saved_at"]) == row.changed_at
    assert row.abstract == "More"


def test_the_script_never_submits(signed_in, address):
    signed_in.post(address, {**whole(), "submit": "1"}, **JSON)

    assert Proposal.objects.get().status == "draft"


def test_the_script_is_told_what_is_wrong(signed_in, call, address):
    answer = signed_in.post(address, whole(title="x" * 10_000), **JSON)
    close(call)
    late = signed_in.post(address, whole(), **JSON)

    assert answer.status_code == 422
    assert "title" in json.loads(answer.content)["errors"]
    assert late.status_code == 403 and "closed" in late.json()["error"]


# -- one's own proposals ------------------------------------------------------------------------------


def test_a_submitted_proposal_is_edited_until_the_deadline(signed_in, call, speaker):
    row = make_proposal(call, speaker.person)

    signed_in.post(row.get_absolute_url(), {**whole(title="Better"), "submit": "1"})

    row.refresh_from_db()
    assert (row.title, row.status) == ("Better", "submitted")


def test_a_draft_is_submitted_from_its_own_page(signed_in, call, speaker):
    row = make_proposal(call, speaker.person, status="draft")

    signed_in.post(row.get_absolute_url(), {**whole(), "submit": "1"})

    row.refresh_from_db()
    assert row.status == "submitted"


@pytest.mark.parametrize("name", ["proposal", "proposal_withdraw"])
def test_somebody_elses_code_is_not_found(signed_in, call, name):
    row = make_proposal(call, make_user(name="Bo Reed").person)
    address = reverse(name, args=[row.code])

    assert signed_in.get(address).status_code == 404
    assert signed_in.post(address, {**whole(), "submit": "1"}).status_code == 404
    row.refresh_from_db()
    assert row.status == "submitted" and row.title != "Keys"


def test_a_code_that_is_none_is_not_found(signed_in):
    for code in ("NOSUCH", "%00", "a%00b", "a" * 300):
        assert signed_in.get(f"/proposals/{code}/").status_code == 404


def test_a_stranger_is_led_to_the_door(client, call, speaker):
    row = make_proposal(call, speaker.person)

    for address in (row.get_absolute_url(), reverse("my_proposals")):
        assert client.get(address)["Location"].startswith("/accounts/login/")


def test_withdrawing_asks_once_and_can_be_taken_back(signed_in, call, speaker):
    row = make_proposal(call, speaker.person, title="Keys & locks")

    asked = signed_in.get(reverse("proposal_withdraw", args=[row.code]))
    assert "Withdraw “Keys & locks”?" in html.unescape(asked.content.decode())
    row.refresh_from_db()
    assert row.status == "submitted"

    signed_in.post(reverse("proposal_withdraw", args=[row.code]))
    row.refresh_from_db()
    assert row.status == "withdrawn"

    signed_in.post(reverse("proposal_restore", args=[row.code]))
    row.refresh_from_db()
    assert row.status == "draft"


def test_my_proposals_show_mine_alone(signed_in, call, speaker):
    make_proposal(call, speaker.person, title="Mine it is")
    make_proposal(call, make_user(name="Bo Reed").person, title="Theirs it is")

    text = signed_in.get(reverse("my_proposals")).content.decode()

    assert "Mine it is" in text and "Theirs it is" not in text


def test_my_proposals_cost_the_same_however_many(signed_in, speaker, queries_of):
    make_proposal(make_call(), speaker.person)
    one = queries_of(signed_in, reverse("my_proposals"))
    for _ in range(29):
        make_proposal(make_call(), speaker.person, track=None)

    assert queries_of(signed_in, reverse("my_proposals")) == one
