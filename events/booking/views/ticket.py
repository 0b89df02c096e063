"""What an attendee can do with a ticket: confirm, change, hand on, give back. None of it is ever kept."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import client
from core.access import by_secret, can
from core.clock import now as clock_now
from core.links import absolute
from events.booking import emails
from events.booking.actions import own_seat, seats, still_coming
from events.booking.actions import question as questions
from events.booking.actions import registration as actions
from events.booking.actions import transfer as transfers
from events.booking.forms import VisibilityForm
from events.booking.forms_order import AnswersForm, NameForm
from events.booking.models import Payment, Registration, Terms
from events.booking.shop import asks_of
from events.booking.views.registering import sells
from events.models import Event

Status = Registration.Status


def _registration(secret: str) -> Registration:
    return get_object_or_404(
        Registration.objects.select_related(
            "event__venue",
            "event__group",
            "event__parent",
            "event__cover",
            "order",
            "ticket_type",
            "holder",
            "payment",
        ),
        secret=secret,
    )


class _Refused(Exception):
    """What was sent cannot be taken: the form says why."""

    def __init__(self, name: str, form: forms.Form, status: int = 422) -> None:
        super().__init__(name)
        self.name, self.form, self.status = name, form, status


@by_secret
@require_http_methods(["GET", "HEAD", "POST"])
def ticket(request: HttpRequest, secret: str) -> HttpResponse:
    """The attendee's page: confirm (the one button behind the mailed link), ticket with QR, cancel, who may see it.

    GET changes nothing, however often mail scanners follow the link.
    """
    registration, now = _registration(secret), clock_now()
    if request.method != "POST":
        return _page(request, registration, now)
    do = VERBS.get(request.POST.get("verb", ""))
    if do is None:
        messages.error(request, _("Nothing was done: this button is not known here."))
        return _page(request, registration, now, status=400)
    try:
        onward = do(request, registration, now)
    except _Refused as refused:
        return _page(request, registration, now, status=refused.status, **{refused.name: refused.form})
    except actions.NotOpen:
        messages.error(request, _("Registration has closed."))
        return _page(request, registration, now, status=409)
    except (actions.TooLate, transfers.TooLate):
        messages.error(request, _("This cannot be changed here any more. Please ask the organizers."))
        return _page(request, registration, now, status=409)
    return redirect(onward)


def _by(request: HttpRequest) -> Any:
    return request.user if request.user.is_authenticated else None


def _confirm(request: HttpRequest, registration: Registration, now: dt.datetime) -> Any:
    try:
        confirmed = actions.confirm(registration=registration, now=now)
    except actions.SoldOtherwise:
        words = _(
            "Your seat was held until then and is not sold any more as you ordered it. You can order again."
        )
        messages.error(request, words)
        return reverse("register", args=[registration.event.slug])
    order = registration.order
    # Who opens the mail for it is the buyer.
    if registration.is_own and (order.currency or order.registrations.admissions().count() > 1):
        return order
    return confirmed


def _cancel(request: HttpRequest, registration: Registration, now: dt.datetime) -> Any:
    own_seat.leave(registration=registration, by=_by(request), now=now)
    return registration


def _visibility(request: HttpRequest, registration: Registration, now: dt.datetime) -> Any:
    if not _may_show(request, registration):
        raise actions.TooLate
    form = VisibilityForm(request.POST)
    if not form.is_valid():
        raise _Refused("visibility", form)
    own_seat.show_to(
        registration=registration, visibility=form.cleaned_data["visibility"], by=_by(request), now=now
    )
    messages.success(request, _("Saved."))
    return f"{reverse('me')}#who-sees-it" if request.POST.get("back") == "me" else registration


def _rename(request: HttpRequest, registration: Registration, now: dt.datetime) -> Any:
    form = NameForm(request.POST)
    if not form.is_valid():
        raise _Refused("naming", form)
    try:
        client.limit("name-seat", registration.secret, most=10, seconds=600)  # each may send a mail
    except client.TooMany:
        form.add_error(None, _("That was very often. Please wait some minutes, then try again."))
        raise _Refused("naming", form, 429) from None
    try:
        named = own_seat.rename(registration=registration, **form.cleaned_data, by=_by(request), now=now)
    except transfers.NotTheirs as refused:
        form.add_error("email", str(refused))
        raise _Refused("naming", form) from None
    if named.secret != registration.secret:  # somebody else's now, whose ticket is nobody's here
        messages.success(request, _("Saved. The ticket is on its way to them."))
        return registration.event
    messages.success(request, _("Saved."))
    return registration


def _switch(request: HttpRequest, registration: Registration, now: dt.datetime) -> Any:
    side = request.POST.get("attendance", "")
    if side not in {Event.Attendance.IN_PERSON, Event.Attendance.ONLINE}:
        raise actions.TooLate
    if registration.event.attendance != Event.Attendance.HYBRID:
        raise actions.TooLate
    if own_seat.switch_side(registration=registration, attendance=side, by=_by(request), now=now):
        messages.success(request, _("Changed. Your calendar hears of it by mail."))
    else:
        messages.error(request, _("There is no seat free on that side. Yours is as it was."))
    return registration


def _offer(request: HttpRequest, registration: Registration, now: dt.datetime) -> Any:
    transfers.offer(registration=registration, by=_by(request), now=now)
    return f"{registration.get_absolute_url()}#hand-on"


def _withdraw(request: HttpRequest, registration: Registration, now: dt.datetime) -> Any:
    transfers.withdraw(registration=registration, by=_by(request), now=now)
    messages.success(request, _("The link opens nothing any more. The seat is yours."))
    return registration


def _answer(request: HttpRequest, registration: Registration, now: dt.datetime) -> Any:
    if not _may_change(registration, now):
        raise actions.TooLate
    form = _answers_form(registration, request.POST)
    if form is None:
        raise actions.TooLate
    if not form.is_valid():
        raise _Refused("answering", form)
    unasked = {ask.id: "" for ask in form.asks if ask.id not in form.said}
    questions.answer(registration=registration, answers={**form.said, **unasked})
    messages.success(request, _("Saved."))
    return registration


VERBS: dict[str, Callable[[HttpRequest, Registration, dt.datetime], Any]] = {
    "confirm": _confirm,
    "cancel": _cancel,
    "visibility": _visibility,
    "rename": _rename,
    "switch": _switch,
    "offer": _offer,
    "withdraw": _withdraw,
    "answers": _answer,
}


def _terms(registration: Registration) -> Terms:
    return Terms.of(registration.event)


def _may_change(registration: Registration, now: dt.datetime) -> bool:
    stands = registration.status in Registration.STANDING
    return stands and own_seat.may_change(registration, _terms(registration), now)


def _may_show(request: HttpRequest, registration: Registration) -> bool:
    """Once they are in, the code on their badge does not say who sees them: they do, signed in."""
    return registration.checked_in_at is None or can(request.user, "change", registration)


def _answers_form(registration: Registration, data: Any = None) -> AnswersForm | None:
    """The questions of this ticket with what was answered; None where nothing is asked."""
    if registration.is_addition:
        return None
    rows = list(registration.event.questions.filter(is_withdrawn=False).prefetch_related("ticket_types"))
    if not rows:
        return None
    additions = registration.additions.standing().values_list("ticket_type", flat=True)
    booked = {kind for kind in (registration.ticket_type_id, *additions) if kind}
    # Without regard to what was answered: questions that follow are shown by the script.
    only_with = {row.pk: {kind.pk for kind in row.ticket_types.all()} for row in rows}
    rows = [row for row in rows if not only_with[row.pk] or only_with[row.pk] & booked]
    if not rows:
        return None
    said = {
        f"question-{row.question_id}": row.value
        for table in (registration.answers, registration.sensitiveanswers)
        for row in table.all()
    }
    return AnswersForm(data, questions=rows, asks=asks_of(rows), booked=booked, initial=said)


def _page(
    request: HttpRequest,
    registration: Registration,
    now: dt.datetime,
    *,
    status: int = 200,
    visibility: Any = None,
    naming: Any = None,
    answering: Any = None,
) -> HttpResponse:
    event, terms, order = registration.event, _terms(registration), registration.order
    stands = registration.status in Registration.STANDING
    may_change = _may_change(registration, now)
    confirmed = registration.status == Status.CONFIRMED
    must_confirm = (
        registration.email_confirmed_at is None
        and registration.status in {Status.HELD, Status.WAITING, Status.EXPIRED}
        and not (registration.status == Status.HELD and order.paying_proves)
    )
    held_out = (
        registration.transfers.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now).first()
        if confirmed
        else None
    )
    paid = bool(registration.payment and registration.payment.status == Payment.Status.PAID)
    kind = registration.ticket_type
    context = {
        "registration": registration,
        "order": order,
        "event": event,
        "now": now,
        "is_new": request.GET.get("new") == "1",
        "must_confirm": must_confirm,
        "pays_next": bool(order.currency) and order.pays_by == Payment.Method.CARD,
        "must_pay": bool(order.currency) and registration.status == Status.HELD and not must_confirm,
        "may_cancel": stands and registration.checked_in_at is None and terms.admits_leaving(now),
        "money_back": paid and bool(registration.price_cents) and terms.gives_back(now),
        "money_stays": paid and bool(registration.price_cents) and not terms.gives_back(now),
        "place_in_line": seats.place_in_line(registration),
        "additions": registration.additions.select_related("ticket_type"),
        "may_show": registration.person is not None and confirmed and _may_show(request, registration),
        "form": visibility or VisibilityForm(initial={"visibility": registration.visibility}),
        "naming": (
            naming or NameForm(initial={"name": registration.name, "email": registration.email})
            if may_change and not registration.is_own
            else None
        ),
        "answering": answering or (_answers_form(registration) if may_change and not must_confirm else None),
        "other_side": (
            ("in_person" if registration.attendance == "online" else "online")
            if may_change
            and registration.takes_seat
            and not must_confirm
            and event.attendance == Event.Attendance.HYBRID
            and not (kind and kind.attendance)
            else ""
        ),
        "may_hand_on": (may_change and confirmed and not registration.is_granted),
        "may_book_more": registration.is_own and stands and not must_confirm and event.admits(now),
        "sells": sells(event),
        "held_out": held_out,
        "changes_end_at": held_out.ends_at(terms) if held_out else terms.changes_end_at,
        "transfer_url": absolute(reverse("transfer", args=[held_out.secret])) if held_out else "",
        "opened": "naming" if naming else "answering" if answering else "visibility" if visibility else "",
    }
    return render(request, "booking/ticket.html", context, status=status)


@by_secret
@require_http_methods(["GET", "HEAD", "POST"])
def coming(request: HttpRequest, secret: str) -> HttpResponse:
    """“Still coming?”: two buttons, behind a mailed link that does nothing by itself."""
    registration, now = _registration(secret), clock_now()
    if registration.status != Status.CONFIRMED or registration.event.is_past(now):
        return redirect(registration)
    if request.method == "POST":
        verb = request.POST.get("verb")
        if verb == "yes":
            still_coming.say_yes(registration=registration, by=_by(request), now=now)
            messages.success(request, _("Good. See you there!"))
            return redirect(registration)
        if verb == "no":
            try:
                own_seat.leave(registration=registration, by=_by(request), now=now, was_asked=True)
            except actions.TooLate:
                messages.error(request, _("This cannot be changed here any more. Please ask the organizers."))
            return redirect(registration)
        messages.error(request, _("Nothing was done: this button is not known here."))
    context = {
        "registration": registration,
        "event": registration.event,
        "money_back": bool(registration.price_cents) and _terms(registration).gives_back(now),
    }
    return render(request, "booking/coming.html", context, status=400 if request.method == "POST" else 200)


@by_secret
def ticket_calendar(request: HttpRequest, secret: str) -> HttpResponse:
    registration = _registration(secret)
    if registration.status not in {Status.CONFIRMED, Status.CANCELLED}:
        raise Http404
    answer = HttpResponse(emails.entry_bytes(registration), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{registration.event.slug}.ics"'
    return answer
