from collections.abc import Iterator

import pytest
import time_machine

from tests.calendars.programs import NodePrograms
from tests.calendars.rows import NOW


@pytest.fixture(autouse=True)
def _at_a_fixed_time():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(scope="session")
def node_programs() -> Iterator[NodePrograms]:
    programs = NodePrograms()
    yield programs
    programs.close()
