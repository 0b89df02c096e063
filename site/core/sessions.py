"""Sessions as Django keeps them in the database, looked up by a statement that is written once.

The class must keep its name: Django signs what a session holds with it.
"""

import datetime as dt
from typing import Any

from django.contrib.sessions.backends import db
from django.db.models import QuerySet
from django.utils import timezone

from core.often import often


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Any:
        for session in _of_key(self.session_key, timezone.now()):
            return session
        self._session_key = None
        return None


@often
def _of_key(key: str, now: dt.datetime) -> QuerySet[Any]:
    return db.SessionStore.get_model_class().objects.filter(session_key=key, expire_date__gt=now)
