import datetime as dt
from typing import Any

from community.elections.actions import election as actions
from community.elections.models import Election
from core.clock import now


def make_election(title: str = "Keepers", **said: Any) -> Election:
    """Announced, for three seats; its ballot opens in a month, for a week."""
    at = now().replace(microsecond=0)
    opens_at = said.get("opens_at", at + dt.timedelta(days=30))
    known = {
        "seats": 3,
        "timezone": "Europe/Berlin",
        "opens_at": opens_at,
        "closes_at": opens_at + dt.timedelta(days=7),
    }
    facts = actions.Facts(title=title, **{**known, **said})
    return actions.announce(election=actions.draft(facts=facts, by=None, now=at), by=None, now=at)
