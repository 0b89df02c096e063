"""What is the token's owner's: their own registrations."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Path, Query, Router, Schema

from core.api.answering import HELD, WRITE
from core.api.asking import MOST_NUMBER, Paging, Refused
from core.api.pages import Listing, listing
from core.api.permission import TOKEN, holder
from core.clock import now as clock_now
from core.links import absolute
from events.booking.actions import own_seat
from events.booking.actions.registration import TooLate
from events.booking.api.shown import Shown
from events.booking.models import Registration

mine = Router(tags=["my own"], auth=TOKEN)
SCOPE = "my-registrations"


class EventName(Schema):
    slug: str
    title: str
    url: str
    timezone: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    status: str

    @staticmethod
    def resolve_url(row: Any) -> str:
        return absolute(row.get_absolute_url())


class OwnRegistrationOut(Shown):
    event: EventName
    attendance: str
    ticket_url: str = Field(description="The ticket. Whoever has this address has the ticket")

    @staticmethod
    def resolve_ticket_url(row: Registration) -> str:
        return absolute(row.get_absolute_url())


def _mine(request: HttpRequest) -> Any:
    token = holder(request, SCOPE)
    rows = Registration.objects.admissions().filter(person__user=token.user)
    return rows.select_related("event", "ticket_type", "order")


@mine.get("/registrations", response={200: Listing[OwnRegistrationOut], 304: None, **HELD})
def list_my_registrations(request: HttpRequest, asked: Query[Paging]) -> dict[str, Any]:
    """In the order in which they were made. Needs `my-registrations`."""
    return listing(request, _mine(request), asked, "created_at", "pk")


@mine.post("/registrations/{number}/cancel", response={200: OwnRegistrationOut, **WRITE})
def cancel_my_registration(request: HttpRequest, number: int = Path(ge=1, le=MOST_NUMBER)) -> Registration:
    """Gives the seat, or the place in the line, back; nothing happens where that was done."""
    row, now = _mine(request).filter(pk=number).first(), clock_now()
    if row is None:
        raise Http404
    try:
        own_seat.leave(registration=row, by=request.user, now=now)
    except TooLate:
        words = _("This cannot be changed here any more. Please ask the organizers.")
        raise Refused(409, words) from None
    return _mine(request).get(pk=number)
