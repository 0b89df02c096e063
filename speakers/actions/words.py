"""What a speaker says of a proposal, what a call leaves to choose from, and why something may not be done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from events.programme.models import Session, SessionSpeaker, Track
from speakers.models import CallForProposals, Proposal
from speakers.rules.completeness import Asked, Content, Offer, Problem, is_empty


class NotNow(Exception):
    """A proposal that stands as it is; what is asked for cannot be done to it."""


class CallNotOpen(NotNow):
    """Before the call's opening instant, or at its closing one and after."""


class CodeRefused(CallNotOpen):
    """The call is closed, and the code does not open it: unknown, used up, or no longer valid."""


class TooLate(NotNow):
    """The day until which it was to be confirmed is over."""


class AlreadyDecided(NotNow):
    """The organizers have answered: the proposal can no longer be changed."""


class AlreadyGiven(NotNow):
    """The talk has begun, in front of people: what was cannot be taken back."""


class Withdrawn(NotNow):
    """Its speaker took it back."""


class ChangedMeanwhile(NotNow):
    """Somebody wrote to it after this form was opened: its speaker, in another window. `proposal` is how it stands."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__(proposal.code)
        self.proposal = proposal


class TooManyProposals(NotNow):
    """Nobody can mean so many."""


class EnoughOfYou(TooManyProposals):
    """As many were submitted as the call takes from one speaker."""


class NotComplete(ValueError):
    """What was written cannot be taken. `problems` says why, by field."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(f"{problem.field} {problem.wrong}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a speaker writes."""

    title: str = ""
    abstract: str = ""
    description: str = ""
    notes: str = ""
    track: Track | None = None
    format: str = ""
    language: str = ""
    level: str = ""
    co_speakers: str = ""
    equipment: str = ""
    do_not_record: bool = False
    given_before: Session | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)

    def content(self) -> Content:
        rest = {name: getattr(self, name) for name in WRITTEN if name not in NOT_WORDS}
        return Content(**rest, track=self.track.pk if self.track else None)


WRITTEN = tuple(Words.__dataclass_fields__)
NOT_WORDS = frozenset({"track", "do_not_record", "given_before"})


def offer_of(call: CallForProposals) -> Offer:
    return Offer(
        tracks=frozenset(track.pk for track in call.event.tracks.all()),
        formats=frozenset(form["name"] for form in call.formats),
        languages=frozenset(languages_of(call)),
        levels=frozenset(Proposal.Level.values),
        questions=tuple(
            Asked(id=row.pk, kind=row.kind, options=frozenset(row.options), is_required=row.is_required)
            for row in call.questions.all()
            if not row.is_withdrawn
        ),
    )


def languages_of(call: CallForProposals) -> list[str]:
    """Codes of the languages to speak in; the site's own where the call names none."""
    return list(call.languages) or [code for code, _name in settings.LANGUAGES]


def was_given(proposal: Proposal, words: Words) -> bool:
    """Only what one spoke on oneself can be given again."""
    session = words.given_before
    if session is None or session.pk == proposal.given_before_id:
        return True
    return SessionSpeaker.objects.filter(session=session, person=proposal.person_id).exists()


def answers_of(proposal: Proposal, words: Words, offer: Offer) -> dict[str, Any]:
    """By question: what is said now to those that are asked, and what was said before to those that no longer are."""
    asked = {str(question.id) for question in offer.questions}
    kept = {key: value for key, value in proposal.answers.items() if key not in asked}
    said = {key: value for key, value in words.answers.items() if key in asked}
    return {**kept, **{key: value for key, value in said.items() if not is_empty(value)}}
