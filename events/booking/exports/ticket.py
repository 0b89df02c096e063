"""The ticket to print or to keep on a phone."""

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from core.wall_time import span_in
from events.booking.exports.paper import A4, Paper
from events.booking.models import Registration


def ticket_pdf(registration: Registration) -> bytes:
    """One page: what, when, where, who, and the code that the door reads."""
    event, kind = registration.event, registration.called
    when = strip_tags(str(span_in(event.starts_at, event.ends_at, event.timezone)))
    place = _place(registration)
    texts = [event.title, registration.name, place, kind, event.venue.address if event.venue else ""]
    paper = Paper(texts, title=f"{_('Ticket')}: {event.title}")
    paper.page()
    left, right = 20.0, A4[0] - 20
    width = right - left
    y = paper.write(_("Ticket"), left, 22, width, points=11, soft=True)
    y = paper.fit(event.title, left, y + 2, width, points=26, least=14, most=3, align="L")
    y = paper.write(when, left, y + 3, width, points=12, most=2)
    y = paper.write(place, left, y + 1, width, points=12, most=2)
    if event.venue and event.venue.address and registration.side != "online":
        y = paper.write(event.venue.address, left, y, width, points=10, most=3, soft=True)
    paper.rule(y + 6, left, right)
    y += 14
    paper.qr(registration.secret.upper(), left, y, 62)
    x = left + 72
    down = paper.fit(
        registration.name or _("Not named yet"), x, y, right - x, points=22, least=12, most=3, align="L"
    )
    if kind:
        down = paper.write(kind, x, down + 2, right - x, points=12, most=3)
    for addition in registration.additions.filter(status="confirmed").select_related("ticket_type"):
        down = paper.write(f"+ {addition.ticket_type}", x, down + 1, right - x, points=10, most=2)
    y = max(y + 62, down) + 4
    y = paper.write(registration.secret, left, y, width, points=9, soft=True)
    paper.write(
        _(
            "Show this code at the door, on paper or on a screen. Who has it can come in: give it to nobody else."
        ),
        left,
        y + 4,
        width,
        points=9,
        most=3,
        soft=True,
    )
    return paper.bytes()


def _place(registration: Registration) -> str:
    event = registration.event
    if registration.side == "online":
        return _("Online")
    return ", ".join(filter(None, [event.venue.name, event.venue.city])) if event.venue else ""
