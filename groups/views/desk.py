"""The organizers' desk of a group: its facts and its members."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core import menus
from core.access import needs
from core.clock import now
from core.finding import by_name
from core.forms import form_answer
from core.pagination import page_of
from core.views_tokens import tokens_page
from groups.actions import group as actions
from groups.actions import membership as member_actions
from groups.forms import ChangeGroupForm
from groups.models import UserGroup


def _called(slug: str) -> UserGroup:
    return by_name(UserGroup.objects.all(), slug)


@needs("change", _called)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk_group(request: HttpRequest, row: UserGroup) -> HttpResponse:
    """The facts of a group."""
    sent = request.POST if request.method == "POST" else None
    form = ChangeGroupForm(sent, initial=ChangeGroupForm.start(row), group=row)
    if form.is_bound and form.is_valid():
        try:
            row = actions.change(
                group=row, facts=form.facts(), slug=form.cleaned_data["slug"], by=request.user, now=now()
            )
        except ValidationError as error:
            known = hasattr(error, "error_dict") and set(error.error_dict) <= set(form.fields)
            form.add_error(None, error if known else ValidationError(error.messages))
            row.refresh_from_db()
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_group", slug=row.slug)
    return form_answer(request, "groups/desk_facts.html", form, **menus.around("group", request, row))


@needs("change", _called)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk_members(request: HttpRequest, row: UserGroup) -> HttpResponse:
    """Who is in the group, and who organizes it."""
    status, refusal = 200, ""
    if request.method == "POST":
        refusal = _change_member(request, row)
        if not refusal:
            return redirect("desk_group_members", slug=row.slug)
        status = 409
    rows = row.memberships.select_related("person__photo").order_by("-role", "joined_at", "pk")
    page = page_of(request, rows, 50)
    context = {**menus.around("group", request, row), "page": page, "refusal": refusal}
    return render(request, "groups/desk_members.html", context, status=status)


@needs("change", _called)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk_tokens(request: HttpRequest, row: UserGroup) -> HttpResponse:
    """Tokens with which programs work on the group's events."""
    return tokens_page(request, thing=row, around=menus.around("group", request, row))


def _change_member(request: HttpRequest, row: UserGroup) -> str:
    """One button of one line; gives back why it could not be done."""
    number = request.POST.get("member", "")
    membership = (
        row.memberships.filter(pk=number).select_related("person").first() if number.isdecimal() else None
    )
    if membership is None:
        return _("This person is no member any more.")
    act = {
        "organizer": member_actions.make_organizer,
        "member": member_actions.make_member,
        "remove": member_actions.leave,
    }.get(request.POST.get("do", ""))
    if act is None:
        return _("Choose what to do.")
    try:
        act(group=row, person=membership.person, by=request.user, now=now())
    except member_actions.LastOrganizer:
        return _("A group keeps at least one organizer. Make another member organizer first.")
    messages.success(request, _("Saved."))
    return ""
