import datetime as dt
import html

import pytest
from django.urls import reverse

from core import clock
from events.programme.models import Session
from speakers.models import CallForProposals
from tests.factories.events import make_crew, make_event
from tests.factories.people import make_user
from tests.factories.speakers import make_call, make_proposal, make_track

pytestmark = pytest.mark.django_db

HOSTILE = "</script><script>alert(1)</script>"


@pytest.fixture
def event():
    return make_event("Autumn summit", kind="summit", timezone="Europe/Berlin")


@pytest.fixture
def chair(event, client):
    user = make_user(name="Cy Moss")
    make_crew(event, user.person, "chair")
    client.force_login(user)
    return client


@pytest.fixture
def ada():
    return make_user(name="Ada Lark").person


def call_fields(**fields):
    return {
        "opens_at": "2026-05-01T09:00",
        "closes_at": "2026-06-01T23:59",
        "text": "We look for stories.",
        "formats": "Talk, 30\nWorkshop, 90",
        "languages": "en, ja",
        **fields,
    }


# -- the call -----------------------------------------------------------------------------------------


def test_a_call_is_opened_by_the_clock_where_the_event_is(chair, event):
    address = reverse("desk_call", args=[event.slug])
    assert chair.get(address).status_code == 200

    answer = chair.post(address, call_fields())

    call = CallForProposals.objects.get()
    assert answer.status_code == 302
    assert call.opens_at == dt.datetime(2026, 5, 1, 7, tzinfo=dt.UTC)
    assert call.closes_at == dt.datetime(2026, 6, 1, 21, 59, tzinfo=dt.UTC)
    assert call.formats == [{"name": "Talk", "minutes": 30}, {"name": "Workshop", "minutes": 90}]
    assert call.languages == ["en", "ja"]


def test_what_was_set_is_shown_and_sent_back_unchanged(chair, event):
    address = reverse("desk_call", args=[event.slug])
    chair.post(address, call_fields())

    text = chair.get(address).content.decode()

    assert 'value="2026-05-01T09:00"' in text and 'value="2026-06-01T23:59"' in text
    assert "Workshop, 90" in text


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("opens_at", "2026-03-29T02:30"),  # the clocks go forward over it
        ("closes_at", "2027-03-28T02:00"),
        ("opens_at", "2026-02-30T10:00"),
        ("opens_at", ""),
        ("closes_at", "2026-05-01T09:00"),
        ("closes_at", "2020-01-01T00:00"),
        ("text", "x" * 20_001),
        ("text", "Bell\x07"),
        ("formats", "Opera"),
        ("formats", "Talk, 30\nTalk, 45"),
        ("languages", "en, klingon"),
        ("languages", HOSTILE),
    ],
)
def test_bad_input_is_told_at_its_field(chair, event, field, sent):
    answer = chair.post(reverse("desk_call", args=[event.slug]), call_fields(**{field: sent}))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "<script>alert" not in answer.content.decode()
    assert not CallForProposals.objects.exists()


# -- who may come in ----------------------------------------------------------------------------------


def test_only_who_decides_comes_in(client, event, ada):
    call = make_call(event)
    row = make_proposal(call, ada)
    addresses = [
        reverse("desk_call", args=[event.slug]),
        reverse("desk_proposals", args=[event.slug]),
        *(reverse(name, args=[event.slug, row.code]) for name in ("desk_proposal", "desk_proposal_decline")),
    ]
    accept = reverse("desk_proposal_accept", args=[event.slug, row.code])
    for address in addresses:
        assert client.get(address)["Location"].startswith("/accounts/login/")
    door = make_user(name="Ed Ash")
    make_crew(event, door.person, "door")
    elsewhere = make_user(name="Flo Birch")
    make_crew(make_event(), elsewhere.person)
    for user in (make_user(name="Bo Reed"), door, elsewhere, ada.user):
        client.force_login(user)
        for address in addresses:
            assert client.get(address).status_code == 403
            assert client.post(address).status_code == 403
        assert client.post(accept).status_code == 403
    row.refresh_from_db()
    assert row.status == "submitted"


def test_a_proposal_of_another_event_is_not_found(chair, event, ada):
    row = make_proposal(make_call(), ada)

    assert chair.get(reverse("desk_proposal", args=[event.slug, row.code])).status_code == 404
    assert chair.post(reverse("desk_proposal_accept", args=[event.slug, row.code])).status_code == 404


