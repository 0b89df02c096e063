"""The form that a rush of guests asks for: kept for all of them, without a token, and never the door of a forger."""

import pytest
from django.test import Client
from django.urls import reverse

from core.clock import now as clock_now
from events.booking.actions import asking, ticket_type
from events.booking.models import Registration
from tests.factories.booking import register
from tests.factories.events import make_event
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

GUEST = {"name": "Ada", "email": "ada@people.example"}


@pytest.fixture
def event():
    return make_event(capacity=1)


@pytest.fixture
def path(event):
    return reverse("register", args=[event.slug])


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


def kept(path, queries):
    """The form as a guest sees it, once it is known what it shows; asked again, it takes one look-up."""
    client = Client()
    client.get(path)
    answer = client.get(path)
    with queries(1):
        again = client.get(path, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert not answer.cookies
    return answer.content.decode()


def test_it_is_kept_until_what_it_shows_has_changed(event, path, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr("core.answers.ASK_AGAIN_AFTER", 0)
    about = {"by": None, "now": clock_now()}

    page = kept(path, django_assert_num_queries)
    assert "Hold a seat for me" in page
    assert "csrfmiddlewaretoken" not in page

    register(event=event, name="Bo", email="bo@people.example", now=clock_now())
    assert "Stand in line" in kept(path, django_assert_num_queries)

    event.title = "Another name"
    event.save()
    assert "Another name" in kept(path, django_assert_num_queries)

    asking.add(event=event, facts=asking.Facts(label="Which size?"), **about)
    assert "Which size?" in Client().get(path).content.decode()


def test_it_is_built_anew_where_tickets_are_sold(event, path, django_assert_num_queries):
    kept(path, django_assert_num_queries)

    ticket_type.add(event=event, facts=ticket_type.Facts(name="Early bird"), by=None, now=clock_now())

    client = Client()
    client.get(path)
    assert "Early bird" in client.get(path).content.decode()
    assert "public" not in client.get(path)["Cache-Control"]


@pytest.mark.parametrize(
    ("signed_in", "said", "status"),
    [
        (False, "", 302),
        (False, "same-origin", 302),
        (False, "cross-site", 403),
        (False, "same-site", 403),
        (True, "same-origin", 302),
        (True, "", 403),
        (True, "cross-site", 403),
    ],
)
def test_another_site_can_register_nobody(signed_in, said, status, path, browser):
    if signed_in:
        browser.force_login(make_user(name="Ada"))

    answer = browser.post(path, GUEST, headers={"Sec-Fetch-Site": said} if said else {})

    assert answer.status_code == status
    assert Registration.objects.count() == (status == 302)


def test_whoever_is_signed_in_has_a_token_in_their_form(path, browser):
    browser.force_login(make_user(name="Ada"))

    page = browser.get(path)

    token = page.context["csrf_token"]
    assert "csrfmiddlewaretoken" in page.content.decode()
    assert browser.post(path, {"csrfmiddlewaretoken": str(token)}).status_code == 302


def test_no_other_form_goes_without_a_token(browser):
    answer = browser.post(reverse("account_login"), {}, headers={"Sec-Fetch-Site": "same-origin"})

    assert answer.status_code == 403
