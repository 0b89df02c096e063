import pytest

from events.calendars.actions import mirror as actions
from events.calendars.models import Mirror
from tests.calendars.rows import NOW
from tests.factories.groups import make_group


@pytest.fixture
def mirror() -> Mirror:
    return actions.give_address(group=make_group(), url="https://dojo.example/feed.ics", by=None, now=NOW)
