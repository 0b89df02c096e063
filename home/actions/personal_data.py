"""To take one's data along, and to be forgotten."""

import datetime as dt
import json
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session as SignedIn
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from wagtail.models import Site

from core import audit
from core.late import late_database
from core.personal_data import Whose, holdings
from people.models import Person, User


class LastAdministrator(Exception):
    """Without this account nobody could administer the site any more."""


class Unknown(LookupError):
    """Nothing is held under this address."""


def whose(*, email: str = "", user: User | None = None) -> Whose:
    """Somebody by their account, or by an address: that of an account or one that a guest once gave."""
    if user is None:
        wanted = email.strip().lower()
        address = (
            EmailAddress.objects.filter(email__iexact=wanted, verified=True).select_related("user").first()
        )
        user = User.objects.filter(email__iexact=wanted).first() or (address.user if address else None)
        emails = {wanted} if wanted else set()
    else:
        emails = set()
    if user is None:
        return Whose(emails=frozenset(emails))
    emails.add(user.email.lower())
    emails |= {
        a.lower()
        for a in EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    }
    return Whose(user=user, person=Person.objects.filter(user=user).first(), emails=frozenset(emails))


@transaction.atomic
def export_person(*, whose: Whose, by: Any) -> dict[str, bytes]:
    """Everything held of somebody: file name → content. One JSON file a kind, and the files that belong to it.

    It is long reading through every room, of what was there a moment ago.
    """
    files: dict[str, bytes] = {}
    for entry in holdings():
        rows = list(entry.rows(whose).using(late_database()))
        if not rows:
            continue
        told = json.dumps([entry.tell(row) for row in rows], cls=Encoder, ensure_ascii=False, indent=2)
        files[f"{entry.model._meta.label_lower}.json"] = told.encode()
        for row in rows:
            files.update(entry.files(row))
    if not files:
        raise Unknown
    audit.note(by=by, verb="export person", thing=_thing(whose), files=len(files))
    return files


@transaction.atomic
def erase_person(*, whose: Whose, by: Any, now: dt.datetime) -> dict[str, int]:
    """Forgets somebody in every room: label of the model → rows deleted or made nameless."""
    if whose.user is not None and whose.user.is_staff and _is_last(whose.user):
        raise LastAdministrator
    done: dict[str, int] = {}
    for entry in holdings():
        if count := entry.rows(whose).count():
            done[entry.model._meta.label_lower] = count
    if not done:
        raise Unknown
    thing = _thing(whose)
    for entry in holdings():
        entry.erase(entry.rows(whose), whose, now)
    if whose.user is not None:
        _sign_out(str(thing.pk), now)
    by_themselves = by is not None and whose.user is not None and thing.pk == getattr(by, "pk", None)
    audit.note(
        by=None if by_themselves or getattr(by, "pk", None) is None else by,
        verb="erase person",
        thing=thing,
        **done,
    )
    return done


def _is_last(user: User) -> bool:
    return not User.objects.filter(is_staff=True, is_active=True).exclude(pk=user.pk).exists()


def _thing(whose: Whose) -> Any:
    """What the trail is about: the account, or the site where a guest had none. A copy: deleting takes the key away."""
    if whose.user is not None:
        return User(pk=whose.user.pk)
    return Site.objects.get(is_default_site=True)


def _sign_out(user_id: str, now: dt.datetime) -> None:
    """Sessions are kept by key, not by account: the few that are open are looked through."""
    for row in SignedIn.objects.filter(expire_date__gt=now).iterator():
        if row.get_decoded().get("_auth_user_id") == user_id:
            row.delete()


class Encoder(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        try:
            return super().default(o)
        except TypeError:
            return str(o)
