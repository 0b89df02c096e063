"""Publish, change, call off."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.access import can, must, needs, signed_in
from core.clock import now as clock_now
from core.forms import form_answer
from core.once import own_key
from events.actions import event as actions
from events.desk.around import around, find_event
from events.forms.event import (
    AddressForm,
    CallOffForm,
    MeetupForm,
    SummitForm,
    WhenWhereForm,
    initial_of,
    next_of,
)
from events.models import Crew, Event
from groups.models import Membership, UserGroup


def publishable_groups(
    request: HttpRequest, *besides: str, present: int | None = None
) -> QuerySet[UserGroup]:
    """The groups that this person organizes, and the `present` one of an event that they may change.

    Staff may publish for every group: those named `besides` are theirs too.
    """
    mine = Q(memberships__person__user=request.user, memberships__role=Membership.Role.ORGANIZER) | Q(
        pk=present
    )
    if request.user.is_staff:
        mine |= Q(slug__in=[slug for slug in besides if slug])
    return UserGroup.objects.filter(mine).distinct()


def possible_parents(who: Any, event: Event | None = None) -> QuerySet[Event]:
    """The summits of which an event may become a part: a part stands on its summit's page, so they are those that `who`
    may change; and the one that it is a part of."""
    summits = Event.objects.summits()
    if event is not None:
        summits = summits.exclude(pk=event.pk)
    if who.is_staff:
        return summits
    mine = Q(crew__person__user=who, crew__role=Crew.Role.ORGANIZER)
    return summits.filter(mine | Q(pk=event.parent_id if event else None)).distinct()


@signed_in
def event_new(request: HttpRequest) -> HttpResponse:
    """A meetup from one page; `?kind=summit` drafts a summit."""
    if request.GET.get("kind") == "summit" or request.POST.get("kind") == "summit":
        return _summit_new(request)
    groups = publishable_groups(request, request.POST.get("group", ""), request.GET.get("group", ""))
    if request.method == "POST":
        form = MeetupForm(request.POST, groups=groups)
        # Somebody else's group is no choice of the form: say that it is forbidden, not that it does not exist.
        asked = UserGroup.objects.filter(slug=request.POST.get("group", "")).first()
        if asked is not None and not can(request.user, "publish meetup", asked):
            raise PermissionDenied(_("Only its organizers publish the meetups of a group."))
        if form.is_valid():
            key = own_key(request, form.cleaned_data["key"])
            event = actions.publish_meetup(facts=form.facts(), by=request.user, now=clock_now(), key=key)
            messages.success(
                request, _("Published. It is on the site and in every calendar that follows the group.")
            )
            _note(request, form)
            return redirect(event)
        return form_answer(request, "events/desk_new.html", form, kind="meetup", groups=groups)
    group = groups.filter(slug=request.GET["group"]).first() if request.GET.get("group") else groups.first()
    form = MeetupForm(initial=next_of(group, clock_now()) if group else {}, groups=groups)
    return form_answer(request, "events/desk_new.html", form, kind="meetup", groups=groups, group=group)


def _summit_new(request: HttpRequest) -> HttpResponse:
    must(request.user, "publish summit")
    form = SummitForm(request.POST or None, parents=possible_parents(request.user))
    if request.method == "POST" and form.is_valid():
        key = own_key(request, form.cleaned_data["key"])
        event = actions.draft_summit(facts=form.facts(), by=request.user, now=clock_now(), key=key)
        messages.success(request, _("The summit is a draft. Write its page, then publish it."))
        _note(request, form)
        return redirect("desk_event", event.slug)
    return form_answer(request, "events/desk_new.html", form, kind="summit")


def _note(request: HttpRequest, form: WhenWhereForm) -> None:
    for words in form.notes:
        messages.warning(request, words)


@needs("work at", find_event)
def event_desk(request: HttpRequest, event: Event) -> HttpResponse:
    """The desk of one event: today's numbers first, then the next thing to do."""
    standing = event.registrations.standing()
    tiles = [
        {"label": _("Registered"), "value": standing.confirmed().counted().count(), "of": event.capacity},
        {"label": _("Not yet confirmed"), "value": standing.filter(status="held").count()},
        {"label": _("Waiting"), "value": event.waiting},
    ]
    if event.is_summit:
        call = getattr(event, "call", None)
        tiles.append({"label": _("Proposals"), "value": call.proposals.submitted().count() if call else 0})
    return render(
        request,
        "events/desk_event.html",
        {
            **around(request, event),
            "tiles": tiles,
            "now": clock_now(),
            "pages": _pages_to_write(request.user, event),
            "may_change": can(request.user, "change", event),
        },
    )


