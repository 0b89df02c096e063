"""Who may do what with groups."""

from typing import Any

from allauth.account.models import EmailAddress

from core.access import rule
from groups.models import Membership, UserGroup


def organizes(who: Any, group: UserGroup) -> bool:
    return (
        who.is_authenticated
        and Membership.objects.filter(group=group, person__user=who, role=Membership.Role.ORGANIZER).exists()
    )


@rule("found group")
def founds_groups(who: Any, thing: None) -> bool:
    """Anybody whose e-mail address is known to be theirs; staff in any case."""
    return who.is_authenticated and (
        who.is_staff or EmailAddress.objects.filter(user=who, verified=True).exists()
    )


@rule("join", UserGroup)
def joins(who: Any, group: UserGroup) -> bool:
    return who.is_authenticated and group.status != UserGroup.Status.CLOSED


@rule("change", UserGroup)
def changes(who: Any, group: UserGroup) -> bool:
    """Facts, members and organizers: the organizers themselves, and staff."""
    return who.is_authenticated and (who.is_staff or organizes(who, group))


@rule("see members", UserGroup)
def sees_members(who: Any, group: UserGroup) -> bool:
    """The whole list with those who show themselves to nobody else."""
    return changes(who, group)
