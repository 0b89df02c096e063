"""The same form sent twice at the same instant."""

import contextlib
import datetime as dt
import threading
import uuid

import pytest

from core.clock import now
from events.actions import event as actions
from events.models import Event
from tests.booking.proofs.threads import at_once
from tests.factories.people import make_user


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("publish", [actions.publish_meetup, actions.draft_summit])
@pytest.mark.parametrize(
    "who", [{"name": "Ada Lark"}, {"is_staff": True}], ids=["a person", "nameless staff"]
)
def test_one_event_is_made_of_it_and_both_see_it(publish, who, monkeypatch):
    user, key, start = make_user(**who), uuid.uuid4(), now() + dt.timedelta(days=9)
    facts = actions.Facts(
        title="Tea",
        starts_at=start,
        ends_at=start + dt.timedelta(hours=1),
        timezone="UTC",
        online_url="https://x.example",
    )
    both, create = threading.Barrier(2), actions._create

    def after_the_other(*args, **given):
        # Who has looked waits for the other to look; that one waits for its turn, and never comes.
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(timeout=0.5)
        return create(*args, **given)

    monkeypatch.setattr(actions, "_create", after_the_other)

    found = at_once([lambda: publish(facts=facts, by=user, now=now(), key=key)] * 2)

    assert found == [Event.objects.get()] * 2
