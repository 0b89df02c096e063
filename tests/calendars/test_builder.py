"""The builder: a public address for everybody, an own one that can be changed for who is signed in."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import FormerName
from events.calendars.actions import private_feed as actions
from events.calendars.models import PrivateFeed
from events.calendars.rules.wanted import Wanted, wanted
from events.programme.models import Star
from events.rules.question import Question
from groups.models import Membership
from tests.calendars.rows import NOW, a_group, a_session, an_event, read
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
BUILDER = "/calendar/"


@pytest.fixture
def groups():
    cologne = a_group(slug="koeln", name="Kölner Kreis", city="Köln", latitude=50.94, longitude=6.96)
    berlin = a_group(slug="berlin", name="Berliner Runde", city="Berlin", latitude=52.52, longitude=13.4)
    bonn = a_group(slug="bonn", name="Bonner Tisch", city="Bonn", latitude=50.73, longitude=7.1)
    an_event(title="At Cologne", group=cologne, tags=["python"])
    an_event(title="At Berlin", group=berlin, tags=["ops"])
    an_event(title="At Bonn", group=bonn, attendance="online")
    return {"koeln": cologne, "berlin": berlin, "bonn": bonn}


@pytest.fixture
def ada(client):
    user = make_user(name="Ada Lark")
    client.force_login(user)
    return user.person


def shown(answer) -> list[str]:
    return [entry.summary for entry in answer.context["coming"]]


def test_everybody_gets_a_preview_and_a_public_address(client, groups):
    answer = client.get(f"{BUILDER}?group=koeln&group=berlin&find=&near=&either=on")

    assert set(shown(answer)) == {"At Cologne", "At Berlin"}
    page = answer.content.decode()
    assert 'data-preview="preview"' in page and 'id="preview"' in page
    assert "webcal://testserver/calendar.ics?group=koeln%2Cberlin" in page
    assert "At Cologne" in page and "csrfmiddlewaretoken" not in page and not answer.cookies
    assert set(read(client.get("/calendar.ics?group=koeln%2Cberlin"))) == {"At Cologne", "At Berlin"}


@pytest.mark.parametrize(
    "asked, titles",
    [
        ("group=berlin&near=Köln&within=60&either=1", {"At Cologne", "At Berlin", "At Bonn"}),
        ("group=bonn&near=Köln&within=60", {"At Bonn"}),
        ("group=berlin&near=Köln&within=60&either=1&tag=ops,python", {"At Cologne", "At Berlin"}),
        ("group=berlin,bonn&online=1", {"At Bonn"}),
        ("tag=python&tag=ops", {"At Cologne", "At Berlin"}),
    ],
)
def test_groups_place_and_topics_together(client, groups, asked, titles):
    assert set(shown(client.get(f"{BUILDER}?{asked}"))) == titles
    assert set(read(client.get(f"/calendar.ics?{asked}"))) == titles


def test_groups_are_offered_where_they_are_looked_for(client, groups):
    def offered(asked: str) -> list[str]:
        return [
            slug
            for slug, _name in client.get(f"{BUILDER}?{asked}").context["form"]["group"].field.widget.choices
        ]

    for n in range(12):
        an_event(group=a_group(name=f"A busy group {n}"))
        an_event(group=a_group(name=f"A busy group {n}"))
    assert "bonn" not in offered("group=koeln") and offered("group=koeln")[0] == "koeln"
    assert "bonn" in offered("find=bonn") and "bonn" in offered("near=Köln")


def test_what_cannot_be_asked_is_told_beside_its_field_and_nothing_is_lost(client, groups):
    answer = client.get(f"{BUILDER}?near=Atlantisville&within=20&group=koeln")

    page = answer.content.decode()
    assert answer.status_code == 422 and "Atlantisville" in page and "Mend what is marked" in page
    assert 'value="20"' in page and 'value="koeln"' in page and "calendar.ics?" not in page


def test_builder_without_anything_says_what_to_do(client):
    answer = client.get(BUILDER)

    assert answer.status_code == 200 and "Nothing is coming up in it" in answer.content.decode()


def test_who_is_not_signed_in_makes_no_private_calendar(client):
    answer = client.post(BUILDER, {"verb": "make", "wants": ["events"]})

    assert answer.status_code == 302 and "/accounts/login/" in answer["Location"]
    assert not PrivateFeed.objects.exists()


def test_form_of_a_member_begins_with_their_groups_and_what_is_theirs(client, groups, ada):
    Membership.objects.create(group=groups["berlin"], person=ada, joined_at=NOW)
    session = a_session(an_event(title="Summit"), title="Kept talk")
    Star.objects.create(person=ada, session=session, at=NOW)

    answer = client.get(BUILDER)

    assert set(shown(answer)) == {"At Berlin", "Kept talk"}
    assert "no-store" in answer["Cache-Control"]


def test_private_calendar_is_made_previewed_and_changed_without_another_address(client, groups, ada):
    sent = {"name": "Mine", "group": ["koeln"], "near": "Berlin", "within": "20", "either": "on"}
    previewed = client.post(BUILDER, {**sent, "wants": ["events"], "verb": "preview"})
    assert set(shown(previewed)) == {"At Cologne", "At Berlin"} and not PrivateFeed.objects.exists()

    made = client.post(BUILDER, {**sent, "wants": ["events"], "verb": "make"}, follow=True)
    feed = PrivateFeed.objects.get()
    url, change = feed.get_absolute_url(), reverse("agenda_feed", args=[feed.pk])
    assert url in made.content.decode() and feed.person == ada
    assert set(read(client.get(url))) == {"At Cologne", "At Berlin"}

    form = client.get(change)
    assert set(shown(form)) == {"At Cologne", "At Berlin"} and 'value="Berlin"' in form.content.decode()
    client.post(change, {"name": "Other", "group": ["bonn"], "wants": ["events"], "verb": "preview"})
    assert set(read(client.get(url))) == {"At Cologne", "At Berlin"}
    client.post(change, {"name": "Other", "group": ["bonn"], "wants": ["events"], "verb": "change"})
    assert set(read(client.get(url))) == {"At Bonn"}
    feed.refresh_from_db()
    assert (feed.name, feed.get_absolute_url()) == ("Other", url)


def test_calendar_that_is_to_hold_nothing_is_refused(client, ada):
    assert client.post(BUILDER, {"name": "Mine", "verb": "make"}).status_code == 422
    feed = make(ada)

    answer = client.post(reverse("agenda_feed", args=[feed.pk]), {"name": "Typed", "verb": "change"})

    assert answer.status_code == 422 and "Typed" in answer.content.decode()
    assert PrivateFeed.objects.count() == 1


def make(person) -> PrivateFeed:
    wants = Wanted(kinds=frozenset({"stars"}))
    return actions.make(person=person, name="Mine", wants=wants, by=person.user, now=NOW)


def test_calendar_is_only_its_owners(client, ada):
    feed = make(ada)
    change = reverse("agenda_feed", args=[feed.pk])
    client.force_login(make_user(name="Bo"))

    assert client.get(change).status_code == 404
    assert client.post(change, {"verb": "revoke"}).status_code == 404
    assert feed.get_absolute_url() not in client.get(reverse("agenda")).content.decode()
    assert PrivateFeed.objects.standing().count() == 1
    client.logout()
    assert client.get(change).status_code == 302


def test_no_more_calendars_than_anybody_needs(client, ada):
    for _ in range(actions.MOST):
        make(ada)

    answer = client.post(BUILDER, {"name": "One more", "wants": ["stars"], "verb": "make"})

    assert answer.status_code == 422 and PrivateFeed.objects.count() == actions.MOST


def test_group_that_is_renamed_stays_and_one_that_is_gone_takes_its_events_along(client, groups, ada):
    asked = Question(groups=(groups["koeln"].pk,))
    wants = Wanted(kinds=frozenset({"events"}), question=asked)
    feed = actions.make(person=ada, name="Mine", wants=wants, by=ada.user, now=NOW)

    groups["koeln"].slug = "cologne"
    groups["koeln"].save()
    assert set(read(client.get(feed.get_absolute_url()))) == {"At Cologne"}

    groups["koeln"].events.all().delete()
    groups["koeln"].delete()
    assert read(client.get(feed.get_absolute_url())) == {}
    assert wanted(feed.wants).question == asked


def test_group_that_is_asked_for_by_its_former_name_is_ticked(client, groups):
    FormerName.objects.create(kind="groups.usergroup", slug="colonia", thing_id=groups["koeln"].pk)

    answer = client.get(f"{BUILDER}?group=colonia&group=berlin")

    assert set(shown(answer)) == {"At Cologne", "At Berlin"}
    ticked = [box.data["value"] for box in answer.context["form"]["group"] if box.data["selected"]]
    assert set(ticked) == {"koeln", "berlin"}


def test_builder_takes_as_many_queries_for_thirty_as_for_one(client, ada):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"{BUILDER}?find=group&near=Köln&deadlines=1").status_code == 200
        return len(caught)

    def more(n: int) -> None:
        for _ in range(n):
            group = a_group(city="Köln", latitude=50.94, longitude=6.96)
            event = an_event(group=group, tags=["x"], starts_at=NOW + dt.timedelta(days=3))
            Star.objects.create(person=ada, session=a_session(event), at=NOW)

    more(1)
    queries()
    few = queries()
    more(29)

    assert queries() <= few


def test_form_of_a_calendar_whose_group_is_no_more_does_not_mean_every_event(client, groups, ada):
    wants = Wanted(kinds=frozenset({"events"}), question=Question(groups=(groups["koeln"].pk,)))
    feed = actions.make(person=ada, name="Mine", wants=wants, by=ada.user, now=NOW)
    groups["koeln"].events.all().delete()
    groups["koeln"].delete()

    form = client.get(reverse("agenda_feed", args=[feed.pk]))

    assert read(client.get(feed.get_absolute_url())) == {}
    assert "coming" not in form.context and "Tick something" in form.content.decode()
