"""Money and questions as pages show them."""

from typing import Any

from django import template
from django.utils import formats

from events.booking.rules.money import as_decimal, digits

register = template.Library()


@register.filter
def money(cents: int | None, currency: str) -> str:
    """“1,250.00 EUR”, written as the reader's language writes numbers; "" where there is no amount."""
    if cents is None:
        return ""
    amount = formats.number_format(
        as_decimal(cents, currency), decimal_pos=digits(currency), use_l10n=True, force_grouping=True
    )
    return f"{amount}\N{NO-BREAK SPACE}{currency}"


@register.filter
def field_named(form: Any, name: str) -> Any:
    """The form's field of a name that was made from a number."""
    return form[name]
