"""Guards of rooms that are built by others: Wagtail's, and allauth's forms."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import get_language_from_path, get_language_from_request
from django.utils.translation import gettext as _

from people.access import lacks_second_factor

Next = Callable[[HttpRequest], HttpResponse]
CMS = "/cms/"
DESK = "/desk/"
ACCOUNTS = "/accounts/"


class EditorsDoorMiddleware:
    """One door, and a second key to the rooms where much can be broken (docs/decisions/0011-second-factor.md).

    /cms/login/ and its password reset lead to the site's own. /cms/ is closed to whoever may not edit: Wagtail would
    send them to the door, and the door, since they are signed in, back again. /cms/, and /desk/ for whoever
    administers the site, ask for a second factor.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = without_language(request.path_info)
        if path.startswith(CMS):
            return self.at_the_cms(request, path) or self.get_response(request)
        if path.startswith(DESK) and request.user.is_authenticated and request.user.is_staff:
            return self.second_factor(request) or self.get_response(request)
        return self.get_response(request)

    def at_the_cms(self, request: HttpRequest, path: str) -> HttpResponse | None:
        if path.startswith(f"{CMS}login/"):
            wanted = request.GET.get("next", CMS)
            return HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': wanted})}")
        if path.startswith(f"{CMS}password_reset/"):
            return redirect("account_reset_password")
        if not request.user.is_authenticated or path.startswith(f"{CMS}logout/"):
            return None
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied("no editor")
        return self.second_factor(request)

    def second_factor(self, request: HttpRequest) -> HttpResponse | None:
        if not lacks_second_factor(request.user):
            return None
        messages.warning(
            request,
            _("These rooms need a second factor: add a passkey or an authenticator app, then come back."),
        )
        return redirect("mfa_index")


class AccountLanguageMiddleware:
    """Below /accounts/ no language stands in the address: one's own is spoken, else what the browser asks for."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ACCOUNTS):
            return self.get_response(request)
        chosen = request.user.language if request.user.is_authenticated else ""
        request.LANGUAGE_CODE = chosen or get_language_from_request(request)
        with translation.override(request.LANGUAGE_CODE):
            response = self.get_response(request)
            # Templates are rendered within, hence in this language.
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
            return response


class RefusedFormMiddleware:
    """allauth answers a form that it refuses with 200. Programs and people's browsers are told the truth: 422, or 429
    where it was tried too often."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        if request.method != "POST" or not request.path_info.startswith(ACCOUNTS):
            return response
        form = (response.context_data or {}).get("form")
        if response.status_code == 200 and form is not None and form.is_bound and form.errors:
            response.status_code = 429 if is_too_often(form) else 422
        return response


def is_too_often(form) -> bool:
    codes = {error.code for errors in form.errors.as_data().values() for error in errors}
    return bool(codes & {"too_many_login_attempts", "rate_limited"})


def without_language(path: str) -> str:
    language = get_language_from_path(path)
    return path[len(language) + 1 :] if language and path.lower().startswith(f"/{language}/") else path
