"""The timetable editor: all that was drafted, and where a session goes next."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import needs
from core.clock import now as clock_now
from events.actions.event import NotNow
from events.desk.around import around, find_event
from events.models import Event
from events.programme import draft as drafts
from events.programme import warnings
from events.programme.actions import timetable as actions
from events.programme.actions.timetable import ChangedMeanwhile, Moved
from events.programme.desk_forms import PlaceForm
from events.programme.models import Session
from events.programme.views import board
from events.programme.views.desk import find_session
from events.programme.views.moves import told_moves
from events.programme.views.tabs import tabs


@needs("change programme", find_event)
@never_cache
@require_safe
def editor(request: HttpRequest, event: Event) -> HttpResponse:
    draft = drafts.of(event)
    found, days = warnings.told(draft), board.days(draft)
    context = {
        **around(request, event),
        "tabs": tabs(request, event),
        "number": draft.number,
        "any": bool(draft.sessions),
        "tracks": board.tracks(draft),
        "board": board.data(draft, days, found),
        "days": days,
        "pool": board.pool(draft),
        "warnings": found,
        "ahead": sum(one.is_ahead for one in draft.sessions),
        "newest": event.releases.defer("programme", "changes").first(),
        "can_undo": draft.number > 0,
    }
    return render(request, "programme/desk_editor.html", context)


@needs("change", find_session)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, session: Session) -> HttpResponse:
    """Where one session goes: a form, and what the editor's script posts at each drop."""
    event = session.event
    draft = drafts.of(event) if request.method != "POST" else None
    if draft is not None:
        one = draft.by_id[session.pk]
        form = PlaceForm(event=event, drafted=one, number=draft.number)
        return _form(request, session, form, found=_of_session(warnings.told(draft), session))
    form = PlaceForm(request.POST, event=event)
    if not form.is_valid():
        return _wrong(request, session, form, 422)
    room, starts_at, ends_at = (form.cleaned_data[name] for name in ("room", "starts_at", "ends_at"))
    told = {
        "session": session,
        "seen": form.cleaned_data["seen"],
        "by": request.user,
        "now": clock_now(),
    }
    try:
        if starts_at is None:
            moved = actions.unplace(**told)
        else:
            moved = actions.move(room=room, starts_at=starts_at, ends_at=ends_at, **told)
    except ChangedMeanwhile as changed:
        return _changed(request, session, form, changed)
    except (actions.NoSuchPlace, NotNow) as no:
        form.add_error(None, str(no))
        return _wrong(request, session, form, 409 if isinstance(no, NotNow) else 422)
    if wants_json(request):
        return JsonResponse(_answer(event, moved))
    messages.success(request, _("Moved: %(title)s.") % {"title": session.title})
    return redirect("desk_schedule", event.slug)


@needs("change programme", find_event)
@never_cache
@require_POST
def undo(request: HttpRequest, event: Event) -> HttpResponse:
    seen = request.POST.get("seen", "")
    number = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
    try:
        moved = actions.undo(event=event, seen=number, by=request.user, now=clock_now())
    except actions.NothingToUndo:
        return _refused(request, event, _("You have moved nothing that could be taken back."), 409)
    except NotNow as no:
        return _refused(request, event, str(no), 409)
    except ChangedMeanwhile as changed:
        words = " ".join(one["text"] for one in told_moves(changed.against, event))
        if wants_json(request):
            return JsonResponse(_conflict(event, changed), status=409)
        return _refused(request, event, f"{_('It was changed meanwhile.')} {words}", 409)
    if wants_json(request):
        return JsonResponse(_answer(event, moved))
    messages.success(request, _("Taken back: %(title)s.") % {"title": moved.move.session.title})
    return redirect("desk_schedule", event.slug)


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _answer(event: Event, moved: Moved) -> dict[str, Any]:
    """What the script needs to show the draft as it is now."""
    draft = drafts.of(event)
    by_id = draft.by_id
    ids = {one.session_id for one in moved.others} | ({moved.move.session_id} if moved.move else set())
    return {
        "number": moved.number,
        "sessions": [board.place(by_id[pk]) for pk in sorted(ids)],
        "others": told_moves(moved.others, event),
        **_state(draft),
    }


def _conflict(event: Event, changed: ChangedMeanwhile) -> dict[str, Any]:
    draft = drafts.of(event)
    by_id = draft.by_id
    ids = {one.session_id for one in changed.moves}
    return {
        "number": changed.number,
        "error": _("It was changed meanwhile."),
        "sessions": [board.place(by_id[pk]) for pk in sorted(ids)],
        "changed": told_moves(changed.against, event),
        **_state(draft),
    }


def _state(draft: drafts.Draft) -> dict[str, Any]:
    return {"warnings": warnings.told(draft), "ahead": sum(one.is_ahead for one in draft.sessions)}


def _changed(
    request: HttpRequest, session: Session, form: PlaceForm, changed: ChangedMeanwhile
) -> HttpResponse:
    if wants_json(request):
        return JsonResponse(_conflict(session.event, changed), status=409)
    # Sent once more the form means it: it has seen what is told above it.
    form.data = {**form.data.dict(), "seen": str(changed.number)}
    return _form(request, session, form, 409, changed=told_moves(changed.against, session.event))


def _wrong(request: HttpRequest, session: Session, form: PlaceForm, status: int) -> HttpResponse:
    if wants_json(request):
        errors = [message for said in form.errors.values() for message in said]
        return JsonResponse({"error": " ".join(errors)}, status=status)
    return _form(request, session, form, status)


def _form(
    request: HttpRequest,
    session: Session,
    form: PlaceForm,
    status: int = 200,
    *,
    changed: Iterable[dict[str, Any]] = (),
    found: Iterable[dict[str, Any]] = (),
) -> HttpResponse:
    context = {"session": session, "form": form, "changed": changed, "warnings": found}
    return render(
        request, "programme/desk_place.html", {**around(request, session.event), **context}, status=status
    )


def _refused(request: HttpRequest, event: Event, words: str, status: int) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"error": words}, status=status)
    messages.error(request, words)
    return redirect("desk_schedule", event.slug)


def _of_session(found: Iterable[dict[str, Any]], session: Session) -> list[dict[str, Any]]:
    return [one for one in found if session.code in one["codes"]]
