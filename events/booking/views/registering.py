"""Taking a seat, or a place in line. Of all these answers only the bare form of a guest is kept."""

import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import answers, client
from core.access import guests_send, public
from core.clock import now as clock_now
from core.finding import by_name
from core.forms import form_answer
from core.often import often
from events.booking.actions import order as ordering
from events.booking.forms_order import OrderForm
from events.booking.models import Order, Payment, Registration
from events.booking.rules.money import digits
from events.booking.shop import Shop
from events.models import Event
from people.models import Person

OF_THE_EVENT = (
    *("slug", "title", "timezone", "starts_at", "ends_at", "status", "kind", "attendance", "language"),
    *("capacity", "taken", "waiting", "group", "parent", "venue", "accent"),
    *("takes_registrations", "external_url", "registration_opens_at", "registration_closes_at"),
)
"""What booking needs: a rush reads no more, since each column costs at each request."""
OF_THE_FORM = (*OF_THE_EVENT, *Event.NAMED_WITH)
MAILBOX = "mailbox"
"""The cookie that carries the address from a guest's form to the page that tells them to look there."""


def verified_person(request: HttpRequest) -> Person | None:
    """The signed-in person, if their e-mail is known to be theirs; a guest's way is open to all others."""
    if not request.user.is_authenticated:
        return None
    return next(iter(_proved(request.user.pk, request.user.email.lower())), None)


@often
def _proved(user: int, email: str) -> QuerySet[Person]:
    address = Exact(Lower("email"), email)
    proved = EmailAddress.objects.filter(address, user=OuterRef("user"), verified=True)
    return Person.objects.filter(Exists(proved), user=user).only("name", "slug", "user").order_by()[:1]


@public
@guests_send
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """GET shows the form; POST takes seats or places in line. A guest learns the rest from their mailbox, who has to
    pay is led there (where the price is for certain addresses, from the mailbox). A POST with `update` takes nothing:
    it shows what a code or another quantity comes to."""
    rows, is_sent = Event.objects.public(), request.method == "POST"
    # Who is booked is not shown where the event lies: a rush reads no more of it than it needs.
    rows = rows.only(*OF_THE_EVENT) if is_sent else rows.only(*OF_THE_FORM).select_related("group", "venue")
    event = by_name(rows, slug)
    if event.slug != slug:
        return redirect("register", event.slug, permanent=True)
    now = clock_now()
    person = verified_person(request)
    for_others = request.GET.get("for") == "others"
    mine = None if is_sent else _mine(event, person)
    if mine is not None and not (for_others and sells(event)):
        return redirect(mine)
    if not event.admits(now):
        return _closed(request, event, now)
    sent = request.POST if is_sent else None
    words = (sent if sent is not None else request.GET).get("code", "")
    try:
        if words.strip():
            client.limit("code", client.address_of(request), most=60, seconds=600)
    except client.TooMany as too_many:
        shop = Shop(event, now=now, person=person)
        return _too_often(request, OrderForm(sent, shop=shop, person=person, only_looks=True), too_many)
    email = request.user.email if person else request.POST.get("email", "")
    shop = Shop(
        event, now=now, person=person, words=words, email=email, finds_own=sent is None and not for_others
    )
    looks = sent is not None and "update" in sent
    words = words or (shop.code.code if shop.code else "")
    form = OrderForm(
        sent, shop=shop, person=person, only_looks=looks, for_others=for_others, initial={"code": words}
    )
    if sent is None and person is None and not (request.GET or shop.has_types or shop.questions):
        # What a rush of guests asks for. What is sold changes its face with each seat.
        seconds = event.seconds_to_turn(now) or answers.LONGEST
        answers.shows(request, event, "site", "pages", seconds=seconds)
    if sent is None or looks or not form.is_valid():
        return _page(request, form)
    return _book(request, form)


