"""Tokens as the action makes them, and a program that holds one."""

import datetime as dt
from typing import Any

from django.db.models import Model
from django.test import Client

from core import tokens
from core.clock import now
from core.models import ApiToken


def make_token(user: Any, *scopes: str, thing: Model | None = None, **how: Any) -> tuple[ApiToken, str]:
    """Good for a week; the row and its secret."""
    told = {"name": "Hall display", "lasts": dt.timedelta(days=7), "by": user, "now": now(), **how}
    return tokens.make(user=user, wants=scopes, thing=thing, **told)


def program(secret: str) -> Client:
    """Calls with this secret, and with JSON."""
    return Client(headers={"Authorization": f"Bearer {secret}"})
