import pytest

from events.programme.models import Room
from tests.factories.events import make_event
from tests.factories.people import make_person
from tests.factories.speakers import make_talk
from tests.factories.timetable import NINE, at, chair_of


@pytest.fixture
def event():
    return make_event("Oak summit", kind="summit", starts_at=NINE, ends_at=at(2 * 24 * 60))


@pytest.fixture
def hall(event):
    return Room.objects.create(event=event, name="Hall", slug="hall", capacity=20)


@pytest.fixture
def chair(client, event):
    client.force_login(chair_of(event))
    return client


@pytest.fixture
def talk(event):
    return make_talk(event, make_person("Ada Lark"), title="Roots")
