"""What the benchmark looks at, found in the demo by what it is, never by its name. Prints JSON."""

import datetime as dt
import json
import os
import sys

from scripts.system import ROOT, say

sys.path.insert(0, str(ROOT / "site"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")


def main() -> None:
    import django

    django.setup()
    from django.db.models import Count

    from events.models import Event
    from groups.models import UserGroup

    now = dt.datetime.now(dt.UTC)
    shown = (
        Event.objects.public().upcoming(now).filter(kind="summit").first() or Event.objects.public().first()
    )
    busy = UserGroup.objects.annotate(held=Count("events")).order_by("-held", "pk").first()
    open_to_all = Event.objects.create(
        slug=f"bench-{now:%Y%m%d%H%M%S}",
        title="An evening with room for everybody",
        timezone="Europe/Berlin",
        starts_at=now + dt.timedelta(days=30),
        ends_at=now + dt.timedelta(days=30, hours=2),
        status=Event.Status.PUBLISHED,
        published_at=now,
        shown_changed_at=now,
        capacity=1_000_000,
        group=busy,
    )
    found = {
        "event": shown.get_absolute_url() if shown else open_to_all.get_absolute_url(),
        "group": busy.get_absolute_url() if busy else None,
        "registration": open_to_all.get_absolute_url() + "register/",
    }
    say(json.dumps(found))


if __name__ == "__main__":
    main()
