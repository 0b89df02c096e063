"""An event's registrations in numbers: how they grew, what was chosen, how full it is, and who did not come."""

import datetime as dt
from collections import Counter
from typing import Any

from django.db.models import Count, Sum
from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.access import needs
from core.charts import bar_chart, line_chart
from core.clock import now as clock_now
from events.booking.models import Payment, Registration
from events.booking.rules.curve import curve
from events.booking.rules.money import plain
from events.desk.around import around, find_event
from events.models import Event

Status = Registration.Status


@needs("see registrations", find_event)
@never_cache
@require_safe
def figures(request: HttpRequest, event: Event) -> HttpResponse:
    now = clock_now()
    rows = Registration.objects.filter(event=event).order_by()
    tickets = rows.admissions()
    granted = tickets.confirmed().filter(is_granted=True).count()
    by_status = Counter(dict(tickets.values_list("status").annotate(n=Count("pk"))))
    came = tickets.confirmed().filter(checked_in_at__isnull=False).count()
    quotas = [
        {"name": quota.name, "capacity": quota.capacity, "taken": quota.taken, "waiting": quota.waiting}
        for quota in event.quotas.all()
    ]
    context = {
        "tiles": _tiles(event, tickets, by_status, came, granted, now),
        "growth": _growth(event, tickets, now),
        "parts": [part for part in (_by_type(event, rows), _by_side(tickets), _by_status(by_status)) if part],
        "quotas": [
            {"name": event.title, "capacity": event.capacity, "taken": event.taken, "waiting": event.waiting},
            *quotas,
        ],
        "money": _money(event),
        "nobody": not by_status,
    }
    return render(request, "booking/desk_figures.html", {**around(request, event), **context})


def _tiles(
    event: Event, tickets: Any, by_status: Any, came: int, granted: int, now: dt.datetime
) -> list[dict[str, Any]]:
    confirmed = by_status[Status.CONFIRMED]
    tiles: list[dict[str, Any]] = [
        {"label": _("Confirmed"), "value": confirmed - granted, "of": event.capacity},
        *([{"label": _("Speakers"), "value": granted, "hint": _("beside the places")}] if granted else []),
        {"label": _("Waiting"), "value": by_status[Status.WAITING]},
        {"label": _("Cancelled"), "value": by_status[Status.CANCELLED]},
    ]
    still = tickets.confirmed().filter(still_comes_at__isnull=False).count()
    if still and now < event.starts_at:
        tiles.append({"label": _("Say they still come"), "value": still, "of": confirmed})
    if event.starts_at <= now:
        tiles.append({"label": _("Came"), "value": came, "of": confirmed})
    # Without a single check-in nobody stood at the door, and nothing is known of who stayed away.
    if event.is_past(now) and came and confirmed:
        away = confirmed - came
        share = _("%(percent)s %% of those confirmed") % {"percent": round(100 * away / confirmed)}
        tiles.append({"label": _("Did not come"), "value": away, "hint": share})
    return tiles


def _growth(event: Event, tickets: Any, now: dt.datetime) -> Any:
    """All that were ever booked, by the day on which they were, by the event's clock."""
    days = tickets.annotate(day=TruncDate("created_at", tzinfo=event.zone)).values_list("day")
    by_day = dict(days.annotate(n=Count("pk")))
    points = curve(by_day, min(now, event.ends_at).astimezone(event.zone).date())
    if len(points) < 2:
        return None
    labels = [formats.date_format(day, "j M") for day, _n in points]
    return line_chart(labels, {_("Registrations"): [n for _day, n in points]})


def _by_type(event: Event, rows: Any) -> dict[str, Any] | None:
    stand = rows.standing()
    counts = dict(stand.filter(is_granted=False).values_list("ticket_type").annotate(n=Count("pk")))
    granted = stand.filter(is_granted=True).count()
    kinds = list(event.ticket_types.all())
    if not kinds:
        return None
    names = [(kind.pk, kind.name) for kind in kinds]
    if counts.get(None):
        names.append((None, _("without a kind")))
    words, values = [name for _pk, name in names], [counts.get(pk, 0) for pk, _name in names]
    if granted:
        words, values = [*words, _("Speakers")], [*values, granted]
    return {"title": _("By ticket"), "chart": bar_chart(words, values, _("Booked"))}


def _by_side(tickets: Any) -> dict[str, Any] | None:
    counts = dict(tickets.standing().values_list("attendance").annotate(n=Count("pk")))
    if not set(counts) - {""}:
        return None
    sides = [("in_person", _("in person")), ("online", _("online"))]
    if counts.get(""):
        sides.append(("", _("not said")))
    values = [counts.get(side, 0) for side, _word in sides]
    return {"title": _("By side"), "chart": bar_chart([word for _s, word in sides], values, _("Booked"))}


def _by_status(by_status: Any) -> dict[str, Any] | None:
    if not by_status:
        return None
    words = [str(label) for _value, label in Status.choices]
    values = [by_status[value] for value, _label in Status.choices]
    return {"title": _("By status"), "chart": bar_chart(words, values, _("Registrations"))}


def _money(event: Event) -> list[dict[str, str]]:
    """What came in, went back and stayed, by currency: one, unless an import brought others."""
    sums = (
        Payment.objects.filter(order__event=event, status=Payment.Status.PAID)
        .values("currency")
        .order_by("currency")
        .annotate(paid=Sum("amount_cents"), back=Sum("refunded_cents"))
    )
    return [
        {
            "paid": plain(row["paid"], row["currency"]),
            "back": plain(row["back"], row["currency"]),
            "kept": plain(row["paid"] - row["back"], row["currency"]),
        }
        for row in sums
    ]
