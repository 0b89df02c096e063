"""What attendees are asked, and what they said. Sensitive answers go into their own table."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from events.booking.models import Answer, Question, Registration, SensitiveAnswer


@transaction.atomic
def answer(*, registration: Registration, answers: Mapping[int, Any]) -> None:
    """Writes the answers by question, over former ones; an empty one takes the former back.

    Answers to questions of other events are not written.
    """
    asked = {row.pk: row for row in Question.objects.filter(event=registration.event_id, pk__in=answers)}
    for pk, question in asked.items():
        table = SensitiveAnswer if question.is_sensitive else Answer
        value = answers[pk]
        if value in ("", None, []):
            table._default_manager.filter(registration=registration, question=question).delete()
        else:
            table._default_manager.update_or_create(
                registration=registration, question=question, defaults={"value": value}
            )
