"""What a buyer does with an order: pay it, name who sits where, give seats back. None of it is ever kept."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import client
from core.access import by_secret
from core.clock import now as clock_now
from core.links import absolute
from events.booking import gateway
from events.booking.actions import order as ordering
from events.booking.actions import own_seat
from events.booking.actions import payment as payments
from events.booking.actions import registration as registrations
from events.booking.actions import transfer as transfers
from events.booking.forms_order import BillForm, NameForm
from events.booking.models import Invoice, Order, Payment, Registration, Terms, Transfer

Status = Registration.Status


def _order(secret: str) -> Order:
    return get_object_or_404(Order.objects.select_related("event__venue", "event__cover"), secret=secret)


@by_secret
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HttpRequest, secret: str) -> HttpResponse:
    """Each seat with what can be done about it, and what is still to be paid. GET changes nothing."""
    booked, now = _order(secret), clock_now()
    if request.method != "POST":
        return _page(request, booked, now)
    verb = request.POST.get("verb", "")
    by = request.user if request.user.is_authenticated else None
    try:
        if verb == "bill":
            return _bill(request, booked, now, by)
        if verb in {"rename", "cancel"}:
            return _seat(request, booked, now, by, verb)
        if verb == "pay-by":
            return _pay_by(request, booked, now, by)
    except registrations.TooLate:
        messages.error(request, _("This cannot be changed here any more. Please ask the organizers."))
        return _page(request, booked, now, status=409)
    messages.error(request, _("Nothing was done: this button is not known here."))
    return _page(request, booked, now, status=400)


def _bill(request: HttpRequest, booked: Order, now: dt.datetime, by: Any) -> HttpResponse:
    form = BillForm(request.POST)
    if not form.is_valid():
        return _page(request, booked, now, bill=form, status=422)
    ordering.bill_to(order=booked, **form.cleaned_data, by=by)
    messages.success(request, _("Saved."))
    return redirect(booked)


def _pay_by(request: HttpRequest, booked: Order, now: dt.datetime, by: Any) -> HttpResponse:
    try:
        client.limit("pay-by", booked.secret, most=10, seconds=600)  # each may send a mail
        payments.pay_by(order=booked, method=request.POST.get("method", ""), by=by, now=now)
    except client.TooMany:
        messages.error(request, _("That was very often. Please wait some minutes, then try again."))
        return _page(request, booked, now, status=429)
    except payments.NothingToPay:
        messages.info(request, _("Nothing of this order is to be paid any more."))
    else:
        messages.success(request, _("Changed. This is how you pay now."))
    return redirect(booked)


def _seat(request: HttpRequest, booked: Order, now: dt.datetime, by: Any, verb: str) -> HttpResponse:
    pk = request.POST.get("seat", "")
    found = booked.registrations.admissions().filter(pk=pk if pk.isdecimal() and len(pk) < 19 else None)
    seat = found.select_related("order").first()
    if seat is None:
        raise Http404
    seat.event = booked.event
    if _is_handed_on(seat):
        raise registrations.TooLate
    if verb == "cancel":
        own_seat.leave(registration=seat, by=by, now=now)
        messages.success(request, _("The seat is given back."))
        return redirect(booked)
    form = NameForm(request.POST, prefix=f"seat-{seat.pk}")
    if not form.is_valid():
        return _page(request, booked, now, naming=(seat.pk, form), status=422)
    name, email = form.cleaned_data["name"], form.cleaned_data["email"]
    try:
        client.limit("name-seat", booked.secret, most=30, seconds=600)  # each sends a mail
    except client.TooMany:
        form.add_error(None, _("That was very often. Please wait some minutes, then try again."))
        return _page(request, booked, now, naming=(seat.pk, form), status=429)
    try:
        own_seat.rename(registration=seat, name=name, email=email, by=by, now=now)
    except transfers.NotTheirs as refused:
        form.add_error("email", str(refused))
        return _page(request, booked, now, naming=(seat.pk, form), status=422)
    messages.success(request, _("Saved. The ticket is on its way to them."))
    return redirect(booked)


@by_secret
@require_safe
def pay(request: HttpRequest, secret: str) -> HttpResponse:
    """On to Stripe's page; the same page as long as it is open. Seats stay held whatever comes of it."""
    booked, now = _order(secret), clock_now()
    if booked.pays_by != Payment.Method.CARD:
        return redirect(booked)
    try:
        client.limit("pay", secret, most=30, seconds=600)
        address = payments.page_for(
            order=booked,
            back_url=f"{absolute(booked.get_absolute_url())}?paid=1",
            cancel_url=absolute(reverse("order_back", args=[secret])),
            now=now,
        )
    except (payments.NothingToPay, payments.NotConfirmed):
        if booked.event.is_cancelled:
            messages.error(request, _("The event was cancelled: nothing is to be paid for it any more."))
        return redirect(booked)  # which says why
    except client.TooMany:
        return _page(request, booked, now, trouble=True, status=429)
    except (gateway.NotNow, gateway.Refused):
        return _page(request, booked, now, trouble=True, status=503)
    return redirect(address)


