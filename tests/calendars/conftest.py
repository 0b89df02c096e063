import pytest
import time_machine

from tests.calendars.rows import NOW


@pytest.fixture(autouse=True)
def _at_a_fixed_time():
    with time_machine.travel(NOW, tick=False):
        yield
