"""What a release tells those whom it touches: one letter each, with their own sessions."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import translation

from core import mail
from core.links import absolute
from events.programme.changes import where, words_of
from events.programme.models import Release, SignUp
from events.programme.rules.release import Change
from people.models import Person


def send_release(released: Release, person: Person, *, speaks: Iterable[int], keeps: Iterable[int]) -> None:
    user = person.user
    if user is None or not user.is_active:
        return
    event = released.event
    lines = _lines(released)
    with translation.override(user.language or None):
        base = event.get_absolute_url()
        told = [
            [_said(lines[pk], event.timezone, base) for pk in ids if pk in lines] for ids in (speaks, keeps)
        ]
    mail.send(
        to=user.email,
        template="programme_release",
        language=user.language,
        context={
            "event": event,
            "release": released,
            "name": person.name,
            "speaks": told[0],
            "keeps": told[1],
            "is_first": released.changes["first"],
            "schedule_url": absolute(f"{event.get_absolute_url()}schedule/"),
        },
    )


def send_seat(row: SignUp) -> None:
    """To whom the line has brought a seat."""
    _send(row, "programme_seat", "session_attend")


def send_cancelled(row: SignUp) -> None:
    """To whom had a seat in a session that is cancelled, or waited for one."""
    _send(row, "programme_cancelled", "session")


def _send(row: SignUp, template: str, page: str) -> None:
    user, session = row.person.user, row.session
    if user is None or not user.is_active:
        return
    with translation.override(user.language or None):
        url = absolute(reverse(page, args=[session.event.slug, session.code]))
    mail.send(
        to=user.email,
        template=template,
        language=user.language,
        context={"event": session.event, "session": session, "name": row.person.name, "url": url},
    )


def _lines(released: Release) -> dict[int, dict[str, Any]]:
    """Each session that changed; at the first release every session, as if it were new."""
    if not released.changes["first"]:
        return {one["id"]: one for one in released.changes["sessions"]}
    rooms = {room["id"]: room["name"] for room in released.programme["rooms"]}
    return {
        one["id"]: {**one, "kinds": [], "before": None, "after": {**one, "room": rooms.get(one["room"], "")}}
        for one in released.programme["sessions"]
    }


def _said(change: dict[str, Any], zone: str, base: str) -> dict[str, Any]:
    kinds, before, after = change["kinds"], change["before"], change["after"]
    off = {Change.CANCELLED, Change.GONE} & set(kinds)
    was = where(before, zone) if before else ""
    now = where(after, zone) if after and not off else ""
    return {
        "title": change["title"],
        "url": "" if Change.GONE in kinds else absolute(f"{base}schedule/{change['code']}/"),
        "what": [str(word) for word in words_of(change)],
        "was": was if was != now and not off else "",
        "now": now,
    }
