"""What a release would change, and releasing it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.access import needs
from core.clock import now as clock_now
from core.forms import form_answer
from events.actions.event import NotNow
from events.desk.around import around, find_event
from events.models import Event
from events.programme import draft as drafts
from events.programme import warnings
from events.programme.actions import release as actions
from events.programme.actions.timetable import ChangedMeanwhile
from events.programme.desk_forms import ReleaseForm
from events.programme.models import Release
from events.programme.views.moves import told_moves
from events.programme.views.releases import told
from events.programme.views.tabs import tabs


@needs("change programme", find_event)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, event: Event) -> HttpResponse:
    form = ReleaseForm(request.POST or None, initial={"version": actions.next_version(event)})
    status, moves = None, []
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.release(
                event=event,
                version=form.cleaned_data["version"],
                note=form.cleaned_data["note"],
                seen=form.cleaned_data["seen"],
                by=request.user,
                now=clock_now(),
            )
        except ValidationError as wrong:
            form.add_error(None, wrong)
        except ChangedMeanwhile as changed:
            form.add_error(None, _("It was changed meanwhile. Look at what a release would change now."))
            moves, status = told_moves(changed.moves, event), 409
        except NotNow as no:
            form.add_error(None, str(no))
            status = 409
        else:
            messages.success(request, _("Released: version %(version)s.") % {"version": made.version})
            return redirect("desk_release", event.slug)
    draft = drafts.of(event)  # its number first: what comes after it is told
    if form.is_bound:
        form.data = {**form.data.dict(), "seen": draft.number}
    else:
        form.initial["seen"] = draft.number
    planned = actions.plan(event)
    would_be = Release(event=event, changes=planned.changes, programme=planned.programme)
    touched = actions.reachable(actions.touched(would_be)).count() if event.ends_at > clock_now() else 0
    return form_answer(
        request,
        "programme/desk_release.html",
        form,
        status=status,
        tabs=tabs(request, event),
        is_first=planned.changes["first"],
        shown=sum(bool(one["starts_at"]) for one in planned.programme["sessions"]),
        changes=told([would_be], event)[0]["changes"],
        confirms=planned.confirms,
        unsure=planned.unsure,
        touched=touched,
        warnings=len(warnings.told(draft)),
        moves=moves,
        releases=event.releases.defer("programme", "changes").select_related("by__person"),
        **around(request, event),
    )
