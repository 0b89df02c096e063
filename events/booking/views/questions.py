"""What attendees of an event are asked."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import needs
from core.clock import now as clock_now
from core.forms import form_answer
from events.booking.actions import asking as actions
from events.booking.desk_forms.questions import QuestionForm
from events.booking.desk_forms.tickets import take
from events.booking.models import Question
from events.desk.around import around, ask, find_event
from events.models import Event


def find_question(slug: str, question: int) -> Question:
    return get_object_or_404(Question.objects.select_related("event"), event__slug=slug, pk=question)


@needs("change", find_event)
@never_cache
@require_safe
def questions(request: HttpRequest, event: Event) -> HttpResponse:
    rows = event.questions.select_related("shown_if").prefetch_related("ticket_types")
    context = {"rows": rows, "weeks": actions.FORGET_AFTER.days // 7}
    return render(request, "booking/desk_questions.html", {**around(request, event), **context})


@needs("change", find_event)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question_new(request: HttpRequest, event: Event) -> HttpResponse:
    return _question(request, event, None)


@needs("change", find_question)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question_change(request: HttpRequest, row: Question) -> HttpResponse:
    return _question(request, row.event, row)


def _question(request: HttpRequest, event: Event, row: Question | None) -> HttpResponse:
    form = QuestionForm(request.POST if request.method == "POST" else None, event=event, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            if row is None:
                actions.add(event=event, facts=form.facts(), by=request.user, now=clock_now())
            else:
                actions.change(question=row, facts=form.facts(), by=request.user, now=clock_now())
        except ValidationError as wrong:
            take(form, wrong)
        else:
            messages.success(request, _("Saved. Whoever books from now on is asked."))
            return redirect("desk_questions", event.slug)
    return form_answer(request, "booking/desk_question.html", form, row=row, **around(request, event))


@needs("change", find_question)
@require_POST
def question_do(request: HttpRequest, row: Question) -> HttpResponse:
    verb, now = request.POST.get("verb", ""), clock_now()
    if verb in {"up", "down"}:
        actions.move(question=row, up=verb == "up", by=request.user)
    elif verb == "withdraw":
        actions.withdraw(question=row, by=request.user, now=now)
        messages.success(request, _("Nobody is asked any more. What was answered stays."))
    elif verb == "ask":
        actions.ask_again(question=row, by=request.user, now=now)
        messages.success(request, _("It is asked again."))
    else:
        messages.error(request, _("Nothing was done: this button is not known here."))
    return redirect("desk_questions", row.event.slug)


@needs("change", find_question)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question_delete(request: HttpRequest, row: Question) -> HttpResponse:
    event, refusal = row.event, ""
    if request.method == "POST":
        try:
            actions.delete(question=row, by=request.user, now=clock_now())
        except ValidationError as wrong:
            refusal = " ".join(wrong.messages)
        else:
            messages.success(request, _("The question is deleted."))
            return redirect("desk_questions", event.slug)
    return ask(
        request,
        event,
        question=_("Delete the question “%(label)s”?") % {"label": row.label},
        text=_("Only what nobody answered can be deleted."),
        verb=_("Delete"),
        back=reverse("desk_questions", args=[event.slug]),
        refusal=refusal,
    )
