import pytest
from django.urls import reverse

from core.clock import now as clock_now
from speakers.actions import decision
from tests.factories.events import make_event
from tests.factories.people import make_person
from tests.factories.reviewing import make_criterion, make_phase, make_reviewer
from tests.factories.selection import make_choice, make_decision
from tests.factories.speakers import make_call, make_proposal, make_track

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make_call(make_event("Autumn summit", kind="summit"))


@pytest.fixture
def url(call):
    return reverse("chosen", args=[call.event.slug])


def fill(call, number=6):
    track = make_track(call.event, slots=number)
    for n in range(number):
        talk = make_proposal(
            call, make_person(f"Chosen {n}"), track=track, title=f"In {n}", format="Workshop"
        )
        make_choice(talk, position=n)
    no = make_proposal(call, make_person("Nora Nay"), track=track, title="Left out")
    make_choice(no, "decline")
    make_proposal(call, make_person("Dora Draft"), title="Half done", status="draft")
    decision.decide(call=call, by=None, now=clock_now())


def test_it_is_told_once_decisions_are_released(client, call, url):
    fill(call)
    make_phase(call, name="First look")
    make_criterion(call, "Useful", weight=3)
    make_criterion(call, "New", weight=1)
    make_reviewer(call, make_person("Rae Reed"))
    assert client.get(url).status_code == 404

    decision.release(call=call, by=None, now=clock_now())
    answer = client.get(url)
    text = answer.content.decode()

    assert "7 proposals came in, 6 were chosen" in text
    assert "86 %" in text
    assert "100 % of the speakers were in no programme here before" in text
    assert "weighs 75 %" in text
    assert "1 reviewer read" in text
    assert "First look" in text
    for secret in ("Nora", "Left out", "Dora", "Half done", "Rae Reed"):
        assert secret not in text
    assert not answer.cookies
    assert "public" in answer["Cache-Control"]


def test_the_share_of_a_few_is_not_told(client, call, url):
    fill(call, 2)
    decision.release(call=call, by=None, now=clock_now())

    assert "in no programme" not in client.get(url).content.decode()


def test_a_further_release_is_seen_at_once(client, call, url):
    fill(call)
    decision.release(call=call, verdicts=["decline"], by=None, now=clock_now())
    for _twice in range(2):  # the second building is kept
        assert "0 were chosen" in client.get(url).content.decode()

    decision.release(call=call, by=None, now=clock_now())

    assert "6 were chosen" in client.get(url).content.decode()


def test_the_call_and_the_schedule_lead_there(client, call, url):
    pages = [
        reverse("proposal_new", args=[call.event.slug]),
        f"/events/{call.event.slug}/schedule/",
    ]
    talk = make_proposal(call, make_person())
    make_decision(talk)
    for page in pages * 2:
        assert url not in client.get(page).content.decode()

    decision.release(call=call, by=None, now=clock_now())

    for page in pages:
        assert url in client.get(page).content.decode()


def test_a_drafts_call_tells_nothing(client):
    call = make_call(make_event(kind="summit", status="draft"))
    make_decision(make_proposal(call, make_person()), released_at=clock_now())

    assert client.get(reverse("chosen", args=[call.event.slug])).status_code == 404


def test_it_costs_the_same_however_many(client, call, url, queries_of):
    fill(call, 1)
    decision.release(call=call, by=None, now=clock_now())
    first = queries_of(client, f"{url}?a")
    track = call.event.tracks.get()
    for _n in range(30):
        make_proposal(call, make_person(), track=track, status="confirmed")

    assert queries_of(client, f"{url}?b") == first
