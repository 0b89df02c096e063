"""What belongs to a call beside its own page: questions of its own, and codes that open it after the close."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import menus
from core.access import needs
from core.clock import now as clock_now
from core.forms import form_answer
from events.models import Event
from speakers.actions import access_code as codes_actions
from speakers.actions import question as actions
from speakers.desk_forms import AccessCodeForm, QuestionForm, take
from speakers.models import AccessCode, CallQuestion
from speakers.models.proposal import CODE_LETTERS


def find_event(slug: str) -> Event:
    """One that has a call: before that there is nothing to ask and nothing to open."""
    return get_object_or_404(Event.objects.select_related("call"), slug=slug, call__isnull=False)


def find_question(slug: str, question: int) -> CallQuestion:
    rows = CallQuestion.objects.select_related("call__event")
    return get_object_or_404(rows, call__event__slug=slug, pk=question)


def find_code(slug: str, code: int) -> AccessCode:
    return get_object_or_404(
        AccessCode.objects.select_related("call__event"), call__event__slug=slug, pk=code
    )


def _around(request: HttpRequest, event: Event) -> dict[str, Any]:
    return menus.around("event", request, event)


@needs("decide proposals", find_event)
@never_cache
@require_safe
def questions(request: HttpRequest, event: Event) -> HttpResponse:
    context = {"rows": event.call.questions.all(), **_around(request, event)}
    return render(request, "speakers/desk_questions.html", context)


@needs("decide proposals", find_event)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question_new(request: HttpRequest, event: Event) -> HttpResponse:
    return _question(request, event, None)


@needs("change", find_question)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question_change(request: HttpRequest, row: CallQuestion) -> HttpResponse:
    return _question(request, row.call.event, row)


def _question(request: HttpRequest, event: Event, row: CallQuestion | None) -> HttpResponse:
    form = QuestionForm(request.POST if request.method == "POST" else None, row=row)
    if request.method == "POST" and form.is_valid():
        by, now = request.user, clock_now()
        try:
            if row is None:
                actions.add(call=event.call, facts=form.facts(), by=by, now=now)
            else:
                actions.change(question=row, facts=form.facts(), by=by, now=now)
        except ValidationError as wrong:
            take(form, wrong)
        else:
            messages.success(request, _("Saved. Whoever submits from now on is asked."))
            return redirect("desk_call_questions", event.slug)
    return form_answer(request, "speakers/desk_question.html", form, row=row, **_around(request, event))


@needs("change", find_question)
@require_POST
def question_do(request: HttpRequest, row: CallQuestion) -> HttpResponse:
    verb, by, now = request.POST.get("verb", ""), request.user, clock_now()
    if verb in {"up", "down"}:
        actions.move(question=row, up=verb == "up", by=by)
    elif verb == "withdraw":
        actions.withdraw(question=row, by=by, now=now)
        messages.success(request, _("Nobody is asked any more. What was answered stays."))
    elif verb == "ask":
        actions.ask_again(question=row, by=by, now=now)
        messages.success(request, _("It is asked again."))
    elif verb == "delete":
        try:
            actions.delete(question=row, by=by, now=now)
        except ValidationError as wrong:
            messages.error(request, " ".join(wrong.messages))
        else:
            messages.success(request, _("The question is deleted."))
    else:
        messages.error(request, _("Nothing was done: this button is not known here."))
    return redirect("desk_call_questions", row.call.event.slug)


@needs("decide proposals", find_event)
@never_cache
@require_safe
def codes(request: HttpRequest, event: Event) -> HttpResponse:
    rows = event.call.access_codes.annotate(made=Count("proposals")).order_by("-pk")
    address = request.build_absolute_uri(event.call.get_absolute_url())
    context = {"rows": rows, "now": clock_now(), "address": address, **_around(request, event)}
    return render(request, "speakers/desk_access_codes.html", context)


@needs("decide proposals", find_event)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code_new(request: HttpRequest, event: Event) -> HttpResponse:
    return _code(request, event, None)


@needs("change", find_code)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code_change(request: HttpRequest, row: AccessCode) -> HttpResponse:
    return _code(request, row.call.event, row)


def _code(request: HttpRequest, event: Event, row: AccessCode | None) -> HttpResponse:
    form = AccessCodeForm(
        request.POST if request.method == "POST" else None,
        zone=event.timezone,
        row=row,
        suggested=get_random_string(10, CODE_LETTERS),
    )
    if request.method == "POST" and form.is_valid():
        by, now = request.user, clock_now()
        try:
            if row is None:
                codes_actions.make(call=event.call, by=by, now=now, **form.facts())
            else:
                codes_actions.change(row=row, by=by, now=now, **form.facts())
        except ValidationError as wrong:
            take(form, wrong)
        else:
            messages.success(request, _("Saved. Hand the code to whom it is for."))
            return redirect("desk_access_codes", event.slug)
    return form_answer(request, "speakers/desk_access_code.html", form, row=row, **_around(request, event))


@needs("change", find_code)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code_delete(request: HttpRequest, row: AccessCode) -> HttpResponse:
    event = row.call.event
    if request.method == "POST":
        codes_actions.delete(row=row, by=request.user, now=clock_now())
        messages.success(request, _("The code opens nothing any more."))
        return redirect("desk_access_codes", event.slug)
    context = {
        "question": _("Delete the code %(code)s?") % {"code": row.code},
        "text": _("What was proposed with it stays, but can no longer be changed after the close."),
        "verb": _("Delete"),
        "back": reverse("desk_access_codes", args=[event.slug]),
        "refusal": "",
        **_around(request, event),
    }
    return render(request, "events/desk_ask.html", context)
