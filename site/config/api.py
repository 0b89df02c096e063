"""`/api/v1/`: what the site shows to everybody, as JSON, for programs; and with a token what its owner may do.

Fields are added freely and none is changed or taken away; what must differ comes as /api/v2/ beside this one. Each room
says in its own `api.py` what it tells and does. docs/api.md is for whoever writes a program.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, re_path
from django.utils.cache import get_conditional_response, patch_vary_headers
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as NotAsDescribed
from ninja.operation import Operation

import core.api.own
import events.api
import events.booking.api
import events.programme.api
import groups.api
import people.api
from core import audit
from core.answers import key_of
from core.api.asking import OF_ALL, Refused
from core.api.permission import CHALLENGE, MISSING, OPEN
from core.links import absolute
from events.actions.event import NotNow
from events.calendars.answers import tag_of

DESCRIPTION = """\
Events, sessions, speakers, groups, people and organisations, as everybody sees them on the site: no token is needed,
and any page on the web may read them (CORS). Organizers make a **token** at the desk of their event or group, everybody
one for their own registrations at `/me/programs/`, and send it along: `Authorization: Bearer moot_…`.

* Times that are told are UTC; the zone of each event stands beside them.
* Lists come in pages; follow `next`.
* Send back an `ETag` as `If-None-Match`: what has not changed costs nothing (304).
* What is wrong is told as `{"errors": {"title": ["This field is required."]}}`, by the names of what was sent.
* One token reads 300 times a minute and writes 120 times; after that 429 and `Retry-After`.
"""
TAGS = {
    "events": "Summits and meetups. Written with `events:write`.",
    "sessions": "Talks, keynotes, workshops and breaks of a programme. Written with `programme:write`.",
    "speakers": "Whoever speaks at a public event.",
    "groups": "Local communities.",
    "people": "Those who show a profile to everybody.",
    "organisations": "Companies, universities, foundations.",
    "registrations": "Who comes to an event: `registrations:read`; letting people in: `check-in`.",
    "my own": "What is the token's owner's: `my-registrations`.",
}
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "Accept, If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}

View = Callable[..., HttpResponse]


class Api(NinjaAPI):
    _described: Any = None

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The ids that clients made their methods of: they must not hang on the module where a function stands."""
        return f"config_api_{operation.view_func.__name__}"

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> Any:
        if self._described is None:
            self._described = self._describe()
        return self._described

    def _describe(self) -> Any:
        schema = super().get_openapi_schema()
        for path in schema["paths"].values():
            for operation in path.values():
                if "403" not in map(
                    str, operation["responses"]
                ):  # open: a token is looked at, and not needed
                    operation["security"] = [{}, *operation.get("security", [])]
        return schema

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        for router in self._get_bound_routers():
            for path in router.path_operations.values():
                for operation in path.operations:
                    operation.run = _asked_for_what_it_knows(operation)  # type: ignore[method-assign]
        found = [*super()._get_urls(), re_path("", _nothing_here, name="nothing-here")]
        for pattern in found:
            pattern.callback = _answered(pattern.callback)  # type: ignore[union-attr, arg-type]
        return found


api = Api(
    title="Folkmoot",
    version="1.0.0",
    description=DESCRIPTION,
    urls_namespace="api-1",
    auth=OPEN,
    servers=[{"url": absolute("/")}],
    openapi_extra={"tags": [{"name": name, "description": text} for name, text in TAGS.items()]},
)
api.add_router("/events", events.api.router)
api.add_router("/events", events.programme.api.of_event)
api.add_router("/events", events.booking.api.of_event)
api.add_router("/sessions", events.programme.api.sessions)
api.add_router("/speakers", events.programme.api.speakers)
api.add_router("/groups", groups.api.router)
api.add_router("/people", people.api.people)
api.add_router("/organisations", people.api.organisations)
api.add_router("/me", events.booking.api.mine)
api.add_router("/token", core.api.own.router)


