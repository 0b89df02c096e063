"""One registration on the desk, and adding some by hand or by list."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.access import can, needs
from core.clock import now as clock_now
from core.forms import clean_line, controls_in, form_answer
from events.booking.actions import managing as actions
from events.booking.actions.managing import Entry
from events.booking.desk_forms.registrations import AddForm, ImportForm, NameForm
from events.booking.desk_forms.tickets import take
from events.booking.models import Payment, Registration, Terms
from events.booking.rules.tables import MOST_LINES, NoTable, read
from events.desk.around import around, find_event
from events.models import Event

MOST_SHOWN = 200


def find_registration(slug: str, registration: int) -> Registration:
    rows = Registration.objects.select_related(
        "event__group", "event__parent", "order__code", "ticket_type", "payment", "person", "holder"
    )
    return get_object_or_404(rows, event__slug=slug, pk=registration)


@needs("see registrations", find_registration)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HttpRequest, row: Registration) -> HttpResponse:
    """All that is known of one registration; its buttons are the organizers'."""
    may = can(request.user, "manage", row)
    form = NameForm(initial={"name": row.name})
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        form, done = _do(request, row, form)
        if done:
            return redirect("desk_registration", row.event.slug, row.pk)
    return _page(request, row, form, may)


def _do(request: HttpRequest, row: Registration, form: NameForm) -> tuple[NameForm, bool]:
    verb, now, by = request.POST.get("verb", ""), clock_now(), request.user
    try:
        if verb == "name":
            form = NameForm(request.POST)
            if not form.is_valid():
                return form, False
            actions.mend_name(registration=row, name=form.cleaned_data["name"], by=by, now=now)
            messages.success(request, _("The name is changed."))
        elif verb in {"cancel", "cancel-money"}:
            actions.cancel(registration=row, money_back=verb == "cancel-money", by=by, now=now)
            messages.success(request, _("Cancelled. The seat goes to the next in line."))
        elif verb == "up":
            moved = actions.move_up(registration=row, by=by, now=now)
            waits = moved.status == Registration.Status.WAITING
            messages.success(
                request, _("First in line now.") if waits else _("There was a seat: it is theirs.")
            )
        elif verb == "resend":
            actions.resend(registration=row, by=by, now=now)
            messages.success(request, _("The mail goes out once more."))
        else:
            messages.error(request, _("Nothing was done: this button is not known here."))
    except ValidationError as no:
        messages.error(request, " ".join(no.messages))
    return form, True


def _page(request: HttpRequest, row: Registration, form: NameForm, may: bool) -> HttpResponse:
    event = row.event
    said = list(row.answers.select_related("question").order_by("question__position"))
    sensitive = []
    if can(request.user, "see sensitive answers", event):
        sensitive = list(row.sensitiveanswers.select_related("question").order_by("question__position"))
    beside = list(row.additions.select_related("ticket_type", "payment"))
    paid = [
        one
        for one in (row, *beside)
        if one.price_cents and one.payment and one.payment.status == Payment.Status.PAID
    ]
    return form_answer(
        request,
        "booking/desk_registration.html",
        form,
        row=row,
        said=said,
        sensitive=sensitive,
        beside=beside,
        may=may,
        stands=row.status in Registration.STANDING,
        paid_cents=sum(one.price_cents for one in paid),
        gives_back=Terms.of(event).gives_back(clock_now()),
        scans=row.check_ins.filter(undone_at=None).count(),
        **around(request, event),
    )


@needs("change", find_event)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, event: Event) -> HttpResponse:
    form = AddForm(request.POST if request.method == "POST" else None, event=event, terms=Terms.of(event))
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.add(
                event=event,
                entry=form.entry(),
                because=form.why,
                may_wait=form.cleaned_data["may_wait"],
                by=request.user,
                now=clock_now(),
            )
        except ValidationError as wrong:
            take(form, wrong)
        except actions.Full:
            form.add_error("may_wait", _("There is no seat left. Shall they wait?"))
        else:
            said = {
                Registration.Status.WAITING: _("%(name)s waits in line."),
                Registration.Status.HELD: _("A seat is held for %(name)s; how to pay is on its way to them."),
            }.get(Registration.Status(row.status), _("%(name)s has a seat; the ticket is on its way."))
            messages.success(request, said % {"name": row.name})
            return redirect("desk_registrations", event.slug)
    return form_answer(request, "booking/desk_add.html", form, **around(request, event))


