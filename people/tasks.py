import datetime as dt
from typing import Any

from core.outbox import handles
from people import emails


@handles(emails.KIND)
def send_letter(payload: dict[str, Any], now: dt.datetime) -> None:
    emails.send(payload)
