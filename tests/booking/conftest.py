from collections.abc import Iterator

import pytest

from events.booking import gateway
from tests.fakes.stripe import Stripe, fake_stripe


@pytest.fixture
def stripe_there(settings, monkeypatch) -> Iterator[Stripe]:
    """A Stripe that can be asked. It is asked once only, and without long waiting, so that trouble is quick."""
    monkeypatch.setattr(gateway, "RETRIES", 0)
    monkeypatch.setattr(gateway, "PATIENCE_SECONDS", 5)
    with fake_stripe(settings) as made:
        yield made
