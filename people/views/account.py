"""What somebody says of themselves: profile, language and time zone, and where each way of signing in is kept."""

import datetime as dt

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.access import signed_in
from core.forms import form_answer
from people.access import SECOND_FACTORS
from people.actions import person as people_actions
from people.forms import ChoicesForm, ProfileForm
from people.models import Person


@signed_in
def profile(request: HttpRequest) -> HttpResponse:
    mine = _own_person(request)
    form = ProfileForm(request.POST or None, request.FILES or None, instance=mine)
    if request.method == "POST" and form.is_valid():
        picture = form.cleaned_data["photo"]
        try:
            people_actions.change(by=request.user, person=mine, **form.facts)
            if picture or form.cleaned_data.get("without_photo"):
                people_actions.hang(by=request.user, person=mine, picture=picture)
        except ValidationError as wrong:
            form.add_error(None, wrong.messages)
        else:
            messages.success(request, _("Saved."))
            return redirect("profile")
    return form_answer(request, "people/profile.html", form, person=mine)


@signed_in
def choices(request: HttpRequest) -> HttpResponse:
    """Language and time zone."""
    account = request.user
    form = ChoicesForm(
        request.POST or None, initial={"language": account.language, "timezone": account.timezone}
    )
    if request.method == "POST" and form.is_valid():
        people_actions.choose(by=account, **form.cleaned_data)
        messages.success(request, _("Saved."))
        answer = redirect("choices")
        if account.language:
            answer.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                account.language,
                max_age=int(dt.timedelta(days=365).total_seconds()),
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        else:
            answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return answer
    return form_answer(request, "people/choices.html", form)


@signed_in
def security(request: HttpRequest) -> HttpResponse:
    """Where each way of signing in is looked after: the pages themselves are allauth's."""
    kinds = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    return render(
        request,
        "people/security.html",
        {
            "has_second_factor": bool(kinds & set(SECOND_FACTORS)),
            "has_password": request.user.has_usable_password(),
            "sessions": UserSession.objects.filter(user=request.user).count(),
            "providers": SocialAccount.objects.filter(user=request.user).count(),
            "offers_providers": any(
                config.get("APPS") for config in settings.SOCIALACCOUNT_PROVIDERS.values()
            ),
        },
    )


def _own_person(request: HttpRequest) -> Person:
    account = request.user
    return Person.objects.filter(user=account).select_related("photo").first() or people_actions.create(
        by=account, user=account, name=account.name
    )
