"""Mails about groups; called by the worker."""

from django.urls import reverse

from core import mail
from core.links import absolute
from groups.models import Membership


def made_organizer(membership: Membership) -> None:
    """Tells somebody that they organize a group now. Nobody without an account is written to."""
    user = membership.person.user
    if user is None or not user.email:
        return
    group = membership.group
    mail.send(
        to=user.email,
        template="groups/made_organizer",
        language=user.language,
        context={
            "group": group,
            "person": membership.person,
            "group_url": absolute(group.get_absolute_url()),
            "desk_url": absolute(reverse("desk_group", args=[group.slug])),
        },
    )
