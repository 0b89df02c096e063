from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from core import outbox
from events.booking import gateway
from tests.booking.proofs import sabotage as careless_ways
from tests.fakes.stripe import Stripe, fake_stripe

pytest.register_assert_rewrite("tests.booking.proofs.always", "tests.booking.proofs.threads")


@pytest.fixture
def stripe_there(settings, monkeypatch) -> Iterator[Stripe]:
    """A Stripe that can be asked. It is asked once only, and without long waiting, so that trouble is quick."""
    monkeypatch.setattr(gateway, "RETRIES", 0)
    monkeypatch.setattr(gateway, "PATIENCE_SECONDS", 5)
    with fake_stripe(settings) as made:
        yield made


@pytest.fixture
def nobody_wakes(monkeypatch) -> None:
    """What is put into the outbox waits for the next sweep."""
    monkeypatch.setattr(outbox, "wake", SimpleNamespace(enqueue=lambda job_id: None))


@pytest.fixture
def careless(sabotage: str | None, monkeypatch) -> None:
    """The guard that `make prove` wants taken away is off: one of all that scarce things have."""
    if sabotage:
        careless_ways.GUARDS[sabotage](monkeypatch.setattr)
