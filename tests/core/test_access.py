"""One question for every permission."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from core import access
from people.models import User


class Thing:
    slug = "thing"


@pytest.fixture(autouse=True)
def _rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        access._rules, ("paint", Thing), lambda who, thing: who.is_authenticated and who.is_staff
    )


def test_question_without_a_rule_is_a_mistake_of_ours() -> None:
    with pytest.raises(access.NoRule):
        access.can(AnonymousUser(), "eat", Thing())


def test_disabled_account_may_nothing() -> None:
    assert access.can(User(is_staff=True), "paint", Thing())
    assert not access.can(User(is_staff=True, is_active=False), "paint", Thing())


def test_must_raises_where_can_says_no() -> None:
    with pytest.raises(PermissionDenied):
        access.must(AnonymousUser(), "paint", Thing())


def test_door_leads_strangers_to_the_one_login_and_back() -> None:
    view = access.needs("paint", lambda slug: Thing())(lambda request, thing: HttpResponse("in"))
    request = RequestFactory().get("/paint/?a=1")
    request.user = AnonymousUser()

    answer = view(request, slug="thing")

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/paint/%3Fa%3D1")


def test_door_refuses_who_may_not_and_lets_in_who_may() -> None:
    view = access.needs("paint", lambda slug: Thing())(lambda request, thing: HttpResponse("in"))
    request = RequestFactory().get("/paint/")
    request.user = User()
    with pytest.raises(PermissionDenied):
        view(request, slug="thing")
    request.user = User(is_staff=True)

    assert view(request, slug="thing").content == b"in"


def test_second_rule_for_the_same_question_is_refused() -> None:
    with pytest.raises(ValueError, match="rule already"):
        access.rule("paint", Thing)(lambda who, thing: True)