WHY_NO_TABLE = {
    "empty": gettext_lazy("There is nobody in it."),
    "header": gettext_lazy("The first line must name the columns: name and email at least."),
    "long": format_lazy(gettext_lazy("{most} people at most in one list."), most=MOST_LINES),
    "unreadable": gettext_lazy("It cannot be read as CSV."),
}


@needs("change", find_event)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: HttpRequest, event: Event) -> HttpResponse:
    """First what would become of each line, then, by a second button, all of it or nothing."""
    posted = request.method == "POST"
    form = ImportForm(request.POST if posted else None, request.FILES if posted else None)
    lines: list[dict[str, Any]] = []
    if posted and form.is_valid():
        try:
            lines, entries = _lines(event, form.cleaned_data["text"])
        except NoTable as no:
            form.add_error("file" if request.FILES else "text", WHY_NO_TABLE[no.reason])
        else:
            wrong = any(line["why"] for line in lines)
            sure = request.POST.get("verb") == "import" and not wrong
            if sure and _written(request, event, form, lines, entries):
                return redirect("desk_registrations", event.slug)
    bad = [line for line in lines if line["why"]]
    return form_answer(
        request,
        "booking/desk_import.html",
        form,
        status=422 if bad else None,
        lines=sorted(lines, key=lambda line: not line["why"])[:MOST_SHOWN],
        more=max(0, len(lines) - MOST_SHOWN),
        good=len(lines) - len(bad),
        bad=len(bad),
        text=form.cleaned_data.get("text", "") if lines else "",
        **around(request, event),
    )


def _written(
    request: HttpRequest, event: Event, form: ImportForm, lines: list[dict[str, Any]], entries: list[Entry]
) -> bool:
    try:
        rows = actions.add_all(
            event=event,
            entries=entries,
            because=form.cleaned_data["because"],
            may_wait=form.cleaned_data["may_wait"],
            by=request.user,
            now=clock_now(),
        )
    except actions.NotAdded as no:
        for n, why in no.why.items():
            lines[n]["why"] = why
        return False
    except ValidationError as no:
        form.add_error(None, no)
        return False
    done = ngettext("%(n)s person was added.", "%(n)s people were added.", len(rows)) % {"n": len(rows)}
    messages.success(request, done)
    return True


def _lines(event: Event, text: str) -> tuple[list[dict[str, Any]], list[Entry]]:
    """What stands in each line, and why it cannot be taken where it cannot. Raises NoTable."""
    kinds = {row.name.lower(): row for row in event.ticket_types.admissions()}
    sides = {"in person": "in_person", "in_person": "in_person", "online": "online", "": ""}
    lines, entries = [], []
    for line in read(text):
        cells = line.cells
        name, email = clean_line(cells.get("name")), clean_line(cells.get("email"))
        kind = kinds.get(clean_line(cells.get("type")).lower())
        side = sides.get(clean_line(cells.get("attendance")).lower())
        lines.append(
            {
                "number": line.number,
                "name": name,
                "email": email,
                "kind": kind.name if kind else cells.get("type", ""),
                "why": _why_not(name, email, bool(kind), cells.get("type", ""), bool(kinds), side),
            }
        )
        entries.append(Entry(name=name, email=email, ticket_type=kind, attendance=side or ""))
    for n, why in actions.problems(event=event, entries=entries).items():
        lines[n]["why"] = lines[n]["why"] or why
    return lines, entries


def _why_not(name: str, email: str, is_kind: bool, said_kind: str, has_kinds: bool, side: str | None) -> str:
    if not name:
        return _("There is no name.")
    if len(name) > 120 or controls_in(name):
        return _("This cannot be a name.")
    try:
        validate_email(email)
    except ValidationError:
        return _("This is no e-mail address.")
    if len(email) > 254 or controls_in(email):
        return _("This is no e-mail address.")
    if (said_kind or has_kinds) and not is_kind:
        return _("There is no such ticket here.")
    if side is None:
        return _("Write “in person” or “online”.")
    return ""
