"""Accounts that somebody else makes."""

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.urls import reverse

from core.audit import note
from core.links import absolute
from people import emails
from people.models import User


@transaction.atomic
def invite(*, by: User | None = None, user: User) -> None:
    """Writes to a new account's owner, with a link that sets a password. The address is confirmed by its owner."""
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"primary": True})
    address = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
    )
    note(by=by, verb="invite", thing=user)
    emails.invitation(user, absolute(address))