def _book(request: HttpRequest, form: OrderForm) -> HttpResponse:
    event, person, now = form.shop.event, form.person, form.shop.now
    name = person.name if person else form.cleaned_data["name"]
    email = request.user.email if person else form.cleaned_data["email"]  # type: ignore[union-attr]  # signed in
    try:
        client.limit("register", client.address_of(request), most=60, seconds=600)
        if person is None:
            client.limit("register-mail", email.lower(), most=10, seconds=600)
    except client.TooMany as too_many:
        return _too_often(request, form, too_many)
    try:
        order = ordering.place(
            event=event,
            wish=form.wish(name=name, email=email, language=get_language() or ""),
            person=person,
            by=request.user if request.user.is_authenticated else None,
            now=now,
        )
    except ordering.NotOpen:
        return _closed(request, event, now)
    except ordering.NotSold as refused:
        form.refuse(refused.field, str(refused))
        return _page(request, form)
    return _onward(request, order, person, now)


def _onward(request: HttpRequest, order: Order, person: Person | None, now: dt.datetime) -> HttpResponse:
    # An order of before, found again by its e-mail, is shown to nobody but its mailbox or its owner.
    is_new = order.created_at == now
    by_card = is_new and order.currency and order.pays_by == Payment.Method.CARD
    held = order.registrations.filter(status=Registration.Status.HELD, price_cents__gt=0)
    must_pay = by_card and held.exists()
    if must_pay and (person is not None or order.paying_proves):
        return redirect("order_pay", order.secret)
    if person is not None:
        seats = list(order.placed or order.registrations.admissions())
        if is_new and (len(seats) > 1 or order.currency or not seats[0].is_own):
            return redirect(f"{order.get_absolute_url()}?new=1")
        own = next((seat for seat in seats if seat.is_own), seats[0])
        return redirect(f"{own.get_absolute_url()}?new=1")
    # The ticket's address opens the ticket: only the mailbox may tell it.
    answer = redirect(f"{reverse('registered', args=[order.event.slug])}{'?then=pay' if must_pay else ''}")
    # Signed, for some minutes: a session would be four statements more, and stay.
    answer.set_signed_cookie(
        MAILBOX, order.email, max_age=600, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return answer


@public
def registered(request: HttpRequest, slug: str) -> HttpResponse:
    """After a guest's POST: look into your mailbox."""
    event = by_name(Event.objects.public().for_cards(), slug)
    email = request.get_signed_cookie(MAILBOX, default="", max_age=600)
    context = {"event": event, "email": email, "pays_next": request.GET.get("then") == "pay"}
    return render(request, "booking/registered.html", context)


def sells(event: Event) -> bool:
    """Whether there are tickets to choose, of which one may book several."""
    return event.ticket_types.admissions().filter(is_withdrawn=False).exists()


def _mine(event: Event, person: Person | None) -> Registration | None:
    if person is None:
        return None
    return Registration.objects.standing().admissions().filter(event=event, person=person).first()


def _closed(request: HttpRequest, event: Event, now: dt.datetime) -> HttpResponse:
    status = 409 if request.method == "POST" else 200
    return render(request, "booking/closed.html", {"event": event, "now": now}, status=status)


def _too_often(request: HttpRequest, form: OrderForm, too_many: client.TooMany) -> HttpResponse:
    form.full_clean()
    form.add_error(None, _("That was very often. Please wait some minutes, then try again."))
    answer = _page(request, form, status=429)
    answer["Retry-After"] = str(too_many.seconds)
    return answer


def _page(request: HttpRequest, form: OrderForm, status: int | None = None) -> HttpResponse:
    shop: Shop = form.shop
    currency = shop.terms.currency if shop.costs else ""
    context: dict[str, Any] = {
        "event": shop.event,
        "person": form.person,
        "shop": shop,
        "waits": shop.waits,
        "currency": currency,
        "digits": digits(currency),
    }
    return form_answer(request, "booking/register.html", form, status=status, **context)
