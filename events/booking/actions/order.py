"""Booking: one order, for oneself or for several, with what is booked beside a ticket."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet, prefetch_related_objects
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.utils.translation import gettext as _

from core import audit
from core.often import insert, often
from events.booking.actions import code as codes
from events.booking.actions import question as questions
from events.booking.actions import registration as registrations
from events.booking.actions import seats
from events.booking.actions.registration import NotOpen
from events.booking.models import Code, Order, Payment, Registration, Terms, TicketType, kinds_of
from events.booking.models.ticket_type import MOST_CENTS
from events.booking.rules.money import plain
from events.booking.rules.prices import Reduction
from events.models import Event
from groups.models import Membership
from people.models import Person, Standing

Status = Registration.Status


class NotSold(Exception):
    """What was asked for cannot be had: `field` names the part of the wish, the text says why, for people."""

    def __init__(self, field_name: str, why: str) -> None:
        super().__init__(why)
        self.field = field_name


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody who is to come, as the buyer names them. Name and address may follow later."""

    name: str = ""
    email: str = ""
    attendance: str = ""
    additions: tuple[int, ...] = ()
    answers: Mapping[int, Any] = field(default_factory=dict)
    visibility: str = Registration.Visibility.ORGANIZERS


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a buyer asks for. The first guest sits on the buyer's own seat, unless all of it is `for_others`. Prices
    are none of it."""

    name: str
    email: str
    guests: tuple[Guest, ...] = (Guest(),)
    ticket_type: int | None = None
    code: str = ""
    pays_by: str = ""
    company: str = ""
    invoice_address: str = ""
    language: str = ""
    for_others: bool = False


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What a wish comes to: found in the database alone, never in what somebody sent."""

    terms: Terms
    ticket_type: TicketType | None
    additions: Mapping[int, TicketType]
    code: Code | None
    pays_by: str
    price_of: Mapping[int | None, int]
    """Ticket type → what one seat of it costs now, with the code."""

    def cents(self, wish: Wish) -> int:
        kinds = [k for guest in wish.guests for k in (wish.ticket_type, *guest.additions)]
        return sum(self.price_of[kind] for kind in kinds)


def place(
    *, event: Event, wish: Wish, now: dt.datetime, by: Any = None, person: Person | None = None
) -> Order:
    """Seats for all guests of a wish, or places in line for those for whom there is none; all in one transaction.

    With `person` (signed in, e-mail verified) what costs nothing is confirmed at once. A guest's seats are held for
    30 minutes, until the mailed button is pressed; what is to be paid by card, until it is paid. The same e-mail twice,
    for one's own seat alone, is one registration: then its mail is sent once more, and the order is the former one.
    Raises NotOpen, NotSold.
    """
    if not event.admits(now):
        raise NotOpen(event.title)
    offer = offer_for(event=event, wish=wish, now=now, person=person)
    email = wish.email.strip().lower()
    try:
        with transaction.atomic():
            twin = _twin(event, email)
            if twin is None or not _is_for_oneself(wish, offer):
                return _place(event, wish, offer, email, now, by, person, owns=twin is None)
    except IntegrityError:  # the same e-mail at the same instant: the other one stands
        twin = _twin(event, email)
        if twin is None:
            raise
    except codes.CodeSpent as spent:
        raise NotSold("code", _("The code is used up.")) from spent
    return registrations.again(registration=twin, person=person, by=by, now=now).order


