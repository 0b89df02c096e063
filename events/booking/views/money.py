"""The treasurer's desk: what came in, what goes back, and what could not be done by itself."""

from collections.abc import Iterable
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import needs
from core.clock import now as clock_now
from core.forms import form_answer
from core.pagination import page_of
from events.booking import bookkeeping
from events.booking.actions import attention as attentions
from events.booking.actions import payment as payments
from events.booking.desk_forms.money import (
    OrderFilter,
    PaymentFilter,
    RecordForm,
    RefundEventForm,
    RefundForm,
)
from events.booking.models import Attention, Order, Payment, Refund
from events.booking.rules.money import plain
from events.booking.rules.tables import csv_lines
from events.desk.around import around, find_event
from events.models import Event

A_PAGE = 50
MOST_TROUBLES = 20


def find_order(slug: str, order: int) -> Order:
    return get_object_or_404(Order.objects.select_related("event"), event__slug=slug, pk=order)


def find_payment(slug: str, payment: int) -> Payment:
    rows = Payment.objects.select_related("order__event", "invoice__seller")
    return get_object_or_404(rows, order__event__slug=slug, pk=payment)


def find_refund(slug: str, refund: int) -> Refund:
    rows = Refund.objects.select_related("payment__order__event")
    return get_object_or_404(rows, payment__order__event__slug=slug, pk=refund)


def find_attention(slug: str, attention: int) -> Attention:
    return get_object_or_404(Attention.objects.select_related("event"), event__slug=slug, pk=attention)


@needs("handle money", find_event)
@never_cache
@require_safe
def money(request: HttpRequest, event: Event) -> HttpResponse:
    form = PaymentFilter(request.GET)
    troubles = Attention.objects.filter(event=event, solved_at=None).select_related("order")
    by_hand = Refund.objects.filter(payment__order__event=event, status=Refund.Status.PENDING)
    by_hand = by_hand.exclude(payment__method=Payment.Method.CARD).select_related("payment__order")
    shown = [
        {"row": row, "what": what, "todo": todo}
        for row in troubles[:MOST_TROUBLES]
        for what, todo in [bookkeeping.trouble(row.kind)]
    ]
    context = {
        "form": form,
        "page": page_of(request, form.narrow(bookkeeping.payments_of(event)), A_PAGE),
        "figures": bookkeeping.figures(event),
        "troubles": shown,
        "more_troubles": max(0, troubles.count() - len(shown)),
        "by_hand": by_hand,
        "open_count": bookkeeping.open_orders_of(event).count(),
    }
    status = 200 if form.is_valid() else 422
    return render(request, "booking/desk_money.html", {**context, **around(request, event)}, status=status)


@needs("handle money", find_event)
@never_cache
@require_safe
def open_orders(request: HttpRequest, event: Event) -> HttpResponse:
    """Who has still to pay; of those who are looked for also who has paid, and whose time to pay is over. Money that
    comes by bank or at the door is recorded from here."""
    form = OrderFilter(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    rows = bookkeeping.open_orders_of(event)
    if words:
        rows = bookkeeping.having_order(bookkeeping.orders_of(event), words)
    context = {"form": form, "words": words, "page": page_of(request, rows, A_PAGE), **around(request, event)}
    return render(request, "booking/desk_money_open.html", context, status=200 if form.is_valid() else 422)


@needs("handle money", find_order)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, order: Order) -> HttpResponse:
    """Money that a treasurer saw on the account, or took at the door."""
    event, due = order.event, payments.due_cents(order) or payments.late_cents(order)
    form = RecordForm(request.POST if request.method == "POST" else None, order=order, due_cents=due)
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = payments.record(
                order=order, method=said["method"], by=request.user, now=clock_now(), cents=said["amount"]
            )
        except payments.NothingToPay:
            form.add_error(None, _("Nothing of this order is to be paid any more."))
        except payments.WrongAmount as wrong:
            due = plain(wrong.due_cents, order.currency)
            form.add_error("amount", _("The order was changed just now: %(due)s are due.") % {"due": due})
        else:
            amount = plain(made.amount_cents, made.currency)
            messages.success(
                request, _("%(amount)s of %(name)s recorded.") % {"amount": amount, "name": order.name}
            )
            return redirect("desk_money_payment", event.slug, made.pk)
    return form_answer(
        request,
        "booking/desk_money_record.html",
        form,
        order=order,
        due_cents=due,
        seats=order.registrations.select_related("ticket_type"),
        paid=order.payments.filter(status=Payment.Status.PAID),
        invoices=order.invoices.select_related("seller").order_by("pk"),
        **around(request, event),
    )


