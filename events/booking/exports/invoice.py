"""An invoice or a credit note on paper, from what was written down on its day: printed again, it says the same."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.booking.exports.paper import A4, Paper
from events.booking.models import Invoice, Payment
from events.booking.templatetags.booking_tags import money

LEFT, RIGHT, BOTTOM = 20.0, A4[0] - 20, A4[1] - 32


def invoice_pdf(invoice: Invoice) -> bytes:
    content = invoice.content
    paper = Paper(_texts(content), title=f"{_kind(invoice)} {invoice.label}")
    paper.page()
    y = _head(paper, invoice)
    y = _lines(paper, invoice, y)
    y = _totals(paper, invoice, y)
    _words_below(paper, invoice, y)
    pages = len(paper.pdf.pages)
    for number in range(1, pages + 1):
        paper.pdf.page = number
        _foot(paper, invoice, number, pages)
    return paper.bytes()


def _kind(invoice: Invoice) -> str:
    return _("Credit note") if invoice.kind == Invoice.Kind.CREDIT else _("Invoice")


def _texts(content: dict[str, Any]) -> list[str]:
    return [
        *(str(value) for part in ("seller", "recipient", "event") for value in content[part].values()),
        *(f"{line['text']} {line['name']}" for line in content["lines"]),
    ]


def _block(
    paper: Paper, text: str, x: float, y: float, width: float, *, points: float = 10, most: int = 8
) -> float:
    """An address: its lines stay lines."""
    for line in text.splitlines()[:most]:
        if line.strip():
            y = paper.write(line, x, y, width, points=points, most=2)
    return y


def _head(paper: Paper, invoice: Invoice) -> float:
    content = invoice.content
    seller, recipient = content["seller"], content["recipient"]
    y = paper.write(seller["name"], LEFT, 20, 110, points=12, bold=True, most=3)
    y = _block(paper, seller["address"], LEFT, y + 1, 110, points=9)
    if seller["tax_id"]:
        y = paper.write(_("Tax number: %(id)s") % {"id": seller["tax_id"]}, LEFT, y + 1, 110, points=9)
    down = max(y + 10, 55)
    down = paper.write(recipient["name"], LEFT, down, 100, points=11, most=3)
    if recipient["person"]:
        down = paper.write(recipient["person"], LEFT, down, 100, points=10, most=2)
    down = _block(paper, recipient["address"], LEFT, down, 100)
    down = paper.write(
        f"{_kind(invoice)} {invoice.label}", LEFT, down + 12, RIGHT - LEFT, points=18, bold=True
    )
    day = date_format(invoice.issued_on, "DATE_FORMAT")
    facts = [_("Date: %(day)s") % {"day": day}]
    if invoice.cancels:
        facts.append(_("To invoice %(number)s") % {"number": invoice.cancels.label})
    starts = dt.datetime.fromisoformat(content["event"]["starts_at"])
    held = date_format(starts.astimezone(invoice.order.event.zone), "DATE_FORMAT")
    facts.append(_("For: %(event)s, %(day)s") % {"event": content["event"]["title"], "day": held})
    for fact in facts:
        down = paper.write(fact, LEFT, down + 1, RIGHT - LEFT, points=10, most=3)
    return down + 8


def _lines(paper: Paper, invoice: Invoice, y: float) -> float:
    y = _line_heads(paper, y)
    for line in invoice.content["lines"]:
        if y > BOTTOM - 20:
            paper.page()
            y = _line_heads(paper, 20)
        text = line["text"] or _("Money back")
        below = paper.write(text, LEFT, y, 105, points=10, most=3)
        if line["name"]:
            below = paper.write(line["name"], LEFT, below, 105, points=9, most=2, soft=True)
        paper.write(_percent(line["tax_percent"]), LEFT + 108, y, 22, points=10, align="R")
        paper.write(money(line["gross_cents"], invoice.currency), LEFT + 130, y, 40, points=10, align="R")
        y = below + 2
        paper.rule(y, LEFT, RIGHT)
        y += 2
    return y


def _line_heads(paper: Paper, y: float) -> float:
    paper.write(_("What"), LEFT, y, 105, points=9, soft=True)
    paper.write(_("Tax"), LEFT + 108, y, 22, points=9, align="R", soft=True)
    y = paper.write(_("Price with tax"), LEFT + 130, y, 40, points=9, align="R", soft=True) + 1
    paper.rule(y, LEFT, RIGHT)
    return y + 2


def _totals(paper: Paper, invoice: Invoice, y: float) -> float:
    gross: dict[str, int] = defaultdict(int)
    tax: dict[str, int] = defaultdict(int)
    for line in invoice.content["lines"]:
        gross[line["tax_percent"]] += line["gross_cents"]
        tax[line["tax_percent"]] += line["tax_cents"]
    if y > BOTTOM - 14 - 12 * len(gross):
        paper.page()
        y = 20
    rows = []
    for percent in sorted(gross, key=Decimal):
        rows.append(
            (_("Net, %(percent)s tax") % {"percent": _percent(percent)}, gross[percent] - tax[percent])
        )
        rows.append((_("Tax, %(percent)s") % {"percent": _percent(percent)}, tax[percent]))
    y += 3
    for label, cents in rows:
        paper.write(label, LEFT + 60, y, 70, points=10, align="R", soft=True)
        y = paper.write(money(cents, invoice.currency), LEFT + 130, y, 40, points=10, align="R") + 1
    paper.write(_("Total"), LEFT + 60, y + 2, 70, points=12, align="R", bold=True)
    return paper.write(
        money(invoice.gross_cents, invoice.currency), LEFT + 130, y + 2, 40, points=12, align="R", bold=True
    )


def _words_below(paper: Paper, invoice: Invoice, y: float) -> None:
    content = invoice.content
    if invoice.kind == Invoice.Kind.INVOICE and content["paid_at"]:
        paid = dt.datetime.fromisoformat(content["paid_at"]).astimezone(invoice.order.event.zone)
        said = _("Paid on %(day)s, %(method)s.") % {
            "day": date_format(paid, "DATE_FORMAT"),
            "method": Payment.Method(content["method"]).label,
        }
        paper.write(said, LEFT, y + 8, RIGHT - LEFT, points=10, most=2)


def _foot(paper: Paper, invoice: Invoice, number: int, pages: int) -> None:
    seller = invoice.content["seller"]
    y = A4[1] - 24
    paper.rule(y - 2, LEFT, RIGHT)
    bank = " · ".join(line.strip() for line in seller["bank_details"].splitlines() if line.strip())
    for text in filter(None, [bank, seller["footer"]]):
        y = paper.write(text, LEFT, y, RIGHT - LEFT - 30, points=8, most=2, soft=True)
    of = _("%(label)s · page %(number)s of %(pages)s") % {
        "label": invoice.label,
        "number": number,
        "pages": pages,
    }
    paper.write(of, RIGHT - 60, A4[1] - 10, 60, points=8, align="R", soft=True)


def _percent(percent: str) -> str:
    number = Decimal(percent)
    return f"{number.normalize():f} %"
