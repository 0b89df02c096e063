"""Joining a group, and leaving it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.access import can, signed_in
from core.clock import now
from core.finding import by_name
from groups.actions import membership as actions
from groups.models import Membership, UserGroup
from people.models import Person


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_group(request: HttpRequest, slug: str) -> HttpResponse:
    """Joining and leaving: a page of its own, so that the group's page is the same for everybody."""
    row = by_name(UserGroup.objects.all(), slug)
    if row.slug != slug:
        return redirect("join_group", slug=row.slug, permanent=True)
    person = Person.objects.filter(user=request.user).first()
    refusal, status = "", 200
    if request.method == "POST":
        refusal = _join_or_leave(request, row, person)
        if not refusal:
            return redirect("join_group", slug=row.slug)
        status = 409
    membership = Membership.objects.filter(group=row, person=person).first() if person else None
    context = {
        "group": row,
        "membership": membership,
        "refusal": refusal,
        "may_join": can(request.user, "join", row),
        "may_change": can(request.user, "change", row),
    }
    return render(request, "groups/join.html", context, status=status)


def _join_or_leave(request: HttpRequest, row: UserGroup, person: Person | None) -> str:
    """Does it and says so; gives back why it could not be done."""
    if person is None:
        return _("Your account has no profile yet. Fill in your profile first.")
    if request.POST.get("do") == "leave":
        try:
            actions.leave(group=row, person=person, by=request.user, now=now())
        except actions.LastOrganizer:
            return _("You are the only organizer. Make another member organizer first.")
        messages.success(request, _("You left %(group)s.") % {"group": row.name})
        return ""
    if not can(request.user, "join", row):
        return _("This group is closed.")
    actions.join(group=row, person=person, by=request.user, now=now())
    messages.success(request, _("You are a member of %(group)s.") % {"group": row.name})
    return ""
