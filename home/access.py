"""Who may do what at the front of the house."""

from typing import Any

from core.access import can, rule
from home.models import GroupFolder


@rule("read the trail")
def staff_reads_the_trail(who: Any, thing: None) -> bool:
    return who.is_authenticated and who.is_staff


@rule("fetch", GroupFolder)
def organizers_fetch(who: Any, folder: GroupFolder) -> bool:
    """Whoever organizes the group now, whoever asked for it."""
    return can(who, "change", folder.group)
