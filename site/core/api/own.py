"""What a program may ask about the token that it holds."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from core import tokens
from core.api.answering import ANY, Errors
from core.api.asking import Refused
from core.api.permission import CHALLENGE, MISSING, TOKEN, token_of

router = Router(tags=["my own"], auth=TOKEN)


class TokenOut(Schema):
    name: str
    scopes: list[str] = Field(examples=[["events:write", "check-in"]])
    thing: str | None = Field(None, description="event or group; null where it is for what is its owner's")
    slug: str | None = Field(None, description="The slug of that event or group")
    created_at: dt.datetime
    expires_at: dt.datetime


@router.get("", response={200: TokenOut, 403: Errors, **ANY}, summary="This token")
def show_token(request: HttpRequest) -> dict[str, Any]:
    """What it is for, and until when: for a program that wants to know before it begins."""
    held = token_of(request)
    if held is None:
        raise Refused(401, MISSING, CHALLENGE)
    bound = tokens.things_of([held]).get(held.thing)
    return {
        "name": held.name,
        "scopes": held.scopes,
        "thing": held.thing.partition(":")[0].rpartition(".")[2].removeprefix("user") or None,
        "slug": getattr(bound, "slug", None),
        "created_at": held.created_at,
        "expires_at": held.expires_at,
    }
