"""What somebody keeps, as the schedule's script asks for it. Never on a page that is the same for all."""

import json
import uuid
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.access import signed_in
from core.clock import now as clock_now
from events.models import Event
from events.programme.actions import star as actions
from events.programme.models import Session, Star
from people.actions import person as people

MOST_BYTES = 64 * 1024


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stars(request: HttpRequest) -> JsonResponse:
    """GET `?event=<uuid>`, or POST {"event", "add": [code], "remove": [code]}: {"stars": [code], "csrf": token,
    "whose": a name for the account that says nothing of it}. What a browser keeps of one is not another's."""
    if request.method == "POST":
        asked = _asked(request.body)
        if asked is None:
            return JsonResponse({"error": _("This cannot be read.")}, status=422)
        event = get_object_or_404(Event.objects.public(), uuid=asked["event"])
        person = people.own(by=request.user)
        actions.change(
            event=event,
            person=person,
            add=asked["add"],
            remove=asked["remove"],
            by=request.user,
            now=clock_now(),
        )
    else:
        key = _uuid(request.GET.get("event", ""))
        if key is None:
            return JsonResponse({"error": _("Which event?")}, status=422)
        event = get_object_or_404(Event.objects.public(), uuid=key)
    kept = Star.objects.filter(
        person__user=request.user, session__in=Session.objects.shown().filter(event=event)
    )
    codes = kept.order_by("pk").values_list("session__code", flat=True)
    whose = salted_hmac("programme.stars", str(request.user.pk)).hexdigest()[:16]
    return JsonResponse({"stars": list(codes), "csrf": get_token(request), "whose": whose})


def _asked(body: bytes) -> dict[str, Any] | None:
    if len(body) > MOST_BYTES:
        return None
    try:
        told = json.loads(body)
    except ValueError:
        return None
    if not isinstance(told, dict) or (key := _uuid(told.get("event"))) is None:
        return None
    lists = {name: told.get(name, []) for name in ("add", "remove")}
    for codes in lists.values():
        if not isinstance(codes, list) or len(codes) > actions.MOST_AT_ONCE:
            return None
        if not all(isinstance(code, str) and code.isascii() and code.isalnum() for code in codes):
            return None
    return {"event": key, **lists}


def _uuid(text: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None
