"""Badges: a page of A6 each, or labels, eight on a sheet of A4 (99.1 × 67.7 mm, as they are sold)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from events.booking.exports.paper import A4, A6, Paper
from events.booking.models import Registration
from events.models import Event

MOST = 240
"""In one file, which is written within two seconds; whoever has more takes several."""
SIZES = ("a6", "labels")
LABEL = (99.1, 67.7)
COLUMNS, ROWS = 2, 4


def badges_pdf(event: Event, rows: Sequence[Registration], size: str) -> bytes:
    texts = [text for row in rows for text in _words(row)] + [event.title]
    paper = Paper(texts, title=f"{_('Badges')}: {event.title}", size=A4 if size == "labels" else A6)
    if not rows:
        paper.page()
        paper.write(_("Nobody is confirmed under this."), 10, 20, 80, points=12, most=3)
    for n, row in enumerate(rows):
        if size == "labels":
            if n % (COLUMNS * ROWS) == 0:
                paper.page()
            place = n % (COLUMNS * ROWS)
            left = (A4[0] - COLUMNS * LABEL[0]) / 2 + (place % COLUMNS) * LABEL[0]
            top = (A4[1] - ROWS * LABEL[1]) / 2 + (place // COLUMNS) * LABEL[1]
            _label(paper, event, row, left, top)
        else:
            paper.page()
            _badge(paper, event, row)
    return paper.bytes()


def _words(row: Registration) -> tuple[str, str, str, str]:
    """Name, pronouns, organisation, ticket: of a profile only what everybody may see there."""
    person = row.person if row.person and row.person.is_public else None
    organisation = str(person.organisation) if person and person.organisation else row.order.company
    return (
        row.name or row.order.name,
        person.pronouns if person else "",
        organisation,
        row.called,
    )


def _badge(paper: Paper, event: Event, row: Registration) -> None:
    name, pronouns, organisation, kind = _words(row)
    left, width = 8.0, A6[0] - 16
    paper.write(event.title, left, 10, width, points=10, align="C", most=2, soft=True)
    y = paper.fit(name, left, 34, width, points=34, least=14, most=3)
    if pronouns:
        y = paper.write(pronouns, left, y + 1, width, points=12, align="C", soft=True)
    if organisation:
        paper.write(organisation, left, y + 3, width, points=14, align="C", most=2)
    paper.rule(111, left, left + width)
    paper.qr(row.secret.upper(), left, 115, 24)
    if kind:
        paper.write(kind, left + 30, 122, width - 30, points=13, most=2, bold=True)


def _label(paper: Paper, event: Event, row: Registration, left: float, top: float) -> None:
    name, pronouns, organisation, kind = _words(row)
    x, width = left + 6, LABEL[0] - 12
    paper.write(event.title, x, top + 5, width, points=8, soft=True)
    y = paper.fit(name, x, top + 13, width, points=24, least=11, most=2, align="L")
    if pronouns:
        y = paper.write(pronouns, x, y, width, points=9, soft=True)
    side = 19.0
    text = width - side - 3
    if organisation:
        paper.write(organisation, x, max(y + 1, top + 40), text, points=11, most=2)
    if kind:
        paper.write(kind, x, top + 56, text, points=9, bold=True)
    paper.qr(row.secret.upper(), x + width - side, top + LABEL[1] - side - 5, side)
