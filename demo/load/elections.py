"""What the community elects: made up, and announced a while ago."""

import datetime as dt

from community.elections.actions import election as actions
from demo.load.words import Days, at, words

ANNOUNCED_DAYS_AGO = 9


def load(days: Days) -> int:
    told = words("elections")["elections"]
    said_at = days.ago(ANNOUNCED_DAYS_AGO)
    for row in told:
        opens_at = at(days.evening(row["week"], row["day"]), row["time"], row["zone"])
        facts = actions.Facts(
            title=row["title"],
            seats=row["seats"],
            timezone=row["zone"],
            opens_at=opens_at,
            closes_at=opens_at + dt.timedelta(days=row["days"]),
            text=row["text"].strip(),
        )
        election = actions.draft(facts=facts, by=None, now=said_at)
        actions.announce(election=election, by=None, now=said_at)
    return len(told)