def _pages_to_write(who: Any, event: Event) -> list[Any]:
    """The event's pages that `who` may edit in the CMS: most of a crew may not."""
    if not who.has_perm("wagtailadmin.access_admin"):
        return []
    return [page for page in actions.pages_of(event) if page.permissions_for_user(who).can_edit()]


@needs("change", find_event)
def event_change(request: HttpRequest, event: Event) -> HttpResponse:
    if event.is_summit:
        parents = possible_parents(request.user, event)
        form: Any = SummitForm(request.POST or None, initial=initial_of(event), parents=parents)
    else:
        groups = publishable_groups(request, request.POST.get("group", ""), present=event.group_id)
        form = MeetupForm(request.POST or None, initial=initial_of(event), groups=groups)
    if request.method == "POST" and form.is_valid():
        try:
            event = actions.change(event=event, facts=form.facts(event), by=request.user, now=clock_now())
        except actions.NotNow as no:
            form.add_error("capacity" if form.cleaned_data["capacity"] is not None else None, str(no))
        else:
            messages.success(
                request, _("Changed. Whoever is registered gets a mail when time or place are new.")
            )
            _note(request, form)
            return redirect("desk_event", event.slug)
    return form_answer(
        request,
        "events/desk_change.html",
        form,
        **around(request, event),
    )


@needs("change", find_event)
def event_publish(request: HttpRequest, event: Event) -> HttpResponse:
    if request.method == "POST":
        try:
            actions.publish(event=event, by=request.user, now=clock_now())
        except actions.NotNow as no:
            messages.error(request, str(no))
        else:
            messages.success(request, _("Published."))
    return redirect("desk_event", event.slug)


@needs("change", find_event)
def event_call_off(request: HttpRequest, event: Event) -> HttpResponse:
    """Cancel or postpone, asked once, by name; taken back on the same page."""
    form = CallOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verb = request.POST.get("verb", "")
        try:
            if verb == "cancel":
                actions.cancel(event=event, why=form.cleaned_data["why"], by=request.user, now=clock_now())
                messages.success(request, _("Cancelled. Everybody registered is being told."))
            elif verb == "postpone":
                actions.postpone(event=event, why=form.cleaned_data["why"], by=request.user, now=clock_now())
                messages.success(request, _("Postponed. Everybody registered is being told."))
            elif verb == "reinstate":
                actions.reinstate(event=event, by=request.user, now=clock_now())
                messages.success(request, _("It takes place after all. Everybody registered is being told."))
            else:
                form.add_error(None, _("Cancel it, or put it off?"))
        except actions.NotNow as no:
            form.add_error(None, str(no))
        if form.is_valid():
            return redirect("desk_event", event.slug)
    return form_answer(
        request,
        "events/desk_call_off.html",
        form,
        **around(request, event),
        standing=event.registrations.standing().count(),
    )


@needs("change", find_event)
def event_rename(request: HttpRequest, event: Event) -> HttpResponse:
    form = AddressForm(request.POST or None, initial={"slug": event.slug})
    if request.method == "POST" and form.is_valid():
        try:
            event = actions.rename(
                event=event, slug=form.cleaned_data["slug"], by=request.user, now=clock_now()
            )
        except ValidationError as wrong:
            form.add_error("slug", wrong.messages)
        else:
            return redirect("desk_event", event.slug)
    return form_answer(
        request,
        "events/desk_rename.html",
        form,
        **around(request, event),
    )
