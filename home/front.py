"""What the front door shows besides its words: facts from every floor, in a constant number of queries."""

from typing import Any

from community.stories.models import StoryPage
from core.clock import now as clock_now
from events.models import Event
from groups.models import UserGroup
from people.models import Person, Standing
from speakers.models import CallForProposals


def front_page() -> dict[str, Any]:
    now = clock_now()
    public = Event.objects.public().taking_place().for_cards()
    return {
        "now": now,
        "next_summit": public.summits().filter(parent=None).upcoming(now).first(),
        "meetups": public.meetups().upcoming(now)[:6],
        "groups_count": UserGroup.objects.open().count(),
        "countries_count": UserGroup.objects.open().exclude(country="").values("country").distinct().count(),
        "story": StoryPage.objects.live().select_related("organisation").order_by("-told_on", "-pk").first(),
        "open_call": CallForProposals.objects.open(now).select_related("event").first(),
        "active_users": Person.objects.public()
        .filter(standings__in=Standing.objects.on(now.date()).filter(kind=Standing.Kind.ACTIVE_USER))
        .distinct()[:8],
    }
