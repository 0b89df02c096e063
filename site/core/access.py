"""Every permission is one question: `can(who, verb, thing)`.

An app's `access.py` answers it for its own things with functions marked `@rule(verb, Model)`. Views say beforehand,
by a decorator, who may come in; a test walks the whole URL configuration and is red where a view says nothing.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

Rule = Callable[[Any, Any], bool]
View = Callable[..., Any]

_rules: dict[tuple[str, type | None], Rule] = {}

# Routes of libraries: they bring their own doors, or are given one where they are included.
FOREIGN_PREFIXES = {
    "accounts/": "allauth: signing in is open to all; what needs a session asks for one itself",
    "cms/": "Wagtail asks for the permission access_admin on each of its views",
    "documents/": "Wagtail serves documents by the view restrictions of their collection",
    "images/": "addresses of renditions are signed",
    "api/v1/": "each operation is open for reading alone, or asks for a token and then `can` (core.api.permission)",
}


class NoRule(LookupError):
    """Nobody has said who may do this: a mistake of ours, never an answer to a person."""


def rule(verb: str, model: type | None = None) -> Callable[[Rule], Rule]:
    """Registers a function (who, thing) -> bool as the answer to `verb` on rows of `model` (None: on the site)."""

    def register(function: Rule) -> Rule:
        if _rules.setdefault((verb, model), function) is not function:
            raise ValueError(f"{verb} {model} has a rule already")
        return function

    return register


def can(who: Any, verb: str, thing: Any = None) -> bool:
    """May `who` (a user, signed in or anonymous) do `verb` to `thing`? Raises NoRule where no app answers."""
    kinds = type(thing).__mro__ if thing is not None else (None,)
    for kind in kinds:
        if (found := _rules.get((verb, kind))) is not None:
            return _active(who) and found(who, thing)
    raise NoRule(f"{verb} {type(thing).__name__}")


def must(who: Any, verb: str, thing: Any = None) -> None:
    """Raises PermissionDenied where `can` says no."""
    if not can(who, verb, thing):
        raise PermissionDenied(f"{verb} {thing}")


def _active(who: Any) -> bool:
    return not who.is_authenticated or who.is_active


def public(view: View) -> View:
    """Everybody may come in; what they see or do inside is asked with `can`."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def guests_send(view: View) -> View:
    """Its form holds no token for whoever is not signed in, so that it can be kept for all of them; what is sent is
    believed as `core.middleware.GuestsMiddleware` says."""
    view.guests_send = True  # type: ignore[attr-defined]  # a mark, as Django's own `csrf_exempt`
    return view


def by_secret(view: View) -> View:
    """Whoever knows the address may come in: the secret in it is the key. Never kept, never told to other sites."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        # Not no-referrer: browsers would then send `Origin: null` with the page's own forms, which Django refuses.
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    inner.access = "by secret"  # type: ignore[attr-defined]
    return inner


def signed_in(view: View) -> View:
    """Only a signed-in person; others are led to the one door and back."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    inner.access = "signed in"  # type: ignore[attr-defined]
    return inner


def needs(verb: str, find: Callable[..., Any] | None = None) -> Callable[[View], View]:
    """Only who may do `verb` to the thing that `find(**kwargs of the route)` gives (None: to the site).

    The view gets the thing in place of the route's arguments. Who is not signed in is led to the door; who may not is
    answered 403. `find` raises Http404 where there is no such thing.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            thing = find(**kwargs) if find else None
            must(request.user, verb, thing)
            return view(request, thing) if find else view(request, **kwargs)

        inner.access = f"needs {verb}"  # type: ignore[attr-defined]
        return inner

    return decorate


@rule("administer")
def staff_administers(who: Any, thing: None) -> bool:
    return who.is_authenticated and who.is_staff
