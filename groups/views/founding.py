"""Founding a group."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.access import can, signed_in
from core.clock import now
from core.forms import form_answer
from groups.actions import group as actions
from groups.forms import GroupForm


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_group(request: HttpRequest) -> HttpResponse:
    """Anybody whose e-mail is verified founds a group; it is open at once."""
    may = can(request.user, "found group")
    form = GroupForm(request.POST if request.method == "POST" else None)
    status = None if may else 403
    if may and form.is_bound and form.is_valid():
        try:
            row = actions.found(facts=form.facts(), by=request.user, now=now())
        except actions.TooManyFounded:
            form.add_error(None, _("You founded several groups today. Try again tomorrow."))
            status = 429
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(group)s is open. You are its organizer.") % {"group": row.name})
            return redirect(row)
    return form_answer(request, "groups/new.html", form, status=status, may=may)
