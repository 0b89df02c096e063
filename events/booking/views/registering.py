"""Taking a seat, or a place in line. None of these answers is ever kept."""

from typing import Any

from allauth.account.models import EmailAddress
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import client
from core.access import public
from core.clock import now as clock_now
from core.finding import by_name
from core.forms import form_answer
from events.booking.actions import order as ordering
from events.booking.forms import RegistrationForm
from events.booking.models import Registration
from events.models import Event
from people.models import Person


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
            guest = ordering.Guest(
                visibility=form.cleaned_data.get("visibility", Registration.Visibility.ORGANIZERS)
            )
            order = ordering.place(
                event=event,
                wish=ordering.Wish(name=name, email=email, guests=(guest,), language=get_language() or ""),
                person=person,
                by=request.user if request.user.is_authenticated else None,
                now=now,
            )
        except ordering.NotOpen:
            return _page(request, event, None, person, now, status=409)
        if person is not None:
            return redirect(f"{order.registrations.get(is_own=True).get_absolute_url()}?new=1")
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
