"""What is sold at an event: ticket types, additions, quotas and terms, each on one short page."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import can, needs
from core.clock import now as clock_now
from core.forms import form_answer
from events.booking.actions import quota as quotas
from events.booking.actions import terms as terms_actions
from events.booking.actions import ticket_type as actions
from events.booking.desk_forms.tickets import QuotaForm, TermsForm, TicketTypeForm, take
from events.booking.models import Quota, Registration, Terms, TicketType
from events.booking.rules.prices import price_at
from events.desk.around import around, ask, find_event
from events.models import Event


def find_type(slug: str, ticket_type: int) -> TicketType:
    return get_object_or_404(TicketType.objects.select_related("event"), event__slug=slug, pk=ticket_type)


def find_quota(slug: str, quota: int) -> Quota:
    return get_object_or_404(Quota.objects.select_related("event"), event__slug=slug, pk=quota)


@needs("change", find_event)
@never_cache
@require_safe
def tickets(request: HttpRequest, event: Event) -> HttpResponse:
    now = clock_now()
    terms = Terms.of(event)
    taken = Count("registrations", filter=Q(registrations__status__in=Registration.STANDING))
    rows = list(event.ticket_types.prefetch_related("price_windows", "quotas").annotate(booked=taken))
    shown = [
        {
            "type": row,
            "now_cents": price_at(now, row.price_cents, [one.window for one in row.price_windows.all()]),
            "state": _state(row, now),
            "marks": _marks(row),
        }
        for row in rows
    ]
    context = {
        "rows": shown,
        "currency": terms.currency,
        "terms": terms,
        "quotas": event.quotas.prefetch_related("ticket_types"),
        "no_seller": terms.seller is None and any(row.price_cents for row in rows),
    }
    return render(request, "booking/desk_tickets.html", {**around(request, event), **context})


def _state(row: TicketType, now: Any) -> tuple[str, str]:
    """(tone, word) of whether it is sold at this moment."""
    if row.is_withdrawn:
        return "", _("Withdrawn")
    if row.sells_from and row.sells_from > now:
        return "warn", _("Not yet on sale")
    if row.sells_until and row.sells_until <= now:
        return "", _("Sale is over")
    return "good", _("On sale")


def _marks(row: TicketType) -> list[str]:
    marks = []
    if row.is_addon:
        marks.append(_("addition"))
    if row.is_hidden:
        marks.append(_("hidden"))
    if row.for_members:
        marks.append(_("members only"))
    if row.attendance:
        marks.append(str(row.get_attendance_display()))
    return marks


@needs("change", find_event)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def type_new(request: HttpRequest, event: Event) -> HttpResponse:
    form = TicketTypeForm(
        request.POST if request.method == "POST" else None, event=event, terms=Terms.of(event)
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.add(event=event, facts=form.facts(), by=request.user, now=clock_now())
        except ValidationError as wrong:
            take(form, wrong)
        else:
            messages.success(request, _("“%(name)s” is in the list.") % {"name": row.name})
            return redirect("desk_tickets", event.slug)
    first = not event.ticket_types.exists() and event.registrations.standing().exists()
    return form_answer(request, "booking/desk_ticket.html", form, is_first=first, **around(request, event))


@needs("change", find_type)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def type_change(request: HttpRequest, row: TicketType) -> HttpResponse:
    event = row.event
    form = TicketTypeForm(
        request.POST if request.method == "POST" else None,
        event=event,
        terms=Terms.of(event),
        row=row,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(ticket_type=row, facts=form.facts(), by=request.user, now=clock_now())
        except ValidationError as wrong:
            take(form, wrong)
        else:
            messages.success(request, _("Saved. What was booked already keeps its price."))
            return redirect("desk_tickets", event.slug)
    booked = row.registrations.count()
    return form_answer(
        request, "booking/desk_ticket.html", form, row=row, booked=booked, **around(request, event)
    )


@needs("change", find_type)
@require_POST
def type_do(request: HttpRequest, row: TicketType) -> HttpResponse:
    """The small buttons beside a type: up, down, withdraw, sell again."""
    verb, now = request.POST.get("verb", ""), clock_now()
    if verb in {"up", "down"}:
        actions.move(ticket_type=row, up=verb == "up", by=request.user)
    elif verb == "withdraw":
        actions.withdraw(ticket_type=row, by=request.user, now=now)
        messages.success(
            request, _("“%(name)s” is no longer sold. Who has one keeps it.") % {"name": row.name}
        )
    elif verb == "offer":
        actions.offer_again(ticket_type=row, by=request.user, now=now)
        messages.success(request, _("“%(name)s” is sold again.") % {"name": row.name})
    else:
        messages.error(request, _("Nothing was done: this button is not known here."))
    return redirect("desk_tickets", row.event.slug)


@needs("change", find_type)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def type_delete(request: HttpRequest, row: TicketType) -> HttpResponse:
    event, refusal = row.event, ""
    if request.method == "POST":
        try:
            actions.delete(ticket_type=row, by=request.user, now=clock_now())
        except ValidationError as wrong:
            refusal = " ".join(wrong.messages)
        else:
            messages.success(request, _("“%(name)s” is deleted.") % {"name": row.name})
            return redirect("desk_tickets", event.slug)
    return ask(
        request,
        event,
        question=_("Delete “%(name)s”?") % {"name": row.name},
        text=_("Only what nobody booked can be deleted."),
        verb=_("Delete"),
        back=reverse("desk_tickets", args=[event.slug]),
        refusal=refusal,
    )


@needs("change", find_event)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quota_new(request: HttpRequest, event: Event) -> HttpResponse:
    return _quota(request, event, None)


@needs("change", find_quota)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quota_change(request: HttpRequest, row: Quota) -> HttpResponse:
    return _quota(request, row.event, row)


def _quota(request: HttpRequest, event: Event, row: Quota | None) -> HttpResponse:
    form = QuotaForm(request.POST if request.method == "POST" else None, event=event, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            row = quotas.set_up(event=event, quota=row, by=request.user, now=clock_now(), **form.facts())
        except ValidationError as wrong:
            take(form, wrong)
        else:
            messages.success(request, _("Saved. %(taken)s taken, %(waiting)s waiting.") % vars_of(row))
            return redirect("desk_tickets", event.slug)
    return form_answer(request, "booking/desk_quota.html", form, row=row, **around(request, event))


def vars_of(row: Quota) -> dict[str, int]:
    return {"taken": row.taken, "waiting": row.waiting}


@needs("change", find_quota)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quota_remove(request: HttpRequest, row: Quota) -> HttpResponse:
    event = row.event
    if request.method == "POST":
        quotas.remove(quota=row, by=request.user, now=clock_now())
        messages.success(request, _("The quota is gone."))
        return redirect("desk_tickets", event.slug)
    return ask(
        request,
        event,
        question=_("Remove the quota “%(name)s”?") % {"name": row.name},
        text=_("No seat is lost. Who waits only because of it gets in at once."),
        verb=_("Remove"),
        back=reverse("desk_tickets", args=[event.slug]),
    )


@needs("change", find_event)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: HttpRequest, event: Event) -> HttpResponse:
    is_sold = terms_actions.is_sold(event)
    form = TermsForm(
        request.POST if request.method == "POST" else None,
        event=event,
        terms=Terms.of(event),
        is_sold=is_sold,
    )
    if request.method == "POST" and form.is_valid():
        try:
            terms_actions.change(event=event, by=request.user, now=clock_now(), **form.cleaned_data)
        except ValidationError as wrong:
            take(form, wrong)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_tickets", event.slug)
    return form_answer(
        request,
        "booking/desk_terms.html",
        form,
        keeps_sellers=can(request.user, "administer"),
        **around(request, event),
    )
