"""What somebody does with one session: keep it, take a seat, say how it was."""

import datetime as dt
import json

import pytest
from django.test import Client
from django.urls import reverse

from core.clock import now
from core.models import AuditEntry
from events.programme.models import Feedback, Session, SignUp, Star
from tests.factories.events import make_crew, make_event
from tests.factories.people import make_person, make_user
from tests.factories.speakers import make_talk

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def event():
    return make_event("Oak summit", kind="summit", starts_at=now() - 2 * HOUR, ends_at=now() + 48 * HOUR)


@pytest.fixture
def talk(event):
    """It began an hour ago."""
    return make_talk(
        event, make_person("Bo Reed"), title="Roots", starts_at=now() - HOUR, ends_at=now() - HOUR / 2
    )


@pytest.fixture
def coming(event):
    return make_talk(
        event,
        make_person("Cy Ash"),
        title="Knots",
        starts_at=now() + HOUR,
        ends_at=now() + 2 * HOUR,
        takes_sign_up=True,
        capacity=1,
    )


@pytest.fixture
def ada(client):
    user = make_user(name="Ada Lark")
    client.force_login(user)
    return user.person


def page(session, name="session_attend"):
    return reverse(name, args=[session.event.slug, session.code])


def test_signed_out_is_led_to_the_door(client, talk):
    for url in (page(talk), page(talk, "session_feedback"), reverse("stars"), reverse("agenda")):
        assert client.get(url)["Location"].startswith("/accounts/login/")


def test_its_page_is_never_kept_and_shows_no_draft(client, ada, talk):
    answer = client.get(page(talk))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]

    Session.objects.update(status="draft")
    assert client.get(page(talk)).status_code == 404


def test_kept_and_no_more(client, ada, talk):
    client.post(page(talk), {"verb": "keep"})
    client.post(page(talk), {"verb": "keep"})
    assert Star.objects.get().person == ada

    client.post(page(talk), {"verb": "drop"})
    assert not Star.objects.exists()


def test_a_seat_is_taken_waited_for_and_given_back(client, ada, coming):
    other = make_user(name="Early Bird")
    early = Client()
    early.force_login(other)
    assert "1 seat is free" in early.get(page(coming)).content.decode()
    early.post(page(coming), {"verb": "sign_up"})

    assert "All seats are taken, 0 people wait" in client.get(page(coming)).content.decode()
    answer = client.post(page(coming), {"verb": "sign_up"}, follow=True)
    assert "You stand in the line, 0 people before you." in answer.content.decode()

    early.post(page(coming), {"verb": "leave"})
    assert "You have a seat." in client.get(page(coming)).content.decode()
    assert SignUp.objects.get().person == ada


def test_a_seat_in_what_has_begun_is_refused_in_words(client, ada, talk):
    Session.objects.update(takes_sign_up=True)

    answer = client.post(page(talk), {"verb": "sign_up"})

    assert answer.status_code == 409 and "It has begun." in answer.content.decode()
    assert not SignUp.objects.exists()


def test_feedback_once_a_person_and_changeable(client, ada, talk):
    client.post(page(talk), {"verb": "feedback", "stars": "2", "words": "Hm."})
    client.post(page(talk), {"verb": "feedback", "stars": "4", "words": "Better <b>now</b>."})

    row = Feedback.objects.get()
    assert (row.stars, row.words, row.person) == (4, "Better <b>now</b>.", ada)
    assert "Better &lt;b&gt;now&lt;/b&gt;." in client.get(page(talk)).content.decode()
    assert not AuditEntry.objects.filter(thing__contains="feedback").exists()


@pytest.mark.parametrize("stars", ["", "0", "6", "x"])
def test_feedback_without_proper_stars_is_told_and_kept(client, ada, talk, stars):
    answer = client.post(page(talk), {"verb": "feedback", "stars": stars, "words": "My words"})

    assert answer.status_code == 422 and "My words" in answer.content.decode()
    assert not Feedback.objects.exists()


