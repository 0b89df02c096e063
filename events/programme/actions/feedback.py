"""How people found a session. No audit row is written: nobody is told whose words they are."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from events.actions.event import NotNow
from events.programme.models import Feedback, Session
from people.models import Person


@transaction.atomic
def give(
    *, session: Session, person: Person, stars: int, words: str = "", by: object = None, now: dt.datetime
) -> Feedback:
    """Once a person and session; given again it takes the place of what was said before. Raises NotNow."""
    if session.status != Session.Status.CONFIRMED:
        raise NotNow(_("This session does not take place."))
    if session.starts_at is None or now < session.starts_at:
        raise NotNow(_("It has not begun yet."))
    if session.session_speakers.filter(person=person).exists():
        raise NotNow(_("You speak in it yourself."))
    row, _made = Feedback.objects.update_or_create(
        session=session, person=person, defaults={"stars": stars, "words": words, "at": now}
    )
    return row
