"""System checks that only this project needs."""

import zoneinfo

from django.core.checks import Error, register


@register()
def zones_are_here(app_configs: object, **kwargs: object) -> list[Error]:
    """A machine without time zone data would show every event at the wrong hour."""
    if "Europe/Berlin" in zoneinfo.available_timezones():
        return []
    return [Error("This machine has no time zone data: install tzdata.", id="core.E001")]