@pytest.mark.parametrize(
    "written",
    [
        {"status": "draft"},
        {"status": "draft", "submitted_at": clock.now()},  # withdrawn, then taken up again
        {"status": "withdrawn", "submitted_at": None},  # never handed in at all
    ],
)
def test_drafts_are_nobodys_but_their_speakers(chair, event, ada, written):
    call = make_call(event)
    draft = make_proposal(call, ada, title="Not yet said", **written)
    said = make_proposal(call, ada, title="Said")

    assert "Not yet said" not in chair.get(reverse("desk_proposals", args=[event.slug])).content.decode()
    assert (
        "Not yet said"
        not in chair.get(reverse("desk_proposal", args=[event.slug, said.code])).content.decode()
    )
    assert chair.get(reverse("desk_proposal", args=[event.slug, draft.code])).status_code == 404
    assert chair.post(reverse("desk_proposal_accept", args=[event.slug, draft.code])).status_code == 404
    assert chair.post(reverse("desk_proposal_decline", args=[event.slug, draft.code])).status_code == 404


# -- the list -----------------------------------------------------------------------------------------


@pytest.fixture
def three(event, ada):
    call = make_call(event)
    storage, bo = make_track(event, "Storage"), make_user(name="Bo Reed").person
    make_proposal(call, ada, title="Alpha", track=storage)
    make_proposal(call, bo, title="Beta", status="accepted")
    make_proposal(call, bo, title="Gamma", status="declined", abstract="About alphabets.")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", "Alpha Beta Gamma"),
        ("?status=submitted", "Alpha"),
        ("?track=storage", "Alpha"),
        ("?q=alpha", "Alpha Gamma"),
        ("?q=Bo+Reed&status=accepted", "Beta"),
        ("?q=nobody", ""),
        ("?page=9999", "Alpha Beta Gamma"),
    ],
)
def test_the_list_is_filtered(chair, event, three, asked, found):
    page = chair.get(reverse("desk_proposals", args=[event.slug]) + asked)

    assert [row.title for row in page.context["page"]] == found.split()


@pytest.mark.parametrize("asked", ["?status=draft", "?track=elsewhere", "?q=%00beta", "?q=" + "x" * 300])
def test_an_odd_filter_is_told(chair, event, three, asked):
    assert chair.get(reverse("desk_proposals", args=[event.slug]) + asked).status_code == 422


def test_the_list_costs_the_same_however_many(chair, event, queries_of):
    call, track, address = make_call(event), make_track(event), reverse("desk_proposals", args=[event.slug])
    make_proposal(call, make_user(name="Ada Lark").person, track=track)
    one = queries_of(chair, address)
    for n in range(29):
        make_proposal(call, make_user(name=f"Speaker {n}").person, track=track)

    assert queries_of(chair, address) == one


def test_an_event_without_a_call_says_what_to_do(chair, event):
    text = chair.get(reverse("desk_proposals", args=[event.slug])).content.decode()

    assert reverse("desk_call", args=[event.slug]) in text


# -- deciding -----------------------------------------------------------------------------------------


def test_one_click_accepts(chair, event, ada):
    row = make_proposal(make_call(event), ada, title="Keys")

    page = chair.post(reverse("desk_proposal_accept", args=[event.slug, row.code]), follow=True)

    row.refresh_from_db()
    assert row.status == "accepted" and Session.objects.get().title == "Keys"
    assert "Accepted: Keys" in page.content.decode()
    assert row.session.get_absolute_url() in page.content.decode()


def test_declining_asks_once_by_name(chair, event, ada):
    row = make_proposal(make_call(event), ada, title="Keys")
    address = reverse("desk_proposal_decline", args=[event.slug, row.code])

    asked = chair.get(address)
    row.refresh_from_db()
    assert row.status == "submitted"
    assert "Decline “Keys”?" in html.unescape(asked.content.decode())

    chair.post(address)
    row.refresh_from_db()
    assert row.status == "declined"


def test_accepting_is_never_done_by_a_link(chair, event, ada):
    row = make_proposal(make_call(event), ada)

    assert chair.get(reverse("desk_proposal_accept", args=[event.slug, row.code])).status_code == 405


def test_what_was_withdrawn_meanwhile_is_not_accepted(chair, event, ada):
    row = make_proposal(make_call(event), ada, status="withdrawn", submitted_at=clock.now())

    page = chair.post(reverse("desk_proposal_accept", args=[event.slug, row.code]), follow=True)

    assert "withdrawn" in page.content.decode()
    assert not Session.objects.exists()


def test_hostile_text_is_text_for_organizers(chair, event, ada):
    texts = dict.fromkeys(("title", "abstract", "description", "notes", "co_speakers"), HOSTILE)
    row = make_proposal(make_call(event, text=HOSTILE), ada, **texts)

    for name, args in (
        ("desk_proposals", [event.slug]),
        ("desk_proposal", [event.slug, row.code]),
        ("desk_proposal_decline", [event.slug, row.code]),
        ("desk_call", [event.slug]),
        ("proposal_new", [event.slug]),
    ):
        assert "<script>alert" not in chair.get(reverse(name, args=args)).content.decode()
