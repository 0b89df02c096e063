"""The page to which the home page's one call leads."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.answers import shelf
from people.models import Standing
from tests.factories.people import make_person, make_user
from tests.factories.speakers import make_call

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a\b[^>]*\bhref="([^"#]+)"')


def recognise(person, **fields):
    known = {"kind": "active-user", "starts_on": dt.date(2020, 1, 1), "because": "Organized two meetups."}
    return Standing.objects.create(person=person, **{**known, **fields})


def main_of(answer):
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("signed_in", [False, True])
def test_the_call_of_the_home_page_leads_to_what_it_takes(client, signed_in):
    if signed_in:
        client.force_login(make_user(name="Ada Lark"))
    call = main_of(client.get("/")).split('class="call-out"')[1]

    [address] = LINK.findall(call)

    page = main_of(client.get(address))
    assert "How to become one" in page and "/accounts/signup/" not in call
    links = {link for link in LINK.findall(page) if link.startswith("/")}
    assert "/groups/" in links and all(client.get(link).status_code == 200 for link in links)


def test_who_is_recognised_today_is_named_with_the_reason(client):
    recognise(make_person("Ada Lark", is_public=True))
    recognise(make_person("Hidden Hal"))
    recognise(make_person("Former Fred", is_public=True), ends_on=dt.date(2021, 1, 1))
    recognise(make_person("Elected Eve", is_public=True), kind="official")
    call = make_call()

    page = main_of(client.get("/active-users/"))

    assert "Ada Lark" in page and "Organized two meetups." in page and call.event.title in page
    assert not any(name in page for name in ("Hidden Hal", "Former Fred", "Elected Eve"))


def test_it_is_said_anew_at_once(client):
    assert "Nobody is recognised yet" in main_of(client.get("/active-users/"))

    recognise(make_person("Ada Lark", is_public=True))

    assert "Ada Lark" in main_of(client.get("/active-users/"))


def test_queries_do_not_grow_with_people(client):
    def asked():
        shelf.clear()
        with CaptureQueriesContext(connection) as queries:
            main_of(client.get("/active-users/"))
        return len(queries)

    recognise(make_person(is_public=True))
    few = asked()
    for _ in range(30):
        recognise(make_person(is_public=True))

    assert asked() <= few
