"""What somebody does with one session: keep it, take a seat, say how it was. Its page for all has no form."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.access import needs, signed_in
from core.clock import now as clock_now
from core.forms import form_answer
from events.actions.event import NotNow
from events.finding import of_event
from events.models import Event
from events.programme.actions import feedback, sign_up, star
from events.programme.finding import shown_sessions
from events.programme.forms import FeedbackForm
from events.programme.models import Feedback, Session, SignUp, Star
from events.programme.rules.feedback import FEWEST, summary
from events.programme.views.around import around
from events.programme.views.desk import find_session
from people.actions import person as people


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_event
def attend(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    session = get_object_or_404(shown_sessions(event).select_related("event"), code=code.upper())
    person, now, verb = people.own(by=request.user), clock_now(), request.POST.get("verb", "")
    given = Feedback.objects.filter(session=session, person=person).first()
    form = FeedbackForm(
        request.POST if verb == "feedback" else None,
        initial={"stars": given.stars, "words": given.words} if given else None,
    )
    refusal = ""
    if request.method == "POST":
        who: dict[str, Any] = {"person": person, "by": request.user, "now": now}
        try:
            done = _done(verb, session, form, who)
        except NotNow as no:
            refusal = str(no)
        else:
            if done:
                messages.success(request, done)
                return redirect("session_attend", event.slug, session.code)
    session.refresh_from_db(fields=["taken", "waiting", "capacity"])
    place = SignUp.objects.filter(session=session, person=person).first()
    speaks = any(row.person_id == person.pk for row in session.session_speakers.all())
    answer = form_answer(
        request,
        "programme/attend.html",
        form,
        **around(event),
        session=session,
        is_kept=Star.objects.filter(session=session, person=person).exists(),
        place=place,
        ahead=_ahead(place),
        open=Session.objects.filter(pk=session.pk).taking_sign_up(now).exists() and event.takes_place,
        says=session.status == Session.Status.CONFIRMED
        and session.starts_at is not None
        and session.starts_at <= now
        and not speaks,
        given=given,
        refusal=refusal,
    )
    if refusal:
        answer.status_code = 409
    return answer


def _done(verb: str, session: Session, form: FeedbackForm, who: dict[str, Any]) -> str:
    """Does it and says so; nothing where the form must be seen again."""
    if verb in {"keep", "drop"}:
        codes = [session.code]
        star.change(event=session.event, **({"add": codes} if verb == "keep" else {"remove": codes}), **who)
        return _("Kept.") if verb == "keep" else _("No longer kept.")
    if verb == "sign_up":
        row = sign_up.take(session=session, **who)
        return _("You have a seat.") if row.waits_since is None else _("You stand in the line.")
    if verb == "leave":
        sign_up.leave(session=session, **who)
        return _("Given back.")
    if verb == "feedback" and form.is_valid():
        feedback.give(session=session, **form.cleaned_data, **who)
        return _("Thank you. You can change it here.")
    return ""


def _ahead(place: SignUp | None) -> int:
    """How many stand before somebody in the line."""
    if place is None or place.waits_since is None:
        return 0
    line = SignUp.objects.filter(session=place.session_id).in_line()
    return list(line.values_list("pk", flat=True)).index(place.pk)


@needs("speak", find_session)
@never_cache
@require_safe
def answers(request: HttpRequest, session: Session) -> HttpResponse:
    """How people found it, for those who speak in it and make it."""
    rows = Feedback.objects.filter(session=session).values_list("stars", "words")
    told = summary(rows)
    context = {
        **around(session.event),
        "session": session,
        "told": told,
        "mean": f"{float(told.mean):.1f}" if told else "",
        "fewest": FEWEST,
    }
    return render(request, "programme/feedback.html", context)
