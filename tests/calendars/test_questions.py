"""The questions of the list, asked of the calendar of everything."""

import datetime as dt

import pytest

from events.models import Venue
from tests.calendars.rows import STARTS, a_group, an_event, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def some():
    cologne = a_group(slug="koeln", name="Kölner Kreis", city="Köln", latitude=50.94, longitude=6.96)
    an_event(title="Cologne", group=cologne, tags=["python", "größe"], language="de", kind="meetup")
    berlin = Venue.objects.create(name="Halle", city="Berlin", latitude=52.52, longitude=13.4)
    an_event(
        title="Berlin",
        venue=berlin,
        kind="summit",
        starts_at=STARTS + dt.timedelta(days=30),
        language="en",
        tags=["pythonic"],
    )
    an_event(
        title="Online",
        attendance="online",
        timezone="America/Los_Angeles",
        starts_at=dt.datetime(2026, 7, 11, 2, tzinfo=dt.UTC),
    )
    an_event(title="Long ago", starts_at=STARTS - dt.timedelta(days=900))


@pytest.mark.parametrize(
    "asked, titles",
    [
        ("", {"Cologne", "Berlin", "Online"}),
        ("kind=summit", {"Berlin"}),
        ("kind=", {"Cologne", "Berlin", "Online"}),
        ("group=koeln", {"Cologne"}),
        ("near=Köln", {"Cologne"}),
        ("near=koln&within=20", {"Cologne"}),
        ("near=50.9,7.0&within=600", {"Cologne", "Berlin"}),
        ("near=52.5,13.4", {"Berlin"}),
        ("q=cologne", {"Cologne"}),
        ("q=halle", {"Berlin"}),
        ("q=kreis cologne", {"Cologne"}),
        ("tag=python", {"Cologne"}),
        ("tag=größe", {"Cologne"}),
        ("tag=%25", set()),
        ("lang=de", {"Cologne"}),
        ("online=1", {"Online"}),
        ("online=on", {"Online"}),
        ("online=0", {"Cologne", "Berlin"}),
        ("from=2026-06-01", {"Cologne", "Berlin", "Online"}),
        ("from=2026-06-01&to=2026-06-02", {"Cologne"}),
        ("to=2026-06-01", {"Long ago"}),
        ("from=2026-07-10&to=2026-07-10", {"Online"}),  # ten in the evening there, the next day in UTC
        ("from=2026-07-11", set()),
        ("from=2000-01-01", {"Cologne", "Berlin", "Online", "Long ago"}),
        ("utm_source=x", {"Cologne", "Berlin", "Online"}),
    ],
)
def test_feed_answers_the_questions_of_the_list(client, some, asked, titles):
    assert set(read(client.get(f"/calendar.ics?{asked}"))) == titles


@pytest.mark.parametrize(
    "asked, said",
    [
        ("kind=party", "kind:"),
        ("near=Atlantisville", "Atlantisville"),
        ("near=95,7", "Latitudes"),
        ("near=Köln&within=0", "within:"),
        ("near=Köln&within=x", "within:"),
        ("within=5", "which place"),
        ("from=yesterday", "from:"),
        ("from=2026-02-30", "from:"),
        ("from=0001-01-01", "year"),
        ("to=9999-12-31", "year"),
        ("from=2026-02-03&to=2026-02-01", "before the first"),
        ("group=nobody", "no group"),
        ("lang=<script>", "lang:"),
        ("online=maybe", "online:"),
        ("q=" + "x" * 300, "q:"),
        ("q=%00", "q:"),
    ],
)
def test_question_that_cannot_be_answered_is_refused_with_its_reason(client, some, asked, said):
    response = client.get(f"/calendar.ics?{asked}")

    assert response.status_code == 422
    assert said in response.content.decode()
    assert client.get(f"/calendar/?{asked}").status_code == 422


def test_builder_offers_the_calendar_that_was_asked_for(client, some):
    response = client.get("/calendar/?near=Köln&kind=&within=20")

    page = response.content.decode()
    assert response.status_code == 200
    address = "/calendar.ics?near=K%C3%B6ln&amp;within=20"
    assert f"webcal://testserver{address}" in page
    assert "<svg" in page and 'style="' not in page
