"""What is printed: tickets, badges, invoices; and who came, once it is over."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.access import by_secret, needs
from core.clock import now as clock_now
from core.forms import form_answer
from core.words import having
from events.booking import finding
from events.booking.exports import badges, invoice, ticket
from events.booking.forms_door import BadgesForm
from events.booking.models import Invoice, Registration
from events.desk.around import around, find_event
from events.models import Event

INVOICES = Invoice.objects.select_related("seller", "order__event", "cancels__seller")


def _pdf(data: bytes, name: str, *, shown: bool) -> HttpResponse:
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{name}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@by_secret
@require_safe
def ticket_pdf(request: HttpRequest, secret: str) -> HttpResponse:
    registration = get_object_or_404(
        Registration.objects.select_related("event__venue", "order", "ticket_type"), secret=secret
    )
    if registration.status != Registration.Status.CONFIRMED:
        raise Http404
    return _pdf(ticket.ticket_pdf(registration), f"{registration.event.slug}-ticket", shown=True)


@by_secret
@require_safe
def invoice_pdf(request: HttpRequest, secret: str, invoice_id: int) -> HttpResponse:
    return _invoice(get_object_or_404(INVOICES.all(), pk=invoice_id, order__secret=secret))


def find_invoice(slug: str, invoice_id: int) -> Invoice:
    return get_object_or_404(INVOICES.all(), order__event__slug=slug, pk=invoice_id)


@needs("handle money", find_invoice)
@require_safe
def desk_invoice(request: HttpRequest, row: Invoice) -> HttpResponse:
    """For treasurers, who have no business with a buyer's own address."""
    return _invoice(row)


def _invoice(row: Invoice) -> HttpResponse:
    """In the language in which it was ordered, whoever opens it."""
    with translation.override(row.order.language or translation.get_language()):
        return _pdf(invoice.invoice_pdf(row), row.label, shown=True)


@needs("check in", find_event)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk_badges(request: HttpRequest, event: Event) -> HttpResponse:
    """Asked by POST, which writes nothing: names stand in no address."""
    everybody = (
        Registration.objects.confirmed()
        .admissions()
        .filter(event=event)
        .select_related("ticket_type", "order", "person__organisation")
        .order_by("name", "pk")
    )
    parts = _parts(list(everybody.values_list("name", flat=True)))
    form = BadgesForm(request.POST if request.method == "POST" else None, parts=parts)
    if form.is_bound and form.is_valid():
        wanted = form.cleaned_data
        rows = having(everybody, wanted["q"], "name") if wanted["q"] else everybody
        first = 0 if wanted["q"] else (int(wanted.get("part", 1)) - 1) * badges.MOST
        data = badges.badges_pdf(event, list(rows[first : first + badges.MOST]), wanted["size"])
        return _pdf(data, f"{event.slug}-badges", shown=False)
    return form_answer(request, "booking/desk_badges.html", form, parts=parts, **around(request, event))


def _parts(names: list[str]) -> list[tuple[int, str]]:
    """Files of so many badges each, by the names that begin and end them."""
    found = []
    for number, first in enumerate(range(0, len(names), badges.MOST), 1):
        last = min(first + badges.MOST, len(names)) - 1
        found.append((number, f"{names[first]} – {names[last]} ({last - first + 1})"))
    return found


@needs("check in", find_event)
@never_cache
@require_safe
def attendance(request: HttpRequest, event: Event) -> HttpResponse:
    """Of those who had a seat, how many came: by ticket type, once it is over."""
    now = clock_now()
    rows = [
        _came(_("Speakers") if row["is_granted"] else row["ticket_type__name"] or _("Everybody"), row)
        for row in finding.arrivals_by_type(event)
    ]
    return render(
        request,
        "booking/desk_attendance.html",
        {
            "is_over": event.is_past(now),
            "total": _came("", finding.arrivals(event)),
            "rows": rows,
            **around(request, event),
        },
    )


def _came(name: str, row: dict[str, Any]) -> dict[str, Any]:
    expected, came = row["expected"], row["came"]
    return {
        "name": name,
        "expected": expected,
        "came": came,
        "missed": expected - came,
        "share": round(100 * (expected - came) / expected) if expected else 0,
    }
