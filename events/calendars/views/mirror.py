"""The calendar of a group that lives elsewhere: its organizers say where, see what was read, and may move in."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from core import menus
from core.access import needs
from core.clock import now as clock_now
from core.finding import by_name
from core.forms import form_answer
from events.calendars.actions import mirror as actions
from events.calendars.forms import MirrorForm
from events.calendars.models import Mirror
from events.models import Event
from groups.models import UserGroup


def _called(slug: str) -> UserGroup:
    return by_name(UserGroup.objects.all(), slug)


@needs("change", _called)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mirror(request: HttpRequest, group: UserGroup) -> HttpResponse:
    """Where the group's calendar is, and how the last look at it went."""
    row = Mirror.objects.filter(group=group).first()
    form = MirrorForm(
        request.POST if request.method == "POST" and "url" in request.POST else None,
        initial={"url": row.url if row is not None else ""},
    )
    if form.is_bound and form.is_valid():
        try:
            actions.give_address(group=group, url=form.cleaned_data["url"], by=request.user, now=clock_now())
        except ValidationError as error:
            form.add_error(None if "url" not in getattr(error, "error_dict", {}) else "url", error.messages)
        else:
            messages.success(request, _("Noted. Its events are here in a few minutes."))
            return redirect("desk_group_mirror", slug=group.slug)
    elif request.method == "POST" and not form.is_bound:
        if row is not None and _did(request, row, request.POST.get("do", "")):
            return redirect("desk_group_mirror", slug=group.slug)
        form.errors  # noqa: B018  an unbound form has none; what was sent asks for nothing
        return _page(request, group, row, form, clock_now(), status=422)
    return _page(request, group, row, form, clock_now())


def _did(request: HttpRequest, row: Mirror, verb: str) -> bool:
    """One button of the page."""
    said = {"by": request.user, "now": clock_now()}
    if verb == "look":
        actions.look_now(mirror=row, **said)
        messages.success(request, _("It is looked at within a minute."))
    elif verb == "stop":
        actions.stop(mirror=row, **said)
        messages.success(
            request, _("It is looked at no more. What was to come from there has left the site.")
        )
    elif verb == "move in":
        count = actions.go_on_here(mirror=row, **said)
        messages.success(
            request,
            ngettext(
                "Welcome. %(count)s coming event lives here now.",
                "Welcome. %(count)s coming events live here now.",
                count,
            )
            % {"count": count},
        )
    else:
        return False
    return True


def _page(
    request: HttpRequest,
    group: UserGroup,
    row: Mirror | None,
    form: MirrorForm,
    now: dt.datetime,
    status: int | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {"mirror": row, "now": now}
    if row is not None:
        context["coming"] = Event.objects.public().filter(source=row.events_source).upcoming(now).count()
        context["tiles"] = [
            {"label": _("Events read"), "value": row.said("events")},
            {"label": _("New"), "value": row.said("new")},
            {"label": _("Changed"), "value": row.said("changed")},
            {"label": _("Gone"), "value": row.said("gone")},
            {"label": _("Here already"), "value": row.said("doubles")},
            {"label": _("Skipped"), "value": row.said("skipped")},
        ]
        context["remarks"] = [
            {
                "cells": [
                    _("line %(number)s") % {"number": one["line"]},
                    one["what"],
                    _("skipped") if one["skipped"] else _("kept"),
                ]
            }
            for one in row.told()
        ]
        context["columns"] = [
            {"label": _("Where")},
            {"label": _("What")},
            {"label": _("The entry is")},
        ]
    return form_answer(
        request,
        "calendars/desk_mirror.html",
        form,
        status=status,
        **menus.around("group", request, group),
        **context,
    )


def _event(slug: str) -> Event:
    return get_object_or_404(Event.objects.for_cards(), slug=slug)


@needs("change", _event)
@never_cache
@require_POST
def claim(request: HttpRequest, event: Event) -> HttpResponse:
    """From now on it lives here."""
    actions.claim(event=event, by=request.user, now=clock_now())
    messages.success(request, _("It lives here now. Look at its facts, then tell people."))
    return redirect("desk_event", event.slug)
