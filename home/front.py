"""What the front door shows besides its words: facts from every floor, in a constant number of queries."""

from typing import Any

from django.db.models import Exists, F, OuterRef

from community.stories.models import StoryPage
from core.clock import now as clock_now
from events.models import Event
from groups.models import UserGroup
from people.models import Person, Standing
from speakers.models import CallForProposals

MOST_PEOPLE = 12


def front_page() -> dict[str, Any]:
    now = clock_now()
    standing = Standing.objects.on(now.date()).filter(kind=Standing.Kind.ACTIVE_USER)
    public = Event.objects.public().taking_place().for_cards()
    return {
        "now": now,
        "next_summit": public.summits().filter(parent=None).upcoming(now).first(),
        "meetups": list(public.meetups().upcoming(now)[:3]),
        "groups_count": UserGroup.objects.open().count(),
        "story": StoryPage.objects.live()
        .public()
        .select_related("organisation", "locale", "image")
        .order_by(F("told_on").desc(nulls_last=True), "-pk")
        .first(),
        "open_call": CallForProposals.objects.open(now).select_related("event").first(),
        "active_users": list(
            Person.objects.public()
            .filter(Exists(standing.filter(person=OuterRef("pk"))))
            .select_related("organisation", "photo")[:MOST_PEOPLE]
        ),
    }