def test_no_feedback_before_it_begins_nor_of_ones_own_nor_of_what_was_cancelled(client, ada, talk, coming):
    def tries(session):
        return client.post(page(session), {"verb": "feedback", "stars": "5"}).status_code

    assert tries(coming) == 409
    talk.session_speakers.create(person=ada, position=1)
    assert tries(talk) == 409
    talk.session_speakers.filter(person=ada).delete()
    Session.objects.update(status="cancelled")
    assert tries(talk) == 409
    assert not Feedback.objects.exists()


def test_answers_are_shown_from_five_on_to_those_who_speak_and_make_it(client, ada, talk):
    names = [f"Guest {n}" for n in range(5)]
    for n, name in enumerate(names[:4]):
        Feedback.objects.create(session=talk, person=make_person(name), stars=5, words=f"W{n}", at=now())
    url = page(talk, "session_feedback")
    assert client.get(url).status_code == 403
    speaker = make_user(name="Own Words")
    talk.session_speakers.create(person=speaker.person, position=1)
    client.force_login(speaker)
    text = client.get(url).content.decode()
    assert "Not enough answers yet" in text and "W0" not in text

    Feedback.objects.create(session=talk, person=make_person(names[4]), stars=1, words="W4", at=now())

    maker = make_user(name="Olu")
    make_crew(talk.event, maker.person)
    for user in (speaker, maker):
        client.force_login(user)
        text = client.get(url).content.decode()
        assert "4.2 of 5" in text and "W4" in text and "5 answers" in text
        assert not [name for name in names if name in text]


# -- stars as the script asks for them --


def post(client, **told):
    return client.post(reverse("stars"), json.dumps(told, default=str), content_type="application/json")


def test_stars_of_a_browser_are_merged_with_those_of_the_account(client, ada, event, talk, coming):
    Star.objects.create(session=talk, person=ada, at=now())
    url = reverse("stars")
    assert client.get(url, {"event": event.uuid}).json()["stars"] == [talk.code]

    answer = post(client, event=event.uuid, add=[coming.code, talk.code, "ZZZZZZ"])

    assert answer.json()["stars"] == [talk.code, coming.code]
    assert "no-store" in answer["Cache-Control"]
    told = answer.json()["whose"]
    assert told == client.get(url, {"event": event.uuid}).json()["whose"]
    client.force_login(make_user(name="Next One"))
    assert client.get(url, {"event": event.uuid}).json()["whose"] != told, "one browser, two accounts"
    client.force_login(ada.user)
    assert post(client, event=event.uuid, remove=[talk.code]).json()["stars"] == [coming.code]


def test_stars_of_others_and_drafts_are_not_told(client, ada, event, talk):
    Star.objects.create(session=talk, person=make_person("Other"), at=now())
    Session.objects.update(status="draft")

    assert post(client, event=event.uuid, add=[talk.code]).json()["stars"] == []
    assert Star.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        '{"event": 1}',
        '{"event": "x"}',
        '{"event": "%s", "add": "AB"}',
        '{"event": "%s", "add": [1]}',
    ],
)
def test_what_cannot_be_read_is_refused(client, ada, event, body):
    body = body.replace("%s", str(event.uuid))

    assert client.post(reverse("stars"), body, content_type="application/json").status_code == 422
    assert client.get(reverse("stars"), {"event": "x"}).status_code == 422


def test_stars_of_an_event_that_nobody_sees_are_not_there(client, ada):
    hidden = make_event(status="draft")

    assert post(client, event=hidden.uuid, add=[]).status_code == 404


def test_stars_need_the_token_of_a_form(talk):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(make_user(name="Ada"))

    assert post(careful, event=talk.event.uuid, add=[talk.code]).status_code == 403
    token = careful.get(reverse("stars"), {"event": talk.event.uuid}).json()["csrf"]
    told = json.dumps({"event": str(talk.event.uuid), "add": [talk.code]})
    answer = careful.post(
        reverse("stars"), told, content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert answer.json()["stars"] == [talk.code]
