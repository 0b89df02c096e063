"""Two groups that live elsewhere. Their calendars are read as any is, but from here: `.example` answers nobody, and the
guard around what is fetched has no door for a demo."""

import datetime as dt

from demo.load.words import MADE_UP, Days
from events.calendars.actions import mirror as actions
from events.calendars.apart import Asked, read_apart
from events.calendars.models import Mirror
from groups.models import UserGroup

CALENDARS: dict[str, tuple[str, str]] = {
    "Millrace Leipzig": (
        "https://lesekreis.example/leipzig.ics",
        """X-WR-CALNAME:Lesekreis Leipzig
BEGIN:VEVENT
UID:reading@lesekreis.example
DTSTART;TZID=Europe/Berlin:{first}T190000
DTEND;TZID=Europe/Berlin:{first}T210000
RRULE:FREQ=WEEKLY;INTERVAL=3;COUNT=4
SUMMARY:Lesekreis: papers that aged well
DESCRIPTION:One paper an evening\\, read beforehand. Tea is there.
LOCATION:Buchladen am Kanal (made up)\\, Leipzig
URL:https://lesekreis.example/papers
END:VEVENT
BEGIN:VEVENT
UID:reading@lesekreis.example
RECURRENCE-ID;TZID=Europe/Berlin:{third}T190000
DTSTART;TZID=Europe/Berlin:{third}T190000
SUMMARY:Lesekreis: papers that aged well
STATUS:CANCELLED
URL:https://lesekreis.example/papers
END:VEVENT
BEGIN:VEVENT
UID:outing@lesekreis.example
DTSTART:sometime in summer
SUMMARY:Outing
END:VEVENT
""",
    ),
    "Millrace Seattle": (
        "https://ferry-talks.example/calendar.ics",
        """X-WR-CALNAME:Ferry Talks
X-WR-TIMEZONE:America/Los_Angeles
BEGIN:VEVENT
UID:ferry-41@ferry-talks.example
DTSTART;TZID=Pacific Standard Time:{first}T180000
DTEND;TZID=Pacific Standard Time:{first}T200000
SUMMARY:Ferry Talks 41: queues on the water
LOCATION:Pier 52\\, Seattle (made up)
CATEGORIES:scheduling
URL:https://ferry-talks.example/41
END:VEVENT
BEGIN:VEVENT
UID:ferry-42@ferry-talks.example
DTSTART;TZID=Pacific Standard Time:{second}T180000
DTEND;TZID=Pacific Standard Time:{second}T200000
SUMMARY:Ferry Talks 42: what the radar sees
LOCATION:https://meet.ferry-talks.example/42
URL:https://ferry-talks.example/42
END:VEVENT
""",
    ),
}


def load(days: Days) -> int:
    """How many events they bring."""
    brought = 0
    for group in UserGroup.objects.filter(source=MADE_UP, name__in=CALENDARS):
        url, text = CALENDARS[group.name]
        dates = (days.evening(1, "tue") + dt.timedelta(weeks=3 * n) for n in range(3))
        first, second, third = (f"{day:%Y%m%d}" for day in dates)
        data = (
            f"BEGIN:VCALENDAR\n{text.format(first=first, second=second, third=third)}END:VCALENDAR\n".encode()
        )
        mirror = actions.give_address(group=group, url=url, by=None, now=days.ago(40))
        since, until = days.now - actions.BEHIND, days.now + actions.AHEAD
        said = read_apart(Asked(group.timezone, since, until), data)
        taken = actions.note(mirror=mirror, said=said, now=days.now)
        brought += taken.new if taken is not None else 0
        Mirror.objects.filter(pk=mirror.pk).update(next_at=days.now + dt.timedelta(days=365))
    return brought