@by_secret
@require_safe
def back(request: HttpRequest, secret: str) -> HttpResponse:
    """From Stripe's page without having paid: its seats are given back at once, and that is said."""
    booked, now = _order(secret), clock_now()
    if not booked.payments.filter(status=Payment.Status.OPEN).exists():
        return redirect(booked)
    try:
        if payments.stop(order=booked, now=now):
            messages.success(request, _("It was paid after all: the seats are yours."))
        elif booked.registrations.filter(status=Status.HELD).exists():  # offered from the waiting list
            messages.info(
                request, _("Nothing was paid. Your seats stay held for as long as they were offered.")
            )
        elif payments.due_cents(booked):
            messages.info(request, _("Nothing was paid. Your seats stay yours; you can still pay."))
        else:
            messages.info(request, _("Nothing was paid, and the seats went back. You can order again."))
    except (gateway.NotNow, gateway.Refused):
        messages.error(
            request,
            _("The payment service does not answer. What is not paid goes back by itself in a while."),
        )
    return redirect(booked)


@by_secret
@require_safe
def state(request: HttpRequest, secret: str) -> HttpResponse:
    """What the small script on the order's page asks until the payment's word has come."""
    booked = _order(secret)
    waits = booked.payments.filter(status=Payment.Status.OPEN).exists()
    return JsonResponse({"waits": waits, "due_cents": payments.due_cents(booked)})


def _is_handed_on(seat: Registration) -> bool:
    return seat.transfers.filter(accepted_at__isnull=False).exists()


def _page(
    request: HttpRequest,
    booked: Order,
    now: dt.datetime,
    *,
    status: int = 200,
    trouble: bool = False,
    bill: forms.Form | BillForm | None = None,
    naming: tuple[int, NameForm] | None = None,
) -> HttpResponse:
    event, terms = booked.event, Terms.of(booked.event)
    rows = list(booked.registrations.select_related("ticket_type").order_by("pk"))
    handed_on = set(
        Transfer.objects.filter(registration__order=booked, accepted_at__isnull=False).values_list(
            "registration", flat=True
        )
    )
    beside: dict[int, list[Registration]] = {}
    for row in rows:
        row.event = event
        if row.holder_id is not None:
            beside.setdefault(row.holder_id, []).append(row)
    seats = []
    for row in rows:
        if row.holder_id is not None:
            continue
        stands, theirs = row.status in Registration.STANDING, row.pk in handed_on
        may_name = stands and not (theirs or row.is_own or row.checked_in_at) and terms.admits_changes(now)
        seats.append(
            {
                "row": row,
                "beside": beside.get(row.pk, []),
                "is_handed_on": theirs,
                "may_leave": stands and not (theirs or row.checked_in_at) and terms.admits_leaving(now),
                "naming": (naming[1] if naming and naming[0] == row.pk else _name_form(row))
                if may_name
                else None,
                "is_open": naming is not None and naming[0] == row.pk,
            }
        )
    held = [row for row in rows if row.status == Status.HELD]
    paid = [row for row in booked.payments.all() if row.status == Payment.Status.PAID]
    open_one = next((row for row in booked.payments.all() if row.status == Payment.Status.OPEN), None)
    is_owed = booked.currency and not event.is_cancelled
    due = payments.due_cents(booked) if is_owed else 0
    invoices = list(Invoice.objects.filter(order=booked).select_related("seller").order_by("pk"))
    context = {
        "order": booked,
        "event": event,
        "terms": terms,
        "seats": seats,
        "due_cents": due,
        "other_ways": [(way, Payment.Method(way).label) for way in terms.methods if way != booked.pays_by]
        if due and not event.is_past(now)
        else [],
        "paid_cents": sum(row.amount_cents for row in paid),
        "refunds": [r for row in paid for r in row.refunds.all()],
        "held_until": min((row.held_until for row in held if row.held_until), default=None),
        "must_confirm": any(row.email_confirmed_at is None for row in held) and not booked.paying_proves,
        "is_over": bool(rows) and not any(row.status in Registration.STANDING for row in rows),
        "waits_for_word": bool(due and open_one and open_one.session_id and request.GET.get("paid") == "1"),
        "is_paid_now": not due and bool(paid) and request.GET.get("paid") == "1",
        "is_new": request.GET.get("new") == "1",
        "trouble": trouble,
        "invoices": invoices,
        "bill": bill or (BillForm(instance=booked) if booked.currency and not invoices else None),
        "gives_back": terms.gives_back(now) and bool(paid),
        "is_open_bill": bill is not None,
    }
    return render(request, "booking/order.html", context, status=status)


def _name_form(row: Registration) -> NameForm:
    return NameForm(prefix=f"seat-{row.pk}", initial={"name": row.name, "email": row.email})
