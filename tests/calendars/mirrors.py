"""Calendars of groups that live elsewhere, as tests write them, and a look at one."""

from events.calendars.actions import mirror as actions
from events.calendars.apart import Answer
from events.calendars.models import Mirror
from events.calendars.rules.foreign.reading import read_calendar
from tests.calendars.rows import NOW


def entry(uid="1@x", start="20260601T170000Z", *lines, title="Talks", url="https://dojo.example/1"):
    more = [f"URL:{url}"] if url else []
    return "\n".join(
        ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART:{start}", f"SUMMARY:{title}", *more, *lines, "END:VEVENT\n"]
    )


def answer(*entries: str, now=NOW, zone="Europe/Berlin") -> Answer:
    data = ("BEGIN:VCALENDAR\n" + "".join(entries) + "END:VCALENDAR\n").encode()
    return Answer(read_calendar(data, zone=zone, since=now - actions.BEHIND, until=now + actions.AHEAD))


def look(mirror: Mirror, *entries: str, now=NOW):
    return actions.note(mirror=mirror, said=answer(*entries, now=now), now=now)


def counts(taken) -> tuple[int, int, int, int]:
    return taken.new, taken.changed, taken.unchanged, len(taken.gone)