@needs("handle money", find_payment)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def payment(request: HttpRequest, payment: Payment) -> HttpResponse:
    """One payment, and sending it back: all, what a seat costs, or an amount. Asked once more before it is done."""
    event = payment.order.event
    form = RefundForm(request.POST if request.method == "POST" else None, payment=payment)
    asks = form.is_valid() and request.POST.get("sure") != "yes"
    if form.is_valid() and not asks:
        said = form.cleaned_data
        try:
            payments.give_back(
                payment=payment,
                registration=form.registration,
                cents=form.cents(),
                key=f"desk:{payment.pk}:{said['seen']}",
                because=said["because"],
                by=request.user,
                now=clock_now(),
            )
        except payments.TooMuch as too_much:
            form.add_error(None, str(too_much))
        else:
            messages.success(request, _("The money goes back. The seat is not cancelled by that."))
            return redirect("desk_money_payment", event.slug, payment.pk)
    return form_answer(
        request,
        "booking/desk_money_payment.html",
        form,
        payment=payment,
        order=payment.order,
        left_cents=form.left if payment.status == Payment.Status.PAID else 0,
        asks=plain(form.cents(), payment.currency) if asks else "",
        refunds=payment.refunds.select_related("registration", "credit_note__seller"),
        seats=payment.registrations.select_related("ticket_type"),
        **around(request, event),
    )


@needs("handle money", find_refund)
@require_POST
def paid_back(request: HttpRequest, refund: Refund) -> HttpResponse:
    payments.paid_back_by_hand(refund=refund, by=request.user, now=clock_now())
    messages.success(request, _("Noted as paid back."))
    return redirect("desk_money", refund.payment.order.event.slug)


@needs("handle money", find_attention)
@require_POST
def done(request: HttpRequest, attention: Attention) -> HttpResponse:
    attentions.solve(attention=attention, by=request.user, now=clock_now())
    messages.success(request, _("Taken off the list."))
    return redirect("desk_money", attention.event.slug)


@needs("handle money", find_event)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def refund_event(request: HttpRequest, event: Event) -> HttpResponse:
    """Everything that was paid goes back, after the event was written by name."""
    form = RefundEventForm(request.POST if request.method == "POST" else None, event=event)
    if form.is_valid():
        given = payments.give_back_event(event=event, by=request.user, now=clock_now())
        words = ngettext("%(n)s payment goes back.", "%(n)s payments go back.", given)
        messages.success(request, words % {"n": given})
        return redirect("desk_money", event.slug)
    kept = [row for row in bookkeeping.figures(event) if row["kept"]]
    return form_answer(
        request, "booking/desk_money_refund_event.html", form, kept=kept, **around(request, event)
    )


@needs("handle money", find_event)
@never_cache
@require_safe
def payments_csv(request: HttpRequest, event: Event) -> HttpResponse | StreamingHttpResponse:
    form = PaymentFilter(request.GET)
    rows = form.narrow(bookkeeping.payments_of(event))
    return _table(f"{event.slug}-payments", bookkeeping.payments_table(rows))


@needs("handle money", find_event)
@never_cache
@require_safe
def invoices_csv(request: HttpRequest, event: Event) -> HttpResponse | StreamingHttpResponse:
    return _table(f"{event.slug}-invoices", bookkeeping.invoices_table(event))


def _table(name: str, rows: Iterable[list[str | Decimal]]) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
