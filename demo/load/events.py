"""What every invented event to come has."""

import uuid
from typing import Any

from demo.load.words import MADE_UP, Days, Slugs
from events.models import Event


def new_event(days: Days, slugs: Slugs, row: dict[str, Any], **fields: Any) -> Event:
    """With the words of `row`; its address is made of the title unless one is given there."""
    slug = slugs(row.get("address") or row["title"], fallback="event")
    defaults: dict[str, Any] = {
        "uuid": uuid.uuid5(
            uuid.NAMESPACE_URL, f"demo:{slug}"
        ),  # covers are drawn from it: the same each time
        "title": row["title"],
        "summary": row["summary"],
        "description": row["description"].strip(),
        "status": Event.Status.PUBLISHED,
        "source": MADE_UP,
        "published_at": days.ago(28),
        "shown_changed_at": days.now,
    }
    return Event(slug=slug, **(defaults | fields))
