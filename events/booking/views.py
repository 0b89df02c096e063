"""Registering, and what somebody can do with what they booked. None of these answers is ever kept."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import client, menus
from core.access import by_secret, needs, public
from core.clock import now as clock_now
from core.finding import by_name
from core.forms import form_answer
from core.pagination import page_of
from events.booking import emails
from events.booking.actions import registration as actions
from events.booking.forms import RegistrationFilter, RegistrationForm, VisibilityForm
from events.booking.models import Order, Registration
from events.models import Event
from people.models import Person

REGISTRATIONS_A_PAGE = 50
Status = Registration.Status


def verified_person(request: HttpRequest) -> Person | None:
    """The signed-in person, if their e-mail is known to be theirs; a guest's way is open to all others."""
    if not request.user.is_authenticated:
        return None
    person = Person.objects.filter(user=request.user).first()
    if person is None:
        return None
    verified = EmailAddress.objects.filter(user=request.user, email__iexact=request.user.email, verified=True)
    return person if verified.exists() else None


@public
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """GET shows the form; POST takes a seat or a place in line. A guest learns the rest from their mailbox."""
    event = by_name(Event.objects.public().for_cards(), slug)
    if event.slug != slug:
        return redirect("register", event.slug, permanent=True)
    now = clock_now()
    person = verified_person(request)
    mine = _mine(event, person)
    if mine is not None and request.method != "POST":
        return redirect(mine)
    if not event.admits(now):
        return _page(request, event, None, person, now, status=200 if request.method == "GET" else 409)
    form = RegistrationForm(request.POST if request.method == "POST" else None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            client.limit("register", client.address_of(request), most=60, seconds=600)
            if person is None:
                client.limit("register-mail", form.cleaned_data["email"].lower(), most=10, seconds=600)
        except client.TooMany as too_many:
            form.add_error(None, _("That was very often. Please wait some minutes, then try again."))
            answer = _page(request, event, form, person, now, status=429)
            answer["Retry-After"] = str(too_many.seconds)
            return answer
        name = person.name if person else form.cleaned_data["name"]
        email = request.user.email if person else form.cleaned_data["email"]
        try:
            registration = actions.register(
                event=event,
                name=name,
                email=email,
                person=person,
                by=request.user if request.user.is_authenticated else None,
                now=now,
                language=get_language() or "",
                visibility=form.cleaned_data.get("visibility", Registration.Visibility.ORGANIZERS),
            )
        except actions.NotOpen:
            return _page(request, event, None, person, now, status=409)
        if person is not None:
            return redirect(f"{registration.get_absolute_url()}?new=1")
        # The ticket's address opens the ticket: only the mailbox may tell it.
        request.session["registered_with"] = email
        return redirect("registered", event.slug)
    return _page(request, event, form, person, now)


@public
def registered(request: HttpRequest, slug: str) -> HttpResponse:
    """After a guest's POST: look into your mailbox."""
    event = by_name(Event.objects.public().for_cards(), slug)
    email = request.session.get("registered_with", "")
    return render(request, "booking/registered.html", {"event": event, "email": email})


def _mine(event: Event, person: Person | None) -> Registration | None:
    if person is None:
        return None
    return Registration.objects.standing().filter(event=event, person=person).first()


def _page(
    request: HttpRequest, event: Event, form: Any, person: Person | None, now: Any, status: int | None = None
) -> HttpResponse:
    context = {"event": event, "person": person, "now": now, "waits": event.seats_word(now) == "waiting"}
    if form is None:
        return render(request, "booking/closed.html", context, status=status)
    return form_answer(request, "booking/register.html", form, status=status, **context)


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


def find_event(slug: str) -> Event:
    return get_object_or_404(Event.objects.for_cards(), slug=slug)


@needs("see registrations", find_event)
def desk_registrations(request: HttpRequest, event: Event) -> HttpResponse:
    """Who is registered, in order of arrival; those who wait in the order of the line."""
    form = RegistrationFilter(request.GET)
    rows = Registration.objects.filter(event=event).select_related("person")
    if form.is_valid():
        status, words = form.cleaned_data["status"], form.cleaned_data["q"]
        rows = rows.filter(status=status) if status else rows.standing()
        if status == Status.WAITING:
            rows = rows.in_line()
        if words:
            rows = rows.filter(name__icontains=words) | rows.filter(email__icontains=words)
    page = page_of(request, rows, REGISTRATIONS_A_PAGE)
    return render(
        request,
        "booking/desk_registrations.html",
        {
            "event": event,
            "form": form,
            "page": page,
            "figures": actions.figures(event),
            "desk_title": event.title,
            "desk_nav": menus.items("event", request, event),
        },
        status=200 if form.is_valid() else 422,
    )
