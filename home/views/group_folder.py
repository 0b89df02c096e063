"""At a group's desk: take everything along."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core import attachments, menus
from core.access import needs
from core.clock import now
from core.finding import by_name
from groups.models import UserGroup
from home.actions import group_folder as actions
from home.models import GroupFolder


def _called(slug: str) -> UserGroup:
    return by_name(UserGroup.objects.all(), slug)


def _packed(slug: str, folder: int) -> GroupFolder:
    ready = GroupFolder.objects.standing(now()).exclude(file="").select_related("group")
    return get_object_or_404(ready, pk=folder, group__slug=slug)


@needs("change", _called)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def folder(request: HttpRequest, row: UserGroup) -> HttpResponse:
    """POST asks for it; the worker packs it."""
    if request.method == "POST":
        actions.ask(group=row, by=request.user, now=now())
        messages.success(request, _("It is being packed. Look again in a minute."))
        return redirect("desk_group_folder", slug=row.slug)
    folders = GroupFolder.objects.standing(now()).filter(group=row).select_related("group")
    context = {**menus.around("group", request, row), "group": row, "folders": list(folders)}
    return render(request, "home/group_folder.html", context)


@needs("fetch", _packed)
@never_cache
@require_safe
def download(request: HttpRequest, folder: GroupFolder) -> FileResponse:
    actions.fetched(folder=folder, by=request.user)
    return attachments.answer(folder)
