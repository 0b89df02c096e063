"""When prices rise, for calendars; and the calendar that a member has put together."""

import datetime as dt

from demo.load.people import Cast
from demo.load.words import Days
from events.calendars.actions import deadline, private_feed
from events.calendars.rules.wanted import KINDS, Wanted
from events.models import Event
from events.rules.question import Question


def load(days: Days, cast: Cast) -> None:
    for event in Event.objects.filter(ticket_types__isnull=False).distinct():
        deadline.keep_prices(event=event, now=days.ago(60))
    member = cast.by_account["member"]
    groups = tuple(member.memberships.order_by("pk").values_list("group", flat=True))
    private_feed.make(
        person=member,
        name="My groups and talks",
        wants=Wanted(kinds=frozenset(KINDS), question=Question(groups=groups)),
        by=None,
        now=days.now - dt.timedelta(days=1),
    )
