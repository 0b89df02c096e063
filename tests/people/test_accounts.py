"""Who is signed in is asked at each request by statements of our own (`core.often`): they let nobody in for longer."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session

from core.clock import now
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client):
    user = make_user(name="Ada Lark")
    client.force_login(user)
    assert client.get("/me/").status_code == 200
    return user


def test_who_comes_in_is_known_by_their_key(client, ada):
    assert client.get("/me/").wsgi_request.user == ada


def test_a_closed_account_is_out_at_the_next_request(client, ada):
    ada.is_active = False
    ada.save()

    assert client.get("/me/").status_code == 302


def test_an_erased_account_is_out_at_the_next_request(client, ada):
    ada.delete()

    assert client.get("/me/").status_code == 302


def test_a_changed_password_ends_the_other_sessions(client, ada):
    ada.set_password("something else entirely")
    ada.save()

    assert client.get("/me/").status_code == 302


def test_a_session_that_ran_out_opens_nothing(client, ada):
    Session.objects.update(expire_date=now() - dt.timedelta(seconds=1))

    assert client.get("/me/").status_code == 302
