"""Time zones by their IANA names."""

import zoneinfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def validate_zone(name: str) -> None:
    """Refuses what is no IANA time zone."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone, like Europe/Berlin."), params={"name": name})
