"""One session, and what who makes the programme does to sessions: by the form and the actions of the desk."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Header, Router, Status
from pydantic import ConfigDict

from core.answers import shows
from core.api.answering import ONE, WRITE
from core.api.asking import Body, Number, Refused, Truth, of_form
from core.api.permission import TOKEN, must
from core.api.writing import sent, walled
from core.clock import now as clock_now
from core.once import own_key
from events.access import reaches
from events.actions.event import NotNow
from events.api.reading import found, held
from events.models import Event
from events.programme.actions import session as actions
from events.programme.actions.timetable import ChangedMeanwhile
from events.programme.api.sessions import SCOPE, VERB, SessionOut, session_of
from events.programme.forms import MOST_SPEAKERS, SessionForm
from events.programme.models import Session

of_event = Router(tags=["sessions"])
_WALL = "By the clock where the event is (2026-05-14T19:00), or an instant (2026-05-14T17:00:00Z)"


class SessionFacts(Body):
    """As the form of the desk asks; what is not sent stays as it is."""

    title: str = Field("", json_schema_extra={"maxLength": 300})
    kind: str = Field("talk", description="talk, keynote, workshop, panel, break or other")
    status: str = Field("draft", description="draft, confirmed or cancelled")
    starts_at: str = Field("", description=f"{_WALL}; empty: it has no time yet")
    ends_at: str = Field("", description="Both, start and end, or none")
    room: str = Field("", description="Its name; one that the event does not have is made")
    track: str = Field("", description="Its name; one that the event does not have is made")
    abstract: str = Field("", description="Markdown")
    speakers: list[str] = Field(
        default_factory=list,
        max_length=MOST_SPEAKERS,
        description="Slugs, or names: of somebody public, else of somebody new. All of them, in their order",
    )
    is_featured: Truth = False
    takes_sign_up: Truth = False
    capacity: Number | None = Field(None, description="Seats for those who sign up; null: as many as come")
    stream_url: str = ""
    video_url: str = ""
    slides_url: str = ""


class SessionIn(SessionFacts):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"title": "Oak at scale", "kind": "talk", "speakers": ["Ada Lark"]}]}
    )

    title: str = Field(json_schema_extra={"maxLength": 300})


class SessionChange(SessionFacts):
    seen: Number | None = Field(None, description="As the session told it: 409 where it was moved since")


@of_event.get("/{slug}/sessions/{code}", response={200: SessionOut, **ONE})
def show_session(request: HttpRequest, slug: str, code: str) -> Session:
    """With a token for the programme also a draft."""
    event = found(request, slug, SCOPE, VERB)
    session = session_of(event, code)
    shows(request, event, session, f"schedule:{event.pk}", "people")
    return session


@of_event.post("/{slug}/sessions", response={200: SessionOut, 201: SessionOut, **WRITE}, auth=TOKEN)
def make_session(
    request: HttpRequest,
    slug: str,
    told: SessionIn,
    idempotency_key: str = Header("", alias="Idempotency-Key", max_length=200),
) -> Status[Session]:
    """With the same `Idempotency-Key` it is made once: 200 where it was there."""
    event = held(request, slug, SCOPE, VERB)
    form = _form(event, None, sent(told))
    _must_be_valid(form)
    key = own_key(request, idempotency_key)
    known = key is not None and Session.objects.filter(uuid=key, event=event).exists()
    session = actions.make(event=event, facts=form.facts(), by=request.user, now=clock_now(), key=key)
    return Status(200 if known else 201, session_of(event, session.code))


@of_event.patch("/{slug}/sessions/{code}", response={200: SessionOut, **WRITE}, auth=TOKEN)
def change_session(request: HttpRequest, slug: str, code: str, told: SessionChange) -> Session:
    """Changes what is sent and leaves the rest. Once the timetable is drafted, so is a new place."""
    event, session = _held(request, slug, code)
    form = _form(event, session, sent(told))
    _must_be_valid(form)
    try:
        actions.change(
            session=session,
            facts=form.facts(),
            by=request.user,
            now=clock_now(),
            seen=form.cleaned_data["seen"] if told.seen is not None else None,
        )
    except actions.TooFewSeats as no:
        raise Refused(409, {"capacity": [str(no)]}) from None
    except NotNow as no:
        raise Refused(409, {"status": [str(no)]}) from None
    except ChangedMeanwhile:
        raise Refused(409, {"seen": ["It was changed meanwhile: read it again."]}) from None
    return session_of(held(request, slug, SCOPE, VERB), code)


@of_event.post("/{slug}/sessions/{code}/cancel", response={200: SessionOut, **WRITE}, auth=TOKEN)
def cancel_session(request: HttpRequest, slug: str, code: str) -> Session:
    """It stays, marked as cancelled, so that calendars say so. A draft is deleted instead."""
    event, session = _held(request, slug, code)
    actions.cancel(session=session, by=request.user, now=clock_now())
    return session_of(event, code)


@of_event.delete("/{slug}/sessions/{code}", response={204: None, **WRITE}, auth=TOKEN)
def delete_session(request: HttpRequest, slug: str, code: str) -> Status[None]:
    """Only a draft, which nobody has seen."""
    _event, session = _held(request, slug, code)
    actions.delete_draft(session=session, by=request.user, now=clock_now())
    return Status(204, None)


def _held(request: HttpRequest, slug: str, code: str) -> tuple[Event, Session]:
    event = held(request, slug, SCOPE, VERB)
    session = session_of(event, code)
    must(request, SCOPE, "change", session, reaches(event))
    return event, session


def _form(event: Event, session: Session | None, told: dict[str, Any]) -> SessionForm:
    """The form of the desk, as it would be sent with these fields changed."""
    shown = SessionForm(event=event, session=session)
    facts: dict[str, Any] = {name: field.initial for name, field in shown.fields.items() if name != "key"}
    facts |= shown.initial
    if "speakers" in told:
        facts = {name: value for name, value in facts.items() if not name.startswith("speaker_")}
        told |= {f"speaker_{n}": one for n, one in enumerate(told.pop("speakers"))}
    return SessionForm(walled(facts | told, event.timezone), event=event, session=session)


def _must_be_valid(form: SessionForm) -> None:
    if form.is_valid():
        return
    reasons: dict[str, list[str]] = {}
    for name, errors in of_form(form).items():
        reasons.setdefault("speakers" if name.startswith("speaker_") else name, []).extend(errors)
    raise Refused(422, reasons)
