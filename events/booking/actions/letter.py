"""Letters from organizers to a chosen part of an event's people: confirmed with an exact number, and recallable for
ten minutes; then each mailbox gets it once."""

import datetime as dt
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, outbox
from core.models import Job
from events.booking.choosing import chosen, mailboxes
from events.booking.models import Letter, Registration
from events.booking.rules.letters import unknown
from events.models import Event

RECALL = dt.timedelta(minutes=10)
AT_ONCE = 500


class OthersNow(Exception):
    """The number of people is another one than was confirmed."""

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


def recipients(event: Event, choice: dict[str, Any]) -> list[int]:
    """The registrations that a letter would go to: one for each mailbox, the first."""
    rows = mailboxes(chosen(event, choice)).order_by("created_at", "pk").values_list("pk", "box")
    first: dict[str, int] = {}
    for pk, box in rows:
        first.setdefault(box, pk)
    return list(first.values())


def check(*, subject: str, body: str) -> None:
    """Raises ValidationError by field: a word in braces that nobody fills in."""
    wrong = {
        name: _("Only {name} and {event} are filled in; nobody knows %(word)s.")
        % {"word": ", ".join(f"{{{word}}}" for word in found)}
        for name, text in (("subject", subject), ("body", body))
        if (found := unknown(text))
    }
    if wrong:
        raise ValidationError(wrong)


@transaction.atomic
def write(
    *,
    event: Event,
    subject: str,
    body: str,
    choice: dict[str, Any],
    chosen_words: str,
    count: int,
    key: uuid.UUID,
    by: Any,
    now: dt.datetime,
) -> Letter:
    """Confirmed for so many people. Raises OthersNow where they are more or fewer by now, ValidationError by field."""
    if (known := Letter.objects.filter(key=key, event=event).first()) is not None:
        return known
    check(subject=subject, body=body)
    to = recipients(event, choice)
    if len(to) != count or not to:
        raise OthersNow(len(to))
    letter = Letter.objects.create(
        event=event,
        subject=subject,
        body=body,
        choice=choice,
        chosen=chosen_words[:500],
        recipients=to,
        by=by if by is not None and by.pk else None,
        key=key,
        created_at=now,
        due_at=now + RECALL,
    )
    outbox.put(
        "booking.letter", {"letter": letter.pk}, due_at=letter.due_at, key=f"booking.letter:{letter.pk}"
    )
    audit.note(by=by, verb="write letter", thing=letter, people=len(to))
    return letter


@transaction.atomic
def call_back(*, letter: Letter, by: Any, now: dt.datetime) -> bool:
    """True where nobody got it; False where it was too late."""
    row = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if row.begun_at is not None:
        return False
    if row.called_back_at is None:
        row.called_back_at = now
        row.save(update_fields=["called_back_at"])
        outbox.take_back(f"booking.letter:{row.pk}")
        audit.note(by=by, verb="call letter back", thing=row)
    return True


@transaction.atomic
def begin(*, letter: Letter, now: dt.datetime) -> int:
    """Puts a mail for each into the outbox, all at once: a killed worker loses and doubles none. Returns how many."""
    row = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if row.begun_at is not None or row.called_back_at is not None or row.due_at > now:
        return 0
    row.begun_at = now
    row.save(update_fields=["begun_at"])
    Job.objects.bulk_create(
        (
            Job(
                kind="booking.letter_mail",
                payload={"letter": row.pk, "registration": pk},
                key=mail_key(row, pk),
                due_at=now,
            )
            for pk in row.recipients
        ),
        batch_size=AT_ONCE,
        ignore_conflicts=True,
    )
    return len(row.recipients)


def still_meant(letter: Letter, registration: Registration) -> bool:
    """Who has gone since it was confirmed gets nothing, unless it was written to those who went."""
    status = letter.choice.get("status")
    to_gone = status and status not in Registration.STANDING
    return bool(to_gone) or registration.status in Registration.STANDING


def mail_key(letter: Letter, registration_id: int) -> str:
    return f"booking.letter:{letter.pk}:{registration_id}"


def progress(letter: Letter) -> dict[str, int]:
    """How far its mails are; {} where the outbox has forgotten them, long after they went out."""
    rows = Job.objects.filter(kind="booking.letter_mail", key__startswith=f"booking.letter:{letter.pk}:")
    whole = rows.count()
    if not whole:
        return {}
    return {
        "all": whole,
        "done": rows.filter(done_at__isnull=False).count(),
        "failed": rows.filter(failed_at__isnull=False).count(),
    }
