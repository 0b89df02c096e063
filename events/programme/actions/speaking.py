"""What speakers bring to their session: when they can, links, and files for everybody."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.access import must
from core.attachments import Checked
from events.models import Event
from events.programme.models import Availability, Session, SessionFile
from people.models import Person

MOST_FILES = 10


@transaction.atomic
def say_when(
    *,
    event: Event,
    person: Person,
    spans: Iterable[tuple[dt.datetime, dt.datetime]],
    by: Any,
    now: dt.datetime,
) -> list[Availability]:
    """When somebody can stand in the programme, instead of what they said before. None: whenever it is."""
    Person.objects.select_for_update(no_key=True).values_list("pk").get(pk=person.pk)
    wanted = sorted(set(spans))
    rows = Availability.objects.filter(event=event, person=person)
    if list(rows.values_list("starts_at", "ends_at")) == wanted:
        return list(rows)
    rows.delete()
    made = Availability.objects.bulk_create(
        Availability(event=event, person=person, starts_at=begins, ends_at=ends) for begins, ends in wanted
    )
    audit.note(by=by, verb="say when", thing=event, person=person.pk, spans=len(made))
    return made


@transaction.atomic
def change(
    *, session: Session, do_not_record: bool, slides_url: str, video_url: str, by: Any, now: dt.datetime
) -> Session:
    """What a speaker may change of a session themselves."""
    session = (
        Session.objects.select_for_update(no_key=True, of=("self",))
        .select_related("event")
        .get(pk=session.pk)
    )
    if by is not None:
        must(by, "speak", session)
    facts = {"do_not_record": do_not_record, "slides_url": slides_url, "video_url": video_url}
    changed = [name for name, value in facts.items() if getattr(session, name) != value]
    if not changed:
        return session
    for name in changed:
        setattr(session, name, facts[name])
    session.shown_changed_at = now
    session.clean_fields(exclude=["event"])
    session.save(update_fields=[*changed, "shown_changed_at"])
    audit.note(by=by, verb="change", thing=session, changed=changed)
    return session


@transaction.atomic
def add_file(*, session: Session, given: Checked, by: Any, now: dt.datetime) -> SessionFile:
    """Slides and the like, before or after the talk. Raises ValidationError where there are enough."""
    if by is not None:
        must(by, "speak", session)
    Session.objects.select_for_update(no_key=True).values_list("pk").get(pk=session.pk)
    if SessionFile.objects.filter(session=session).count() >= MOST_FILES:
        raise ValidationError(_("At most %(most)s files. Delete one first.") % {"most": MOST_FILES})
    row = SessionFile(
        session=session, title=given.title, content_type=given.content_type, size=given.size, added_at=now
    )
    row.file.save(given.name, given.file, save=False)
    row.save()
    audit.note(by=by, verb="add file", thing=session, title=row.title)
    return row


@transaction.atomic
def delete_file(*, row: SessionFile, by: Any, now: dt.datetime) -> None:
    """The file itself goes once this is committed (`core.attachments.drop_with_row`)."""
    if by is not None:
        must(by, "speak", row.session)
    audit.note(by=by, verb="delete file", thing=row.session, title=row.title)
    row.delete()
