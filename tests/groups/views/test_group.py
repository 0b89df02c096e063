import datetime as dt
import json
import re

import pytest

from core.clock import now
from core.models import FormerName
from groups.models import Membership
from tests.factories.events import make_event
from tests.factories.groups import make_group, make_membership
from tests.factories.people import make_person, make_user

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


def test_the_facts_of_a_group(client):
    group = make_group(
        "Köln Cloud", slug="koln-cloud", description="We **meet**.", website="https://koeln.example/",
        links={"matrix": "#koeln", "meetup": "https://www.meetup.com/koeln/"}, aliases=["KC"], source="a list",
    )  # fmt: skip
    start = now() + dt.timedelta(days=3)
    make_event("Coming evening", group=group, starts_at=start, ends_at=start + dt.timedelta(hours=2))
    make_event(
        "Draft evening", group=group, status="draft", starts_at=start, ends_at=start + dt.timedelta(hours=2)
    )
    past = now() - dt.timedelta(days=30)
    make_event("Past evening", group=group, starts_at=past, ends_at=past + dt.timedelta(hours=2))

    page = text(client.get("/groups/koln-cloud/"))

    for words in ("Köln Cloud", "<strong>meet</strong>", "#koeln", "www.meetup.com/koeln", "a list", "Coming evening",
                  "Past evening", "/groups/koln-cloud/join/", "/groups/koln-cloud/calendar.ics"):  # fmt: skip
        assert words in page, words
    assert "Draft evening" not in page
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert data["name"] == "Köln Cloud" and data["location"]["geo"]["latitude"] == 50.94


def test_only_public_organizers_are_named(client):
    group = make_group()
    make_membership(group, make_person("Shown Ada", is_public=True), "organizer")
    make_membership(group, make_person("Hidden Bo"), "organizer")
    make_membership(group, make_person("Member Cy", is_public=True))

    page = text(client.get(group.get_absolute_url()))

    assert "Shown Ada" in page and "Hidden Bo" not in page and "Member Cy" not in page


def test_an_old_address_leads_to_the_new_one(client):
    group = make_group(slug="new-name")
    FormerName.objects.create(kind="groups.usergroup", slug="old-name", thing_id=group.pk)

    answer = client.get("/groups/old-name/")

    assert (answer.status_code, answer["Location"]) == (301, "/groups/new-name/")


@pytest.mark.parametrize(
    "address", ["/groups/nobody/", "/groups/nobody/join/", "/groups/%00/", "/groups/x%27/"]
)
def test_nobody_is_404_or_the_door(client, address):
    assert client.get(address).status_code in (404, 302)


def test_hostile_text_stays_text(client):
    group = make_group(
        "</script><script>alert(1)</script>", description="<script>alert(2)</script>[x](javascript:alert(3))",
        links={"website": "javascript:alert(4)"}, aliases=["<img src=x onerror=alert(5)>"], city="</title>",
    )  # fmt: skip

    for address in (group.get_absolute_url(), "/groups/"):
        page = text(client.get(address))
        assert "<script>alert" not in page and "<img src=x" not in page and 'href="javascript:' not in page


def test_words_of_a_live_page_are_shown(client):
    from wagtail.models import Page

    from core.models import SectionPage
    from groups.models import GroupPage

    group = make_group()
    section = SectionPage.objects.filter(list_url="/groups/").first() or Page.objects.get(depth=2).specific
    page = GroupPage(
        title="Words", group=group, body=json.dumps([{"type": "text", "value": "<p>Come in!</p>"}])
    )
    section.add_child(instance=page)

    for _ in range(3):
        shown = text(client.get(group.get_absolute_url()))
    page.unpublish()

    assert "Come in!" in shown
    assert "Come in!" not in text(client.get(group.get_absolute_url()))


def test_queries_do_not_grow_with_rows(client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(group):
        with CaptureQueriesContext(connection) as caught:
            client.get(group.get_absolute_url())
        return len(caught)

    few, many = make_group(), make_group()
    for group, rows in ((few, 1), (many, 30)):
        for n in range(rows):
            make_membership(group, make_person(f"P {n}", is_public=True), "organizer")
            for day in (3, -3):
                start = now() + dt.timedelta(days=day)
                make_event(group=group, starts_at=start, ends_at=start + dt.timedelta(hours=1))

    assert count(many) <= count(few) <= 20


def test_a_stranger_who_wants_to_join_is_led_to_the_door_and_back(client):
    group = make_group(slug="koln-cloud")

    answer = client.get("/groups/koln-cloud/join/")

    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/groups/koln-cloud/join/"
    assert client.post("/groups/koln-cloud/join/").status_code == 302
    assert not Membership.objects.filter(group=group).exists()


def test_joining_and_leaving(client):
    group, user = make_group(), make_user(name="Ada")
    client.force_login(user)
    address = f"{group.get_absolute_url()}join/"

    assert "no-store" in client.get(address)["Cache-Control"]
    client.post(address, {"do": "join"})
    client.post(address, {"do": "join"})
    assert Membership.objects.get().person == user.person
    assert "You are in" in text(client.get(address))
    client.post(address, {"do": "leave"})

    assert not Membership.objects.exists()


def test_the_only_organizer_hears_why_not(client):
    group, user = make_group(), make_user(name="Ada")
    make_membership(group, user.person, "organizer")
    client.force_login(user)

    answer = client.post(f"{group.get_absolute_url()}join/", {"do": "leave"})

    assert answer.status_code == 409 and "only organizer" in text(answer)
    assert Membership.objects.exists()
