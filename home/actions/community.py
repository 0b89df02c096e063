"""The first hour of a site: who we are, when our clocks strike, and who administers."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from core import audit
from core.links import absolute
from core.models import Community
from people.actions import person as people
from people.models import User


@dataclass(frozen=True)
class Started:
    community: Community
    admin: User
    new: int
    changed: int
    unchanged: int
    password_link: str
    """Opens once, for some days; empty where the account has a password already."""


@transaction.atomic
def start(*, name: str, timezone: str, email: str, password: str = "", by: Any, now: dt.datetime) -> Started:
    """Names the community and makes its first administrator. Run twice with the same answers, it changes nothing.

    Raises ValidationError, by field, where an answer cannot be.
    """
    new = changed = unchanged = 0
    community = Community.current()
    wanted = {"name": name.strip(), "timezone": timezone.strip()}
    different = [field for field, value in wanted.items() if getattr(community, field) != value]
    for field in different:
        setattr(community, field, wanted[field])
    if different or community.set_up_at is None:
        community.set_up_at = community.set_up_at or now
        community.full_clean()
        community.save()
        audit.note(by=by, verb="start community", thing=community, fields=different)
        changed += 1
    else:
        unchanged += 1

    site = community.site
    where = urlsplit(settings.SITE_URL)
    address = (
        where.hostname or "localhost",
        where.port or (443 if where.scheme == "https" else 80),
        community.name,
    )
    if (site.hostname, site.port, site.site_name) != address:
        site.hostname, site.port, site.site_name = address
        site.full_clean()
        site.save()
        changed += 1
    else:
        unchanged += 1

    email = email.strip().lower()
    admin = User.objects.filter(email__iexact=email).first()
    if admin is None:
        admin = User(email=email, is_staff=True, is_superuser=True, timezone=community.timezone)
        admin.set_password(password or None)
        admin.full_clean(exclude=["password"])
        admin.save()
        audit.note(by=by, verb="make administrator", thing=admin)
        new += 1
    elif not (admin.is_staff and admin.is_superuser and admin.is_active):
        admin.is_staff = admin.is_superuser = admin.is_active = True
        admin.save(update_fields=["is_staff", "is_superuser", "is_active"])
        audit.note(by=by, verb="make administrator", thing=admin)
        changed += 1
    else:
        unchanged += 1
    # Whoever has the shell of the server need not prove that a mailbox is theirs.
    EmailAddress.objects.update_or_create(
        user=admin,
        email=email,
        defaults={"verified": True, "primary": True},
        create_defaults={"verified": True, "primary": True},
    )
    people.create(by=admin, user=admin, name=admin.name)
    return Started(
        community, admin, new, changed, unchanged, "" if admin.has_usable_password() else _link(admin)
    )


def _link(admin: User) -> str:
    key = f"{user_pk_to_url_str(admin)}-{default_token_generator.make_token(admin)}"
    uid, _, token = key.partition("-")
    return absolute(reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token}))