def offer_for(*, event: Event, wish: Wish, now: dt.datetime, person: Person | None = None) -> Offer:
    """What the wish comes to at `now`, or NotSold with the field that it fails at."""
    has = kinds_of(event.pk, Terms, TicketType)
    terms = Terms.of(event) if Terms in has else Terms(event=event)
    types = {kind.pk: kind for kind in ticket_types_of(event)} if TicketType in has else {}
    code = _code(event, wish, now)
    chosen = _ticket_type(wish, types, code, now)
    additions = _additions(wish, types, code, now)
    most = chosen.most_an_order if chosen else MOST_WITHOUT_TYPES
    if not 1 <= len(wish.guests) <= most:
        raise NotSold("quantity", _("From 1 to %(most)s in one order.") % {"most": most})
    needs_membership = [kind for kind in (chosen, *additions.values()) if kind and kind.for_members]
    if needs_membership and not is_member(event, person, now):
        raise NotSold("ticket_type", _("“%(name)s” is for members.") % {"name": needs_membership[0].name})
    for n, guest in enumerate(wish.guests if terms.for_holders else (), 1):
        buyers = n == 1 and not wish.for_others
        if not terms.is_for(wish.email if buyers else guest.email, person if buyers else None):
            raise NotSold("email" if n == 1 else f"attendee-{n}-email", terms.words_for)
    price_of: dict[int | None, int] = {None: 0}
    for kind in (*([chosen] if chosen else []), *additions.values()):
        price_of[kind.pk] = kind.costs(now, _reduction(code, kind, terms))
    pays_by = wish.pays_by or (terms.methods[0] if terms.methods else "")
    offer = Offer(
        terms=terms,
        ticket_type=chosen,
        additions=additions,
        code=code,
        pays_by=pays_by,
        price_of=price_of,
    )
    cents = offer.cents(wish)
    if cents > MOST_CENTS:
        sum_ = plain(MOST_CENTS, terms.currency)
        raise NotSold("quantity", _("In one order at most %(sum)s can be paid.") % {"sum": sum_})
    if cents and pays_by not in terms.methods:
        raise NotSold("pays_by", _("One cannot pay like that here."))
    if pays_by == Payment.Method.CARD and 0 < cents < terms.least_cents:
        least = plain(terms.least_cents, terms.currency)
        raise NotSold("pays_by", _("By card at least %(least)s can be paid.") % {"least": least})
    return offer


MOST_WITHOUT_TYPES = 10


def _reduction(code: Code | None, kind: TicketType, terms: Terms) -> Reduction | None:
    return code.reduction(terms.currency) if code and code.covers(kind) else None


@transaction.atomic
def bill_to(*, order: Order, company: str, invoice_address: str, by: Any) -> Order:
    """What is to stand on the invoice. Raises registrations.TooLate once one is written: a credit note mends that."""
    order = Order.objects.select_for_update(no_key=True, of=("self",)).get(pk=order.pk)
    if order.invoices.exists():
        raise registrations.TooLate
    order.company, order.invoice_address = company, invoice_address
    order.save(update_fields=["company", "invoice_address"])
    audit.note(by=by, verb="bill to", thing=order)
    return order


def ticket_types_of(event: Event) -> list[TicketType]:
    """With their windows, read once for an event however often it is asked."""
    prefetch_related_objects([event], "ticket_types__price_windows")
    return list(event.ticket_types.all())


def _code(event: Event, wish: Wish, now: dt.datetime) -> Code | None:
    if not wish.code.strip():
        return None
    code = codes.find(event, wish.code)
    if code is None or not code.is_valid_for(wish.email, now):
        raise NotSold("code", _("There is no such code for you."))
    return code


def _ticket_type(
    wish: Wish, types: Mapping[int, TicketType], code: Code | None, now: dt.datetime
) -> TicketType | None:
    admissions = [kind for kind in types.values() if not kind.is_addon]
    if not admissions:
        if wish.ticket_type is not None:
            raise NotSold("ticket_type", _("There is no such ticket here."))
        return None
    chosen = next((kind for kind in admissions if kind.pk == wish.ticket_type), None)
    if chosen is None:
        raise NotSold(
            "ticket_type",
            _("Choose a ticket.") if wish.ticket_type is None else _("There is no such ticket here."),
        )
    if chosen.is_hidden and not (code and code.opens(chosen)):
        raise NotSold("ticket_type", _("There is no such ticket here."))
    if not chosen.is_on_sale(now):
        raise NotSold("ticket_type", _("“%(name)s” is not on sale now.") % {"name": chosen.name})
    return chosen


