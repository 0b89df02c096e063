"""The time zones that there are, by their IANA names."""

import zoneinfo
from functools import cache

# Names that a system has beside them: they mean another zone on each machine, or none.
NO_ZONES = {"Factory", "localtime", "posixrules"}


@cache
def zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones() - NO_ZONES)  # which reads some hundred files each time
