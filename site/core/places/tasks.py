"""What the worker does about places."""

import datetime as dt
from typing import Any

from core.outbox import handles

from .lookup import ASK, answer_question


@handles(ASK)
def ask(payload: dict[str, Any], now: dt.datetime) -> None:
    answer_question(payload["query"], payload.get("country", ""), now=now)
