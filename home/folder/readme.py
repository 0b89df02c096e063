"""What somebody who opens the folder reads first. In English: it lies beside files whose names are English."""

from core.models import Community
from events.models import Event
from groups.models import UserGroup
from home.folder.kinds import KINDS, LEFT_OUT


def of_event(event: Event) -> str:
    files = "\n".join(f"- `{kind.file}`: {kind.model._meta.verbose_name_plural}" for kind in KINDS)
    left = "\n".join(
        f"- {name.partition('.')[2]}: {why}" for name, why in LEFT_OUT.items() if "pages" not in why
    )
    return f"""# {_line(event.title)}

Everything that {_line(Community.current().name)} held of this event and of the days within it, in open formats.

**This folder is confidential.** It holds names and addresses of attendees, speakers and reviewers, what they wrote and
what they paid. Keep it as you keep the site's own backups, and delete it when you do not need it any more.

## For people and other programs

- `event.ics`, `schedule.ics`: calendars
- `schedule.xml`, `schedule.json`: the programme for conference programs (frab, c3voc)
- `registrations.csv`: for spreadsheets
- `files/`: pictures, slides and what else was handed in
- `pages.json`: the words of the event's pages

## What is read back (`manage.py import_event DIR`)

Rows as JSON (UTF-8), one file a kind, only those that have any. A row's `id` is its uuid, or its number in its file;
other rows point to it by that. Instants are ISO 8601 in UTC, amounts of money whole numbers of the smallest coin.
`manifest.json` says the version of the format, and of each file its SHA-256 and size; a folder that was changed is
refused.

{files}

## What never leaves

- Secrets: the keys in tickets and links, codes for tickets and for the call, the code at the door, ids and addresses of
  the payment service. Elsewhere they are made anew, so tickets must be mailed again and codes told again.
- Passwords. Whoever has an account here is asked to set one there, by mail to the same address.
- Who of the team clicked: only attendees, speakers and reviewers are named by what they did.
{left}

## Money

Payments, refunds and invoices are carried along as records: without the payment service's ids, the site that reads them
cannot pay anything back by itself. Do that where it was paid. Go on selling, and writing invoices, in one place only.
"""


def of_group(group: UserGroup, *, whole: bool) -> str:
    events = (
        "`events/<name>/`: each event as a folder of its own, which `manage.py import_event` reads"
        if whole
        else "`events/<name>/registrations.csv`: who was registered"
    )
    return f"""# {_line(group.name)}

What {_line(Community.current().name)} held of this group, in open formats.

**This folder is confidential**: it holds names of members and of who came to your events.
Tell nobody more of it than they would have seen on the site, and delete it when you do not need it any more.

- `group.json`: the facts
- `members.json`, `members.csv`: who is in it, since when, who organizes
- `events.json`, `calendar.ics`: its events
- {events}
- `manifest.json`: of each file its SHA-256 and size

Answers that touch health and the like, passwords and secrets of tickets are not in it.
"""


def _line(text: str) -> str:
    return " ".join(text.split())
