"""Who may do what at the front of the house."""

from typing import Any

from core.access import rule


@rule("read the trail")
def staff_reads_the_trail(who: Any, thing: None) -> bool:
    return who.is_authenticated and who.is_staff
