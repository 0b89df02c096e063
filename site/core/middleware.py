"""Middleware that knows no domain noun."""

import logging
import re
import secrets
import time
import zoneinfo
from collections.abc import Callable
from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone

from core import clock, request_id

Next = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("folkmoot.request")
GOOD_ID = re.compile(r"[A-Za-z0-9\-]{8,40}")


class RequestIdMiddleware:
    """Gives each request an id (a proxy's own, where proxies are trusted) and one instant; writes one line about it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.META.get("HTTP_X_REQUEST_ID", "") if settings.TRUSTED_PROXIES else ""
        rid = given if GOOD_ID.fullmatch(given) else secrets.token_hex(8)
        token = request_id.current.set(rid)
        started = time.perf_counter()
        try:
            with clock.held():
                response = self.get_response(request)
            response["X-Request-ID"] = rid
            if log.isEnabledFor(logging.INFO):
                log.info(
                    "%s %s",
                    request.method,
                    request.path,
                    extra={
                        "data": {
                            "status": response.status_code,
                            "ms": round((time.perf_counter() - started) * 1000, 1),
                        }
                    },
                )
            return response
        finally:
            request_id.current.reset(token)


class NulMiddleware:
    """400 for a request with a NUL in it that no form refused: PostgreSQL cannot even be asked for such a text."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> None:
        if isinstance(error, DataError) and "NUL" in str(error):
            raise BadRequest("NUL") from error


class ContentPolicyMiddleware(CSPMiddleware):
    """The policy of nearly all answers is the same: it is put together once. Where a view says one of its own, csp does
    it anew."""

    _of: Any = None
    _usual = ""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        own = any(name.startswith("_csp_") for name in response.__dict__) or hasattr(request, "_csp_nonce")
        if own or settings.DEBUG or HEADER in response:
            return super().process_response(request, response)
        if self._of is not settings.CONTENT_SECURITY_POLICY:
            self._usual, self._of = build_policy(), settings.CONTENT_SECURITY_POLICY
        response[HEADER] = self._usual
        return response


class SecurityHeadersMiddleware:
    """The headers that Django has no setting for; the editor under /cms/ gets the wider content policy."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/cms/"):
            setattr(response, "_csp_replace", settings.CMS_CONTENT_SECURITY_POLICY)  # noqa: B010 - csp reads it, no type knows it
        response.setdefault(
            "Permissions-Policy",
            "camera=(), geolocation=(self), microphone=(), payment=(), usb=(), browsing-topics=()",
        )
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class PrivateGZipMiddleware(GZipMiddleware):
    """Packs personal answers with random padding (BREACH). Anonymous ones are packed once, by `core.answers`."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        state = request.__dict__
        if "_answer_is_anonymous" in state and "_answer_shows" in state:
            return response
        return super().process_response(request, response)


class StaticGZipMiddleware(GZipMiddleware):
    """Packs static files as they go out, where no `collectstatic` packed them beforehand: under `make run`."""

    worth_it = (".css", ".js", ".mjs", ".json", ".svg")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith(settings.STATIC_URL) and request.path.endswith(self.worth_it):
            return super().process_response(request, response)
        return response


class GuestsMiddleware:
    """Lets a form without a token through where no other site can misuse anybody (docs/decisions/0029-guests-forms.md).

    A token keeps another site from sending forms in the name of somebody who is signed in. For views marked
    `guests_send` two cases need none: there is no session, or the browser itself says that the form is this site's
    (`Sec-Fetch-Site`, which no page can set). What a browser calls another site's needs its token in any case.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], *route: object) -> None:
        if not getattr(view, "guests_send", False):
            return
        said = request.headers.get("Sec-Fetch-Site", "")
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if said == "same-origin" or (not said and not has_session):
            setattr(request, "_dont_enforce_csrf_checks", True)  # noqa: B010 - Django reads it, no type knows it


class PersonalZoneMiddleware:
    """Times in a signed-in person's own zone, unless a page names the event's."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        zone = ""
        if request.COOKIES.get(settings.SESSION_COOKIE_NAME) and request.user.is_authenticated:
            zone = request.user.timezone
        if not zone:
            return self.get_response(request)
        with timezone.override(zoneinfo.ZoneInfo(zone)):
            return self.get_response(request)
