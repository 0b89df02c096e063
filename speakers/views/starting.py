"""What a proposal may begin with: a talk that was given, or an earlier proposal; and what one says, to read."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from core.forms import without_controls
from events.programme.models import Session
from speakers.forms import ProposalForm, session_named
from speakers.models import CallForProposals, CallQuestion, Proposal

MOST = 12


def start(request: HttpRequest) -> dict[str, Any]:
    """The form's initial values by `?talk=` (a session's name) or `?like=` (a proposal's code): one's own alone."""
    if not request.user.is_authenticated:
        return {}
    if talk := request.GET.get("talk"):
        session = session_named(talk)
        if session and session.session_speakers.filter(person__user=request.user).exists():
            return ProposalForm.after(session)
    if like := request.GET.get("like"):
        rows = Proposal.objects.of(request.user).select_related("track", "given_before")
        if (row := rows.filter(code=without_controls(like)[:12]).first()) is not None:
            return ProposalForm.like(row)
    return {}


def library(user: Any, call: CallForProposals) -> list[dict[str, str]]:
    """Talks that they gave and proposals that they wrote for other calls, the newest first: two queries."""
    address = call.get_absolute_url()
    talks = Session.objects.filter(session_speakers__person__user=user, status=Session.Status.CONFIRMED)
    talks = talks.exclude(event=call.event_id).select_related("event").order_by("-event__starts_at", "-pk")
    rows = Proposal.objects.of(user).exclude(call=call).exclude(title="").select_related("call__event")
    rows = rows.filter(session=None).order_by("-changed_at", "-pk")
    found = [
        {"title": row.title, "event": row.event.title, "url": f"{address}?talk={row.uuid}#write"}
        for row in talks[:MOST]
    ]
    return found + [
        {"title": row.title, "event": row.event.title, "url": f"{address}?like={row.code}#write"}
        for row in rows[:MOST]
    ]


def answered(row: Proposal) -> list[dict[str, Any]]:
    """What was answered to the call's own questions, in their order, those that are no longer asked as well."""
    questions: list[CallQuestion] = [q for q in row.call.questions.all() if str(q.pk) in row.answers]
    return [{"label": q.label, "answer": row.answers[str(q.pk)], "text": _read(row, q)} for q in questions]


def _read(row: Proposal, question: CallQuestion) -> str:
    said = row.answers[str(question.pk)]
    if isinstance(said, bool):
        return _("yes") if said else _("no")
    return ", ".join(map(str, said)) if isinstance(said, list) else str(said)


def differences(row: Proposal, form: ProposalForm) -> list[dict[str, Any]]:
    """Where what is saved says something else than what was sent: a list of {label, text}."""
    mine, stored, found = form.words(), ProposalForm.like(row), []
    shown = {
        "track": str(row.track or ""),
        "level": row.get_level_display(),
        "given_before": str(row.given_before or ""),
    }
    sent = {
        **{name: getattr(mine, name) for name in stored if hasattr(mine, name)},
        **{f"question-{pk}": value for pk, value in mine.answers.items()},
        "track": mine.track.slug if mine.track else "",
        "given_before": str(mine.given_before.uuid) if mine.given_before else "",
    }
    for name, field in form.fields.items():
        if name in sent and (sent[name] or "") != (stored.get(name) or ""):
            said = shown.get(name, stored.get(name))
            text = ", ".join(said) if isinstance(said, list) else str(said or "—")
            found.append({"label": field.label or name, "text": text})
    return found