def _additions(
    wish: Wish, types: Mapping[int, TicketType], code: Code | None, now: dt.datetime
) -> dict[int, TicketType]:
    wanted = Counter(pk for guest in wish.guests for pk in guest.additions)
    for pk, times in wanted.items():
        kind = types.get(pk)
        if kind is None or not kind.is_addon or kind.is_hidden and not (code and code.opens(kind)):
            raise NotSold(f"addition-{pk}", _("There is no such addition here."))
        if not kind.is_on_sale(now):
            raise NotSold(f"addition-{pk}", _("“%(name)s” is not on sale now.") % {"name": kind.name})
        if times > kind.most_an_order:
            facts = {"name": kind.name, "most": kind.most_an_order}
            raise NotSold(f"addition-{pk}", _("“%(name)s”: at most %(most)s in one order.") % facts)
    return {pk: types[pk] for pk in wanted}


def is_member(event: Event, person: Person | None, now: dt.datetime) -> bool:
    """Of the group that holds the event; where none does, whoever has a standing in the community."""
    if person is None:
        return False
    if event.group_id:
        return Membership.objects.filter(group=event.group_id, person=person).exists()
    return Standing.objects.on(now.date()).filter(person=person).exists()


def _is_for_oneself(wish: Wish, offer: Offer) -> bool:
    return (
        len(wish.guests) == 1
        and not wish.for_others
        and not offer.cents(wish)
        and not wish.guests[0].additions
    )


def _twin(event: Event, email: str) -> Registration | None:
    return next((Registration.objects.get(pk=pk) for pk in _own_seats(event.pk, email)), None)


@often
def _own_seats(event: int, email: str) -> QuerySet[Registration, int]:
    # Spelled as in the constraint that holds there is but one: its index finds it among any number.
    standing = Registration.objects.standing().filter(Exact(Lower("email"), email), event=event, is_own=True)
    return standing.order_by().values_list("pk", flat=True)[:1]


def _place(
    event: Event,
    wish: Wish,
    offer: Offer,
    email: str,
    now: dt.datetime,
    by: Any,
    person: Person | None,
    *,
    owns: bool,
) -> Order:
    due = offer.cents(wish)
    order = Order(
        event=event,
        name=wish.name,
        email=email,
        person=person,
        language=wish.language,
        company=wish.company,
        invoice_address=wish.invoice_address,
        currency=offer.terms.currency if due else "",
        pays_by=offer.pays_by if due else Payment.Method.CARD,
        code=offer.code,
        created_at=now,
    )
    insert([order])
    tickets, additions = [], []
    for n, guest in enumerate(wish.guests):
        buyers = n == 0 and not wish.for_others
        own = owns and buyers
        ticket = _seat(order, guest, offer, offer.ticket_type, now)
        ticket.is_own = own
        ticket.name = guest.name or (wish.name if buyers else "")
        ticket.email = (guest.email.strip() or (email if buyers else "")).lower() if not own else email
        ticket.person = person if buyers else None
        ticket.email_confirmed_at = now if person is not None else None
        tickets.append(ticket)
        for pk in guest.additions:
            addition = _seat(order, guest, offer, offer.additions[pk], now)
            addition.holder, addition.is_own = ticket, False
            addition.name, addition.person = ticket.name, ticket.person
            addition.email_confirmed_at = ticket.email_confirmed_at
            additions.append(addition)
    registrations.seat(event=event, order=order, tickets=tickets, additions=additions, now=now, by=by)
    # After the seats, whose event is locked by now: whoever gives back locks the event first and the code then.
    if offer.code and (uses := sum(row.uses_code for row in (*tickets, *additions))):
        codes.use(offer.code, uses)
    order.placed = tickets
    for ticket, guest in zip(tickets, wish.guests, strict=True):
        if guest.answers:
            questions.answer(registration=ticket, answers=guest.answers)
    return order


def _seat(
    order: Order, guest: Guest, offer: Offer, kind: TicketType | None, now: dt.datetime
) -> Registration:
    cents = offer.price_of[kind.pk if kind else None]
    return Registration(
        order=order,
        event=order.event,
        ticket_type=kind,
        attendance=seats.side_of(order.event, kind, guest.attendance),
        price_cents=cents,
        tax_percent=kind.tax_percent if kind else 0,
        uses_code=bool(offer.code and kind and offer.code.covers(kind)),
        visibility=guest.visibility,
        agreed_at=now,
        created_at=now,
    )
