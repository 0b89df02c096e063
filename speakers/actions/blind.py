"""A proposal as reviewers and voters see it. Their pages, mails and lists get nothing else.

While review is anonymous nothing is given that tells who proposes: no name, organisation, co-speaker, file, earlier
talk or answer that names somebody. Notes for the organizers, equipment and addresses are never given: reviewers need
none of it. Outside every phase it is anonymous as well, since nobody has said otherwise.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from people.models import Person
from speakers.models import CallForProposals, CallQuestion, CoSpeaker, Phase, Proposal, Reviewer


@dataclass(frozen=True)
class Speaker:
    name: str
    headline: str = ""
    organisation: str = ""
    biography: str = ""


@dataclass(frozen=True)
class Who:
    """All that tells who proposes."""

    speakers: tuple[Speaker, ...] = ()
    earlier_title: str = ""
    earlier_url: str = ""
    files: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Seen:
    """`who` None: it is not told."""

    pk: int
    code: str
    title: str
    abstract: str
    description: str
    track: str
    format: str
    minutes: int | None
    language: str
    level: str
    answers: tuple[tuple[str, str], ...] = ()
    who: Who | None = None

    def __str__(self) -> str:
        return self.title


@dataclass(frozen=True)
class Sight:
    """What is looked up once for all proposals of a call: the phase, and the questions whose answers may be told."""

    phase: Phase | None
    questions: tuple[CallQuestion, ...] = ()


def phase_of(call: CallForProposals, now: dt.datetime) -> Phase | None:
    """The phase that counts at `now`: of several that run, the one that began last."""
    return Phase.objects.filter(call=call).at(now).first()


def tells_names(phase: Phase | None) -> bool:
    """The one place where it is decided whether review is anonymous."""
    return phase is not None and phase.shows_names


def sight_of(call: CallForProposals, now: dt.datetime) -> Sight:
    phase = phase_of(call, now)
    questions = CallQuestion.objects.filter(call=call, is_withdrawn=False)
    if not tells_names(phase):
        questions = questions.filter(names_somebody=False)
    return Sight(phase, tuple(questions))


def as_reviewer(
    proposal: Proposal, reviewer: Reviewer | None, now: dt.datetime, *, sight: Sight | None = None
) -> Seen:
    """The whole proposal as `reviewer` may see it at `now`. `sight` spares asking again for each of many."""
    if reviewer is not None and reviewer.call_id != proposal.call_id:
        raise ValueError("a reviewer of another call")
    sight = sight or sight_of(proposal.call, now)
    answers = [
        (question.label, _words(proposal.answers.get(str(question.pk)))) for question in sight.questions
    ]
    return _seen(
        proposal,
        answers=tuple((label, words) for label, words in answers if words),
        who=_who(proposal) if tells_names(sight.phase) else None,
    )


def as_voter(proposal: Proposal, now: dt.datetime, *, sight: Sight | None = None) -> Seen:
    """For the community: no answers and no files; names as everybody sees them, where the phase tells names."""
    sight = sight or sight_of(proposal.call, now)
    if not tells_names(sight.phase):
        return _seen(proposal)
    shown = [person.as_shown() for person in _people(proposal)]
    return _seen(proposal, who=Who(speakers=tuple(_speaker(person) for person in shown)))


def as_line(proposal: Proposal) -> Seen:
    """What a list says of it, in every phase, without a query: it never tells who proposes."""
    return _seen(proposal)


def _seen(proposal: Proposal, **more: Any) -> Seen:
    return Seen(
        pk=proposal.pk,
        code=proposal.code,
        title=proposal.title,
        abstract=proposal.abstract,
        description=proposal.description,
        track=proposal.track.name if proposal.track else "",
        format=proposal.format,
        minutes=proposal.minutes,
        language=proposal.language,
        level=proposal.get_level_display() if proposal.level else "",
        **more,
    )


def _who(proposal: Proposal) -> Who:
    before = proposal.given_before
    is_shown = before is not None and before.status != "draft" and before.event.is_public
    return Who(
        speakers=tuple(_speaker(person) for person in _people(proposal)),
        earlier_title=f"{before.title} ({before.event.title})" if before is not None and is_shown else "",
        earlier_url=before.get_absolute_url() if before is not None and is_shown else "",
        files=tuple(proposal.files.all()),
    )


def _people(proposal: Proposal) -> list[Person]:
    """Who proposes and who said that they speak along; an address alone is nobody yet."""
    named = CoSpeaker.objects.filter(proposal=proposal, person__isnull=False, is_willing=True)
    return [
        proposal.person,
        *(row.person for row in named.select_related("person__organisation") if row.person is not None),
    ]


def _speaker(person: Person) -> Speaker:
    return Speaker(
        name=person.name,
        headline=person.headline,
        organisation=person.organisation.name if person.organisation else "",
        biography=person.biography,
    )


def _words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    if isinstance(value, bool):
        return "✓" if value else ""
    return str(value or "")
