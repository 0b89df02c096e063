"""What somebody can do with what they booked: the order, the ticket, its calendar entry. None of it is ever kept."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.access import by_secret
from core.clock import now as clock_now
from events.booking import emails
from events.booking.actions import registration as actions
from events.booking.forms import VisibilityForm
from events.booking.models import Order, Registration

Status = Registration.Status


def _registration(secret: str) -> Registration:
    return get_object_or_404(
        Registration.objects.select_related(
            "event__venue", "event__group", "event__parent", "event__cover", "order"
        ),
        secret=secret,
    )


@by_secret
def order(request: HttpRequest, secret: str) -> HttpResponse:
    booked = get_object_or_404(Order.objects.select_related("event__venue"), secret=secret)
    return render(
        request,
        "booking/order.html",
        {
            "order": booked,
            "event": booked.event,
            "registrations": booked.registrations.select_related("event"),
        },
    )


@by_secret
def ticket(request: HttpRequest, secret: str) -> HttpResponse:
    """The attendee's page: confirm (the one button behind the mailed link), ticket with QR, cancel, who may see it.

    GET changes nothing, however often mail scanners follow the link.
    """
    registration = _registration(secret)
    now = clock_now()
    form = VisibilityForm(initial={"visibility": registration.visibility})
    if request.method == "POST":
        verb = request.POST.get("verb", "")
        by = request.user if request.user.is_authenticated else None
        if verb == "confirm":
            try:
                registration = actions.confirm(registration=registration, now=now)
            except actions.NotOpen:
                messages.error(request, _("Registration has closed."))
        elif verb == "cancel":
            actions.cancel(registration=registration, by=by, now=now)
        elif verb == "visibility":
            form = VisibilityForm(request.POST)
            if form.is_valid():
                actions.show_to(
                    registration=registration, visibility=form.cleaned_data["visibility"], by=by, now=now
                )
                messages.success(request, _("Saved."))
        else:
            messages.error(request, _("Nothing was done: this button is not known here."))
            return _ticket_page(request, registration, form, now, status=400)
        if not form.is_bound or form.is_valid():
            return redirect(registration)
    return _ticket_page(request, registration, form, now, status=422 if form.is_bound else 200)


def _ticket_page(
    request: HttpRequest, registration: Registration, form: VisibilityForm, now: Any, status: int
) -> HttpResponse:
    event = registration.event
    return render(
        request,
        "booking/ticket.html",
        {
            "registration": registration,
            "event": event,
            "form": form,
            "now": now,
            "is_new": request.GET.get("new") == "1",
            "must_confirm": registration.email_confirmed_at is None
            and registration.status in {Status.HELD, Status.WAITING, Status.EXPIRED},
            "may_cancel": registration.status in Registration.STANDING and not event.is_past(now),
            "place_in_line": emails.place_in_line(registration),
        },
        status=status,
    )


@by_secret
def ticket_calendar(request: HttpRequest, secret: str) -> HttpResponse:
    registration = _registration(secret)
    if registration.status not in {Status.CONFIRMED, Status.CANCELLED}:
        raise Http404
    answer = HttpResponse(emails.entry_bytes(registration), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{registration.event.slug}.ics"'
    return answer
