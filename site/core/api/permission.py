"""Who calls, and whether they may: a token says what it is for, and `core.access.can` what its owner may.

The session of a browser counts for nothing here: so no page of another site can act with it, and no CSRF is needed.
"""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.http import HttpRequest
from ninja.security import HttpBearer

from core import audit, client, tokens
from core.access import can
from core.api.asking import Refused
from core.clock import now as clock_now
from core.models import ApiToken

READS_A_MINUTE, WRITES_A_MINUTE = 300, 120
UNKNOWN = "This token is unknown, over, or taken back."
MISSING = "This needs a token: Authorization: Bearer moot_…"
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="Folkmoot"'}


class Token(HttpBearer):
    """`Authorization: Bearer moot_…`, made at /me/programs/ or at the desk of an event or a group."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        now = clock_now()
        found = tokens.holder_of(token.strip(), now=now)
        if found is None:
            raise Refused(
                401, UNKNOWN, {"WWW-Authenticate": f'{CHALLENGE["WWW-Authenticate"]}, error="invalid_token"'}
            )
        kind, most = ("read", READS_A_MINUTE) if request.method == "GET" else ("write", WRITES_A_MINUTE)
        try:
            client.limit(f"api-{kind}", str(found.pk), most=most, seconds=60)
        except client.TooMany as often:
            raise Refused(
                429,
                f"With one token one may {kind} {most} times a minute. Ask again in {often.seconds} seconds.",
                {"Retry-After": str(often.seconds)},
            ) from None
        tokens.used(token=found, now=now)
        audit.through.set(str(found.uuid))
        request.user = found.user
        return found


def anybody(request: HttpRequest) -> Any:
    """For what everybody may read: a token is not needed, and one that is sent is looked at."""
    request.user = AnonymousUser()
    return request.user


TOKEN = Token()
OPEN = [TOKEN, anybody]


def token_of(request: HttpRequest) -> ApiToken | None:
    held = getattr(request, "auth", None)
    return held if isinstance(held, ApiToken) else None


def allows(request: HttpRequest, scope: str, verb: str, thing: Model, within: Collection[str]) -> bool:
    """Whether the token has this scope for the thing, and its owner may do this to it. `within` names
    what a token may be bound to that reaches the thing: the thing, its group, what it is part of."""
    token = token_of(request)
    return (
        token is not None and scope in token.scopes and token.thing in within and can(token.user, verb, thing)
    )


def must(request: HttpRequest, scope: str, verb: str, thing: Model, within: Collection[str]) -> None:
    """Refuses where `allows` says no, and says what is missing."""
    token = holder(request, scope)
    if token.thing not in within:
        raise Refused(403, "This token is for something else.")
    if not can(token.user, verb, thing):
        raise Refused(403, "Whoever made this token may not do this, or no longer.")


def holder(request: HttpRequest, scope: str) -> ApiToken:
    """The token of this request, which has the scope."""
    token = token_of(request)
    if token is None:
        raise Refused(401, MISSING, CHALLENGE)
    if scope not in token.scopes:
        raise Refused(403, f"This token is not for “{scope}”.")
    return token
