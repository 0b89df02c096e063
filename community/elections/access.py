"""Who holds elections."""

from typing import Any

from community.elections.models import Election
from core import clock
from core.access import rule
from people.models import Standing


@rule("hold elections")
def holds_elections(who: Any, thing: None) -> bool:
    """Whom the community chose as its officials, for as long as that stands; and staff."""
    if not who.is_authenticated:
        return False
    today = clock.now().date()
    chosen = Standing.objects.on(today).filter(kind=Standing.Kind.OFFICIAL, person__user=who)
    return who.is_staff or chosen.exists()


@rule("change", Election)
def changes_election(who: Any, election: Election) -> bool:
    return holds_elections(who, None)


@rule("see", Election)
def sees_election(who: Any, election: Election) -> bool:
    return election.is_public or holds_elections(who, None)
