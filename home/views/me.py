"""`/me/`: what somebody has here, and what the site holds of them."""

import io
import zipfile

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock, personal_data
from core.access import signed_in
from core.client import TooMany, limit
from core.views_tokens import tokens_page
from events.booking.models import Registration
from events.calendars.models import PrivateFeed
from groups.models import Membership
from home.actions import personal_data as actions
from home.forms import EraseForm
from home.paths import in_language
from speakers.models import Proposal, Reviewer

MOST_PAST = 20
DOWNLOADS_AN_HOUR = 10


@signed_in
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    person = getattr(request.user, "person", None)
    coming, past, proposals, memberships, reviewing, calendars = [], [], [], [], [], []
    if person is not None:
        registrations = (
            Registration.objects.admissions()
            .filter(person=person)
            .select_related("event", "event__venue", "event__group", "event__cover")
        )
        coming = list(
            registrations.standing().filter(event__ends_at__gt=now).order_by("event__starts_at", "pk")
        )
        past = list(
            registrations.confirmed()
            .filter(event__ends_at__lte=now)
            .order_by("-event__starts_at", "pk")[:MOST_PAST]
        )
        proposals = list(Proposal.objects.filter(person=person).select_related("call", "call__event"))
        reviewing = list(
            Reviewer.objects.filter(person=person, call__event__ends_at__gt=now).select_related("call__event")
        )
        memberships = list(
            Membership.objects.filter(person=person).select_related("group").order_by("-role", "group__name")
        )
        calendars = list(PrivateFeed.objects.standing().filter(person=person))
    return render(
        request,
        "home/me.html",
        {
            **around("me"),
            "person": person,
            "coming": coming,
            "shown_to": [row for row in (*coming, *past) if row.status == Registration.Status.CONFIRMED],
            "visibilities": Registration.Visibility.choices,
            "past": past,
            "proposals": proposals,
            "memberships": memberships,
            "reviewing": reviewing,
            "calendars": calendars,
            "now": now,
        },
    )


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def programs(request: HttpRequest) -> HttpResponse:
    """Tokens for programs: all of one's own are listed, those for what is one's own are made here."""
    return tokens_page(request, thing=None, around=around("programs"))


@signed_in
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    held = personal_data.counts(actions.whose(user=request.user))
    return render(request, "home/privacy.html", {**around("privacy"), "held": held})


@signed_in
@require_POST
def download(request: HttpRequest) -> HttpResponse:
    """Everything held of whoever asks, as a ZIP of JSON files and pictures."""
    try:
        limit("personal-data", str(request.user.pk), most=DOWNLOADS_AN_HOUR, seconds=3600)
    except TooMany:
        messages.error(request, _("You downloaded them several times within this hour. Try again later."))
        return redirect("me_privacy")
    files = actions.export_person(whose=actions.whose(user=request.user), by=request.user)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    response = HttpResponse(packed.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="my-data-{clock.now():%Y-%m-%d}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def erase(request: HttpRequest) -> HttpResponse:
    """Asks once, by name; then everything goes, and nobody is signed in any more."""
    form = EraseForm(request.POST or None, email=request.user.email)
    if request.method == "POST" and form.is_valid():
        user = request.user._wrapped if hasattr(request.user, "_wrapped") else request.user
        try:
            actions.erase_person(whose=actions.whose(user=user), by=user, now=clock.now())
        except actions.LastAdministrator:
            form.add_error(
                None, _("You are the last who administers this site. Make somebody else staff first.")
            )
        else:
            logout(request)
            messages.success(
                request, _("Your account and your data are erased. Farewell, and come back any time.")
            )
            return redirect(in_language("/"))
    return render(
        request, "home/erase.html", {**around("privacy"), "form": form}, status=422 if form.errors else 200
    )


def around(here: str) -> dict[str, object]:
    rooms = [
        (_("What is mine"), in_language("/me/"), "me"),
        (_("My agenda"), in_language("/me/agenda/"), "agenda"),
        (_("Desk"), in_language("/desk/"), "desk"),
        (_("Profile"), in_language("/me/profile/"), "profile"),
        (_("Language and time zone"), in_language("/me/language/"), "language"),
        (_("Signing in"), in_language("/me/security/"), "security"),
        (_("Programs"), in_language("/me/programs/"), "programs"),
        (_("Privacy"), in_language("/me/privacy/"), "privacy"),
    ]
    return {
        "desk_title": _("My page"),
        "desk_nav": [{"title": title, "url": url, "active": name == here} for title, url, name in rooms],
    }
