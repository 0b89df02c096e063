"""The codes of an event: made by hand, and those that arose by themselves."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.access import needs
from core.clock import now as clock_now
from core.forms import form_answer
from core.pagination import page_of
from events.booking.actions import code as actions
from events.booking.desk_forms.codes import CodeForm
from events.booking.desk_forms.tickets import take
from events.booking.models import Code, Terms
from events.booking.rules.money import plain
from events.desk.around import around, ask, find_event
from events.models import Event

CODES_A_PAGE = 50


def find_code(slug: str, code: int) -> Code:
    rows = Code.objects.select_related("event", "person", "organisation")
    return get_object_or_404(rows, event__slug=slug, pk=code)


@needs("change", find_event)
@never_cache
@require_safe
def codes(request: HttpRequest, event: Event) -> HttpResponse:
    now, currency = clock_now(), Terms.of(event).currency
    rows = event.codes.select_related("person", "organisation").prefetch_related("ticket_types")
    page = page_of(request, rows, CODES_A_PAGE)
    shown = [{"code": row, "does": _does(row, currency), "state": _state(row, now)} for row in page]
    return render(request, "booking/desk_codes.html", {**around(request, event), "page": page, "rows": shown})


def _does(row: Code, currency: str) -> str:
    parts = []
    if row.percent:
        parts.append(_("%(percent)s %% off") % {"percent": row.percent})
    if row.off_cents:
        parts.append(_("%(amount)s off") % {"amount": plain(row.off_cents, currency)})
    if row.opens_hidden:
        parts.append(_("shows hidden tickets"))
    if row.email_domain:
        parts.append(_("only at %(domain)s") % {"domain": row.email_domain})
    return ", ".join(parts)


def _state(row: Code, now: Any) -> tuple[str, str]:
    if row.withdrawn_at:
        return "", _("Withdrawn")
    if row.starts_at and row.starts_at > now:
        return "warn", _("Not yet")
    if row.ends_at and row.ends_at <= now:
        return "", _("Over")
    if row.most_uses is not None and row.uses >= row.most_uses:
        return "", _("Used up")
    return "good", _("Valid")


@needs("change", find_event)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code_new(request: HttpRequest, event: Event) -> HttpResponse:
    return _code(request, event, None)


@needs("change", find_code)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code_change(request: HttpRequest, row: Code) -> HttpResponse:
    return _code(request, row.event, row)


def _code(request: HttpRequest, event: Event, row: Code | None) -> HttpResponse:
    form = CodeForm(
        request.POST if request.method == "POST" else None,
        event=event,
        currency=Terms.of(event).currency,
        row=row,
        suggested=actions.new_code("guest"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            if row is None:
                actions.make(event=event, by=request.user, now=clock_now(), **form.facts())
            else:
                actions.change(granted=row, by=request.user, now=clock_now(), **form.facts())
        except ValidationError as wrong:
            take(form, wrong)
        else:
            messages.success(request, _("Saved. Hand the code to whom it is for."))
            return redirect("desk_codes", event.slug)
    return form_answer(request, "booking/desk_code.html", form, row=row, **around(request, event))


@needs("change", find_code)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code_withdraw(request: HttpRequest, row: Code) -> HttpResponse:
    event = row.event
    if request.method == "POST":
        actions.take_out(code=row, by=request.user, now=clock_now())
        messages.success(request, _("Nobody books with it any more. What was booked stays."))
        return redirect("desk_codes", event.slug)
    return ask(
        request,
        event,
        question=_("Withdraw the code %(code)s?") % {"code": row.code},
        text=_("What was booked with it stays as it is."),
        verb=_("Withdraw"),
        back=reverse("desk_codes", args=[event.slug]),
    )
