"""Where tokens for programs are made and taken back: of one's own at /me/, of events and groups at their desk."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import tokens
from core.answers import name_of
from core.clock import now as clock_now
from core.forms import CleanCharField, choose_among, form_answer
from core.models import ApiToken

LASTS = [
    ("7", gettext_lazy("a week")),
    ("30", gettext_lazy("a month")),
    ("90", gettext_lazy("three months")),
    ("365", gettext_lazy("a year")),
]


class TokenForm(forms.Form):
    name = CleanCharField(
        label=gettext_lazy("What is it for?"),
        max_length=100,
        help_text=gettext_lazy("The program that will hold it: you will know it by this name."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    wants = forms.MultipleChoiceField(
        label=gettext_lazy("What may the program do?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Only what it needs. It can never do more than you may."),
    )
    days = forms.ChoiceField(label=gettext_lazy("It serves for"), choices=LASTS, initial="90")
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, thing: models.Model | None) -> None:
        super().__init__(data)
        self.fields["key"].initial = uuid.uuid4
        offered = tokens.scopes(thing)
        choose_among(self, "wants", [(one.name, capfirst(str(one.said))) for one in offered])
        if len(offered) == 1:
            self.fields["wants"].initial = [offered[0].name]


def tokens_page(request: HttpRequest, *, thing: models.Model | None, around: dict[str, Any]) -> HttpResponse:
    """GET lists, POST makes or (`verb=revoke`) takes back. `thing` None: all that are the reader's own; else all for
    the thing, whoever made them, since whoever runs it answers for what programs do to it.

    The answer to a making shows the secret, once; it is kept nowhere.
    """
    if request.method == "POST" and request.POST.get("verb") == "revoke":
        return _revoke(request, thing)
    form = TokenForm(request.POST if request.method == "POST" else None, thing=thing)
    made, secret = None, ""
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made, secret = tokens.make(
                user=_account(request),
                name=told["name"],
                wants=told["wants"],
                thing=thing,
                lasts=dt.timedelta(days=int(told["days"])),
                by=_account(request),
                now=clock_now(),
                key=told["key"],
            )
        except tokens.NotNow as no:
            form.add_error(None, str(no))
        except ValidationError:  # somebody else's form has this key
            form.add_error(None, _("Nothing was made. Send it once more."))
            form = TokenForm(request.POST.copy() | {"key": [str(uuid.uuid4())]}, thing=thing)
        else:
            if not secret:
                messages.info(request, _("It was made already, and its secret is shown only once."))
                return redirect(request.path)
            form = TokenForm(thing=thing)
    rows = list(_rows(request, thing).select_related("user__person"))
    about = tokens.things_of(rows) if thing is None else {}
    answer = form_answer(
        request,
        "core/tokens.html",
        form,
        made=made,
        secret=secret,
        rows=[
            {
                "it": row,
                "may": tokens.said(row.scopes),
                "about": about.get(row.thing, ""),
                "is_over": row.expires_at <= clock_now(),
            }
            for row in rows
        ],
        thing=thing,
        **around,
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


def _account(request: HttpRequest) -> Any:
    """Not the lazy one that the session gives: its class is asked."""
    return getattr(request.user, "_wrapped", request.user)


def _rows(request: HttpRequest, thing: models.Model | None) -> Any:
    standing = ApiToken.objects.standing()
    return standing.filter(user=_account(request)) if thing is None else standing.filter(thing=name_of(thing))


def _revoke(request: HttpRequest, thing: models.Model | None) -> HttpResponse:
    try:
        wanted = uuid.UUID(request.POST.get("token", ""))
    except ValueError:
        wanted = uuid.UUID(int=0)
    row = _rows(request, thing).filter(uuid=wanted).first()
    if row is not None:
        tokens.revoke(token=row, by=_account(request), now=clock_now())
    messages.success(request, _("It is taken back: from now on it opens nothing."))
    return redirect(request.path)
