"""Attendees let themselves in by the code on the spot, at small meetups."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import client
from core.access import by_secret, needs, public
from core.clock import now as clock_now
from core.finding import by_name
from core.forms import form_answer
from core.links import absolute
from events.booking.actions import door_code as actions
from events.booking.forms_door import HereForm
from events.booking.models import Registration, Terms
from events.booking.rules.check_in import Answer
from events.desk.around import around, find_event
from events.models import Event

TRIES, TRIES_SECONDS = 10, 600


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def here(request: HttpRequest, slug: str) -> HttpResponse:
    """Behind the poster's QR code: who is signed in types the code, others are told where their ticket is."""
    event = by_name(Event.objects.public().for_cards(), slug)
    if event.slug != slug:
        return redirect("here", event.slug)
    registration = None
    if request.user.is_authenticated:
        registration = (
            Registration.objects.admissions()
            .confirmed()
            .select_related("event")
            .filter(event=event, person__user=request.user)
            .first()
        )
    return _answer(request, event, registration, reverse("here", args=[slug]))


@by_secret
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def here_with_ticket(request: HttpRequest, secret: str) -> HttpResponse:
    registration = get_object_or_404(
        Registration.objects.select_related("event__venue", "event__group", "event__parent", "event__cover"),
        secret=secret,
    )
    if registration.status != Registration.Status.CONFIRMED:
        raise Http404
    return _answer(request, registration.event, registration, reverse("here_with_ticket", args=[secret]))


def _answer(
    request: HttpRequest, event: Event, registration: Registration | None, action: str
) -> HttpResponse:
    now = clock_now()
    is_sent = request.method == "POST" and registration is not None
    form = HereForm(request.POST if is_sent else None, initial={"code": request.GET.get("code", "")[:12]})
    if is_sent and form.is_valid() and _enter(request, registration, form, now):
        return redirect(action)
    if registration is not None:
        registration.refresh_from_db(fields=["checked_in_at"])
    return form_answer(
        request,
        "booking/here.html",
        form,
        event=event,
        registration=registration,
        is_open=actions.is_open(event, now),
        action=action,
    )


def _enter(request: HttpRequest, registration: Any, form: HereForm, now: Any) -> bool:
    """Whether they are in now; else the form says why not."""
    by = request.user if request.user.is_authenticated else None
    try:
        client.limit("door-code", str(registration.pk), most=TRIES, seconds=TRIES_SECONDS)
        told = actions.enter(registration=registration, code=form.cleaned_data["code"], by=by, now=now)
    except client.TooMany:
        form.add_error("code", _("Too many tries. Wait ten minutes, or ask somebody of the crew."))
    except actions.WrongCode:
        form.add_error("code", _("That is not the code on the spot."))
    except actions.NotNow:
        form.add_error(None, _("This works from twelve hours before the event until it ends."))
    else:
        if told.answer in {Answer.ADMITTED, Answer.ALREADY_IN}:
            return True
        form.add_error(None, _("This ticket does not let you in. Ask somebody of the crew."))
    return False


@needs("change", find_event)
@require_POST
def code(request: HttpRequest, event: Event) -> HttpResponse:
    """Switches the code on and off, and makes another one."""
    verb, now = request.POST.get("verb", ""), clock_now()
    if verb in {"on", "off"}:
        actions.switch(event=event, on=verb == "on", by=request.user, now=now)
    elif verb == "renew" and Terms.objects.filter(event=event, lets_in_by_code=True).exists():
        actions.renew(event=event, by=request.user, now=now)
    return redirect("desk_check_in", event.slug)


@needs("check in", find_event)
@never_cache
@require_safe
def poster(request: HttpRequest, event: Event) -> HttpResponse:
    """To print, or to show on a screen."""
    terms = Terms.of(event)
    if not terms.lets_in_by_code:
        raise Http404
    where = absolute(reverse("here", args=[event.slug]))
    return render(
        request,
        "booking/desk_door_code.html",
        {"terms": terms, "where": where, "link": f"{where}?code={terms.door_code}", **around(request, event)},
    )
