"""A feed built new, from rows to bytes, in turns with the icalendar library that only writes the same entries.

python -m bench.feed groups-slug      # prints JSON: {"entries", "bytes", "ours": [seconds], "theirs": [seconds]}
"""

import datetime as dt
import json
import os
import sys
import time

from scripts.system import ROOT, say

sys.path.insert(0, str(ROOT / "site"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

TURNS = 7


def main(slug: str) -> None:
    import django

    django.setup()
    import icalendar

    from events.calendars import feeds
    from events.rules.ical import serialise
    from groups.models import UserGroup

    now = dt.datetime.now(dt.UTC)
    group = UserGroup.objects.get(slug=slug)

    def built() -> bytes:
        return serialise(feeds.of_group(group, now=now)[0])

    body = built()
    # Read from ours, so that it holds the same; its own building of these objects is not counted against it.
    calendar = icalendar.Calendar.from_ical(body)
    calendar.to_ical()
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(TURNS):
        for seconds, write in ((ours, built), (theirs, calendar.to_ical)):
            began = time.perf_counter()
            write()
            seconds.append(time.perf_counter() - began)
    entries = body.count(b"BEGIN:VEVENT")
    say(json.dumps({"entries": entries, "bytes": len(body), "ours": ours, "theirs": theirs}))


if __name__ == "__main__":
    main(sys.argv[1])
