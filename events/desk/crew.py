"""Who runs an event, and in what part."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core import client
from core.access import can, needs
from core.clock import now as clock_now
from core.forms import form_answer
from events.actions import crew as actions
from events.actions.event import NotNow
from events.desk.around import around, ask, find_event
from events.forms.crew import CrewForm
from events.models import Crew, Event


def find_member(slug: str, member: int) -> Crew:
    rows = Crew.objects.select_related("event", "person__user")
    return get_object_or_404(rows, event__slug=slug, pk=member)


@needs("change", find_event)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def crew(request: HttpRequest, event: Event) -> HttpResponse:
    form = CrewForm()
    status = None
    if request.method == "POST":
        form = CrewForm(request.POST)
        try:
            # The form says whether an address has an account here: nobody may ask it of a list of them.
            client.limit("crew", str(request.user.pk), most=30, seconds=600)
        except client.TooMany:
            form.add_error(None, _("That was very often. Please wait some minutes, then try again."))
            status = 429
        if form.is_valid():
            person = form.cleaned_data["person"]
            try:
                member = actions.add(
                    event=event,
                    person=person,
                    role=form.cleaned_data["role"],
                    by=request.user,
                    now=clock_now(),
                )
            except NotNow as no:
                form.add_error("person", str(no))
            else:
                messages.success(
                    request,
                    _("%(name)s is in the crew: %(role)s.")
                    % {"name": person.name, "role": member.get_role_display()},
                )
                return redirect("desk_crew", event.slug)
    rows = event.crew.select_related("person__photo").order_by("person__name", "person_id", "role")
    return form_answer(
        request, "events/desk_crew.html", form, status=status, rows=rows, **around(request, event)
    )


@needs("change", find_member)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def crew_remove(request: HttpRequest, member: Crew) -> HttpResponse:
    event, refusal = member.event, ""
    names = {"name": member.person.name, "role": member.get_role_display(), "event": event.title}
    if request.method == "POST":
        try:
            actions.remove(member=member, by=request.user, now=clock_now())
        except NotNow as no:
            refusal = str(no)
        else:
            messages.success(request, _("%(name)s is no longer %(role)s of this event.") % names)
            # Whoever took themselves out has no key to this desk any more.
            return (
                redirect("desk_crew", event.slug) if can(request.user, "change", event) else redirect("desk")
            )
    return ask(
        request,
        event,
        question=_("Remove %(name)s as %(role)s?") % names,
        text=_("They lose this key to the desk of %(event)s. You can add them again.") % names,
        verb=_("Remove"),
        back=reverse("desk_crew", args=[event.slug]),
        refusal=refusal,
    )
