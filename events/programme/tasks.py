"""What the worker does for the programme. A job may run twice: it looks at the facts first."""

import datetime as dt
from typing import Any

from core.outbox import handles
from events.programme import emails
from events.programme.actions.release import LETTER, reachable
from events.programme.models import Release


@handles(LETTER)
def release_letter(payload: dict[str, Any], now: dt.datetime) -> None:
    released = Release.objects.select_related("event").filter(pk=payload["release"]).first()
    person = reachable([payload["person"]]).select_related("user").first()
    if released is not None and person is not None and released.event.is_public:
        emails.send_release(released, person, speaks=payload["speaks"], keeps=payload["keeps"])