def _error(
    request: HttpRequest,
    status: int,
    reasons: Mapping[str, list[str]] | str,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    told = {OF_ALL: [reasons]} if isinstance(reasons, str) else reasons
    response = api.create_response(request, {"errors": told}, status=status)
    for name, value in (headers or {}).items():
        response[name] = value
    return response


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return _error(request, error.status, error.reasons, error.headers)


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return _error(request, 404, {"slug": ["Nothing has this name."]})


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return _error(request, 401, MISSING, CHALLENGE)


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return _error(request, 403, "Whoever made this token may not do this.")


@api.exception_handler(NotNow)
def not_now(request: HttpRequest, error: NotNow) -> HttpResponse:
    return _error(request, 409, str(error))


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return _error(
        request, 422, error.message_dict if hasattr(error, "error_dict") else {OF_ALL: error.messages}
    )


@api.exception_handler(NotAsDescribed)
def not_as_described(request: HttpRequest, error: NotAsDescribed) -> HttpResponse:
    reasons: dict[str, list[str]] = {}
    for one in error.errors:
        # ("body", the parameter's name, field, …) or ("query", field)
        source, *where = [str(part) for part in one["loc"]]
        name = ".".join(where[1:] if source == "body" or len(where) > 1 else where) or OF_ALL
        told = "There is no such field." if one["type"] == "extra_forbidden" else one["msg"]
        reasons.setdefault(name, []).append(told.removeprefix("Value error, "))
    return _error(request, 422, reasons)


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return _error(request, error.status_code, str(error))


@api.exception_handler(SuspiciousOperation)
def suspicious(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    if isinstance(error, RequestDataTooBig):
        return _error(request, 413, "That is too much at once.")
    return _error(request, 400, "This cannot be read.")


def _nothing_here(request: HttpRequest) -> HttpResponse:
    return _error(request, 404, "Nothing has this address. See /api/v1/docs.")


def _asked_for_what_it_knows(operation: Operation) -> View:
    """A filter with a slip of the pen would be no filter: a name that an operation does not know is refused."""
    run = operation.run
    known = {
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in getattr(model, "__ninja_flatten_map__", {})
    }

    @wraps(run)
    def inner(request: HttpRequest, **given: Any) -> HttpResponse:
        if unknown := [name for name in request.GET if name not in known]:
            return _error(request, 422, {name[:100]: ["There is no such question."] for name in unknown[:10]})
        return run(request, **given)  # type: ignore[return-value]

    return inner


def _answered(view: View) -> View:
    """What is the same of every address: HEAD and OPTIONS, who may keep the answer, and who may read it from where."""

    @wraps(view)  # it says of itself that it needs no CSRF token: no cookie counts here
    def inner(request: HttpRequest, *args: Any, **given: Any) -> HttpResponse:
        program = audit.through.set("")
        is_head, request.method = (
            request.method == "HEAD",
            "GET" if request.method == "HEAD" else request.method,
        )
        try:
            response = view(request, *args, **given)
        finally:
            request.method = "HEAD" if is_head else request.method
            audit.through.reset(program)
        if response.status_code == 405:
            allowed = response["Allow"]
            if request.method == "OPTIONS":
                return _preflight(allowed)
            response = _error(request, 405, f"This address takes {allowed}.", {"Allow": allowed})
        reads = request.method in {"GET", "HEAD"}
        if reads and "HTTP_AUTHORIZATION" not in request.META:
            for name, value in CORS.items():
                response[name] = value
        else:
            response["Cache-Control"] = "private, no-store"  # somebody's own: nothing on the way keeps it
            patch_vary_headers(response, ["Authorization"])
        if (
            reads and response.status_code == 200 and key_of(request) is None
        ):  # else `core.answers` sees to it
            response["ETag"] = etag = tag_of(response.content)
            return get_conditional_response(request, etag=etag, response=response) or response  # type: ignore[return-value]
        return response

    return inner


def _preflight(allowed: str) -> HttpResponse:
    """A browser asks whether a page of another site may read this: it may where anybody may."""
    response = HttpResponse(status=204)
    response["Allow"] = f"{allowed}, OPTIONS"
    if "GET" in allowed:
        for name, value in (CORS | PREFLIGHT).items():
            response[name] = value
    response["Cache-Control"] = "public, max-age=86400"
    return response
