"""Tokens that programs hold: what they can be for, making one, taking it back, and who calls with it.

A room says in its apps.py what a token can be for: `tokens.scope("check-in", _("let people in"), [label], 40)`.
A scope is a promise of less, never of more: what is done with a token is asked of its owner by `core.access.can` as
well (docs/decisions/0025-tokens-for-programs.md).
"""

import datetime as dt
import hashlib
import secrets
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core import audit
from core.answers import name_of
from core.models import ApiToken

BEGINS = "moot_"  # by it, people and programs that look for lost secrets know what it is
MOST = 20
LONGEST = dt.timedelta(days=366)
NOTED_AT_MOST_EVERY = dt.timedelta(minutes=1)
OF_ITS_OWNER = ""


@dataclass(frozen=True)
class Scope:
    """`of`: the labels of the models to whose rows such a token may be bound."""

    name: str
    said: str | Promise
    of: frozenset[str]
    position: int


class NotNow(Exception):
    """No token can be made; the text says why, for people."""


_scopes: dict[str, Scope] = {}


def scope(name: str, said: str | Promise, of: Iterable[str], position: int) -> None:
    _scopes[name] = Scope(name, said, frozenset(of), position)


def scopes(thing: models.Model | None = None) -> list[Scope]:
    """What a token for `thing` (None: for what is its owner's) can be for."""
    label = OF_ITS_OWNER if thing is None else thing._meta.label_lower
    return sorted((one for one in _scopes.values() if label in one.of), key=lambda one: one.position)


def said(names: Iterable[str]) -> list[str | Promise]:
    return [_scopes[name].said for name in names if name in _scopes]


@transaction.atomic
def make(
    *,
    user: Any,
    name: str,
    wants: Iterable[str],
    thing: models.Model | None,
    lasts: dt.timedelta,
    by: Any,
    now: dt.datetime,
    key: uuid.UUID | None = None,
) -> tuple[ApiToken, str]:
    """The row and its secret, which nobody can read again: "" where the same form (`key`) is sent a second time."""
    type(user)._default_manager.select_for_update(no_key=True).values_list("pk").get(pk=user.pk)
    if key and (twin := ApiToken.objects.filter(uuid=key, user=user).first()):
        return twin, ""
    if ApiToken.objects.standing().filter(user=user, expires_at__gt=now).count() >= MOST:
        raise NotNow(_("You have %(n)s tokens already. Take one back first.") % {"n": MOST})
    known = {one.name for one in scopes(thing)}
    secret = BEGINS + secrets.token_urlsafe(32)
    row = ApiToken(
        uuid=key or uuid.uuid4(),
        user=user,
        name=name,
        scopes=sorted(known & set(wants)),
        thing=name_of(thing) if thing is not None else OF_ITS_OWNER,
        secret_hash=hashed(secret),
        ending=secret[-4:],
        created_at=now,
        expires_at=now + min(lasts, LONGEST),
    )
    row.full_clean(exclude=["user"])
    row.save()
    audit.note(by=by, verb="make", thing=row, name=name, scopes=row.scopes, about=row.thing)
    return row, secret


@transaction.atomic
def revoke(*, token: ApiToken, by: Any, now: dt.datetime) -> None:
    """The next request with it is refused."""
    if ApiToken.objects.standing().filter(pk=token.pk).update(revoked_at=now):
        audit.note(by=by, verb="revoke", thing=token, name=token.name)


def holder_of(secret: str, *, now: dt.datetime) -> ApiToken | None:
    """The token with this secret, with its user; None for one that is unknown, over or taken back, or whose account is
    shut. Read anew in each request: nothing remembers that it once was good."""
    if not secret.startswith(BEGINS):
        return None
    rows = ApiToken.objects.standing().select_related("user", "user__person")
    return rows.filter(secret_hash=hashed(secret), expires_at__gt=now, user__is_active=True).first()


def used(*, token: ApiToken, now: dt.datetime) -> None:
    """Notes that a program came with it: coarsely, so that a busy one writes nothing most of the time."""
    last = token.last_used_at
    if last is None or last <= now - NOTED_AT_MOST_EVERY:
        before = Q(last_used_at=None) | Q(last_used_at__lte=now - NOTED_AT_MOST_EVERY)
        ApiToken.objects.filter(before, pk=token.pk).update(last_used_at=now)


def hashed(secret: str) -> str:
    """A secret has 256 bits: one hash is enough, and no salt is needed."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def things_of(rows: Iterable[ApiToken]) -> dict[str, models.Model]:
    """What these tokens are for, by name, where it still is: one query a model."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.thing:
            label, _colon, pk = row.thing.rpartition(":")
            wanted[label].add(pk)
    found: dict[str, models.Model] = {}
    for label, keys in wanted.items():
        model = apps.get_model(label)
        found |= {name_of(thing): thing for thing in model._default_manager.filter(pk__in=keys)}
    return found
