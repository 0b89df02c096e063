import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import FormerName
from events.models import Event
from events.programme.models import Session, SessionSpeaker
from groups.models import Membership, UserGroup
from people.models import Standing
from tests.factories.people import make_organisation, make_person, make_user

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)


def make_talk(person, title, *, status="published", session_status="confirmed"):
    event, _ = Event.objects.get_or_create(
        slug=f"an-event-{status}",
        defaults={
            "title": f"Event {status}",
            "timezone": "UTC",
            "starts_at": NOW,
            "ends_at": NOW + dt.timedelta(hours=2),
            "status": status,
            "shown_changed_at": NOW,
        },
    )
    talk = Session.objects.create(
        event=event, title=title, slug="t", status=session_status, shown_changed_at=NOW
    )
    SessionSpeaker.objects.create(session=talk, person=person, position=0)
    return talk


def test_a_public_person_is_shown_with_all_that_is_public(client):
    works = make_organisation("Karst Works")
    ada = make_person(
        "Ada Lark", is_public=True, headline="Runs clouds", biography="**Bold**", organisation=works
    )
    make_talk(ada, "Shown talk")
    make_talk(ada, "Secret draft", session_status="draft")
    make_talk(ada, "Unannounced", status="draft")
    group = UserGroup.objects.create(slug="bonn", name="Bonn Group")
    Membership.objects.create(group=group, person=ada, role="organizer", joined_at=NOW)
    Standing.objects.create(
        person=ada, kind="mentor", starts_on=dt.date(2020, 1, 1), because="Helped newcomers"
    )

    page = client.get(ada.get_absolute_url()).content.decode()

    for words in (
        "Ada Lark",
        "Runs clouds",
        "<strong>Bold</strong>",
        "Karst Works",
        "Shown talk",
        "Bonn Group",
    ):
        assert words in page
    assert "Helped newcomers" in page
    assert "Secret draft" not in page and "Unannounced" not in page


def test_a_person_who_is_not_public_is_shown_to_themselves_and_staff_alone(client):
    user = make_user(name="Ada Lark")
    address = user.person.get_absolute_url()

    assert client.get(address).status_code == 404
    client.force_login(make_user(name="Other"))
    assert client.get(address).status_code == 404
    client.force_login(make_user(name="Staff", is_staff=True))
    assert client.get(address).status_code == 200
    client.force_login(user)
    assert client.get(address).status_code == 200


def test_going_private_takes_the_page_away_at_once(client):
    user = make_user(name="Ada Lark")
    user.person.is_public = True
    user.person.save()
    for _ in range(3):
        assert client.get(user.person.get_absolute_url()).status_code == 200

    user.person.is_public = False
    user.person.save()

    assert client.get(user.person.get_absolute_url()).status_code == 404


def test_what_people_write_cannot_act(client):
    ada = make_person(
        "</script><script>alert(1)</script>",
        slug="x",
        is_public=True,
        headline='"><img src=x onerror=alert(1)>',
        biography="<script>alert(1)</script> [x](javascript:alert(1))",
        website="javascript:alert(1)",
        links={"<b>": "javascript:alert(1)"},
        source="<i>",
        source_url="javascript:alert(1)",
    )

    page = client.get(ada.get_absolute_url()).content.decode()

    assert "<script>alert" not in page and "<img src=x" not in page and 'href="javascript' not in page


def test_the_page_costs_the_same_with_one_talk_and_with_thirty(client):
    def queries(person):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(f"{person.get_absolute_url()}?{person.pk}").status_code == 200
        return len(seen)

    one, many = make_person("One", is_public=True), make_person("Many", is_public=True)
    make_talk(one, "A talk")
    for number in range(30):
        make_talk(many, f"Talk {number}")
        group = UserGroup.objects.create(slug=f"g{number}", name=f"G{number}")
        Membership.objects.create(group=group, person=many, role="organizer", joined_at=NOW)
    Membership.objects.create(group=group, person=one, role="organizer", joined_at=NOW)
    queries(make_person("Warm", is_public=True))

    assert queries(many) == queries(one)


def test_an_anonymous_page_sets_no_cookie_and_can_be_kept(client):
    answer = client.get(make_person(is_public=True).get_absolute_url())

    assert not answer.cookies and answer["ETag"] and "Cache-Control" in answer


def test_an_old_address_leads_to_the_new_one(client):
    ada = make_person(is_public=True)
    FormerName.objects.create(kind="people.person", slug="old-ada", thing_id=ada.pk)

    assert client.get("/people/old-ada/").url == ada.get_absolute_url()


def test_an_old_address_of_somebody_private_leads_nowhere(client):
    FormerName.objects.create(kind="people.person", slug="old-ada", thing_id=make_person().pk)

    assert client.get("/people/old-ada/").status_code == 404
