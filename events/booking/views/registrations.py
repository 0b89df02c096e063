"""The desk's list of who is registered, and its files."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.access import can, needs
from core.clock import now as clock_now
from events.booking.actions import registration as actions
from events.booking.choosing import chosen
from events.booking.desk_forms.registrations import ChoiceForm
from events.booking.exports import registrations as listing
from events.booking.models import Registration
from events.booking.rules.tables import csv_lines
from events.desk.around import around, find_event
from events.models import Event

REGISTRATIONS_A_PAGE = 50
IN_THE_LIST = ("name", "email", "status", "reason", "checked_in_at", "created_at", "ticket_type__name")


def choice_form(request: HttpRequest, event: Event, data: Any) -> ChoiceForm:
    return ChoiceForm(data, event=event, sees_sensitive=can(request.user, "see sensitive answers", event))


def shown(rows: Iterable[Registration]) -> list[dict[str, Any]]:
    """What the list says of each. There are few ways to stand: a badge is written once for all who share it."""
    badges: dict[tuple[str, bool, str], SafeString] = {}
    found = []
    for row in rows:
        stands = (row.status, row.checked_in_at is not None, row.reason)
        if stands not in badges:
            badges[stands] = render_to_string("booking/status_badge.html", {"row": row})
        found.append(
            {
                "pk": row.pk,
                "name": row.name,
                "email": row.email,
                "ticket": row.ticket_type.name if row.ticket_type else "",
                "badge": badges[stands],
                "since": row.created_at,
            }
        )
    return found


@needs("see registrations", find_event)
@never_cache
@require_safe
def registrations(request: HttpRequest, event: Event) -> HttpResponse:
    """Who is registered, in order of arrival; those who wait in the order of the line."""
    context = around(request, event)
    form = choice_form(request, event, request.GET)
    fits = form.is_valid()
    rows = chosen(event, form.choice()) if fits else Registration.objects.none()
    # Of one page alone it is read what is shown; what stands before it is counted by its keys. Whoever is looked for
    # by a word is looked for once, since all names are read for it.
    numbers = rows.values_list("pk", flat=True)
    by_words = fits and bool(form.choice().get("q"))
    page = Paginator(list(numbers) if by_words else numbers, REGISTRATIONS_A_PAGE).get_page(
        request.GET.get("page")
    )
    keys = list(page.object_list)
    whole = Registration.objects.select_related("ticket_type").only(*IN_THE_LIST).in_bulk(keys)
    asked = request.GET.copy()
    asked.pop("page", None)
    context |= {
        "filters": form,
        "page": page,
        "rows": shown(whole[key] for key in keys if key in whole),
        "found": page.paginator.count,
        "query": asked.urlencode(),
        "is_chosen": fits and bool(form.choice()),
        "figures": actions.figures(event),
        "may_change": can(request.user, "change", event),
        "has_types": "ticket_type" in form.fields,
    }
    return render(request, "booking/desk_registrations.html", context, status=200 if fits else 422)


@needs("see registrations", find_event)
@never_cache
@require_safe
def export_csv(request: HttpRequest, event: Event) -> HttpResponse | StreamingHttpResponse:
    """The chosen ones as a file for spreadsheets, written as it is read."""
    form = choice_form(request, event, request.GET)
    if not form.is_valid():
        return render(
            request,
            "booking/desk_registrations.html",
            {**around(request, event), "filters": form, "figures": actions.figures(event)},
            status=422,
        )
    table = _table(request, event, form)
    answer = StreamingHttpResponse(_bites(csv_lines(table.lines())), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{event.slug}.csv"'
    return answer


@needs("see registrations", find_event)
@never_cache
@require_safe
def export_json(request: HttpRequest, event: Event) -> HttpResponse:
    form = choice_form(request, event, request.GET)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    table = _table(request, event, form)
    answer = JsonResponse(
        {"event": event.slug, "at": clock_now(), "registrations": list(table.objects())},
        json_dumps_params={"ensure_ascii": False},
    )
    answer["Content-Disposition"] = f'attachment; filename="{event.slug}.json"'
    return answer


def _table(request: HttpRequest, event: Event, form: ChoiceForm) -> listing.Table:
    return listing.Table(
        event,
        chosen(event, form.choice()),
        sensitive=can(request.user, "see sensitive answers", event),
        yes=_("yes"),
        no=_("no"),
    )


def _bites(lines: Iterator[str], size: int = 32_768) -> Iterator[bytes]:
    """In pieces worth sending: a line each would cost more to hand on than to write."""
    kept: list[str] = []
    length = 0
    for line in lines:
        kept.append(line)
        length += len(line)
        if length >= size:
            yield "".join(kept).encode()
            kept, length = [], 0
    if kept:
        yield "".join(kept).encode()
