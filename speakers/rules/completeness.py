"""What a proposal needs before organizers are asked to read it, and what it may never hold."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

LONGEST = {
    "title": 200,
    "abstract": 1500,
    "description": 10_000,
    "notes": 3000,
    "co_speakers": 500,
    "equipment": 1000,
}
LONGEST_ANSWER = 3000
MOST_CO_SPEAKERS = 8
MOST_PROPOSALS = 40
"""So many a person may have in one call, drafts counted."""

# Only the shape: whether mail arrives there, only mail can tell.
_ADDRESS = re.compile(r"[^\s@,;<>()\"]{1,64}@[^\s@,;<>()\"]+\.[^\s@,;<>()\".]{2,}")


class Wrong(StrEnum):
    MISSING = "missing"
    TOO_LONG = "too long"
    UNKNOWN = "unknown"
    NO_ADDRESS = "no address"
    TOO_MANY = "too many"


@dataclass(frozen=True)
class Problem:
    """What is wrong with which field; `about` is the part of it that is meant."""

    field: str
    wrong: Wrong
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question of the call's own; its field is `question-<id>`."""

    id: int
    kind: str = "line"
    options: frozenset[str] = frozenset()
    is_required: bool = False

    @property
    def field(self) -> str:
        return f"question-{self.id}"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What a call leaves to choose from. Where it offers nothing, there is nothing to choose."""

    tracks: frozenset[int] = frozenset()
    formats: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    questions: tuple[Asked, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Content:
    title: str = ""
    abstract: str = ""
    description: str = ""
    notes: str = ""
    track: int | None = None
    format: str = ""
    language: str = ""
    level: str = ""
    co_speakers: str = ""
    equipment: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)


def addresses_in(text: str) -> list[str]:
    """E-mail addresses between commas, semicolons or line ends, each once; what is none of them as well."""
    parts = (part.strip() for part in re.split(r"[,;\n]", text))
    return list({part.casefold(): part for part in parts if part}.values())


def is_address(text: str) -> bool:
    return _ADDRESS.fullmatch(text) is not None


def find_problems(content: Content, offer: Offer, *, submitting: bool) -> list[Problem]:
    """Everything that stands against keeping `content`, or with `submitting` against handing it in.

    A draft may be as unfinished as it likes, but holds nothing that is too long or that the call does not offer.
    """
    problems = []
    if submitting:
        needed = ("title", "abstract")
        problems += [Problem(name, Wrong.MISSING) for name in needed if not getattr(content, name).strip()]
    problems += [
        Problem(name, Wrong.TOO_LONG, str(most))
        for name, most in LONGEST.items()
        if len(getattr(content, name)) > most
    ]
    if content.track is not None and content.track not in offer.tracks:
        problems.append(Problem("track", Wrong.UNKNOWN))
    for name, offered in (("format", offer.formats), ("language", offer.languages), ("level", offer.levels)):
        if (chosen := getattr(content, name)) and chosen not in offered:
            problems.append(Problem(name, Wrong.UNKNOWN, chosen))
    named = addresses_in(content.co_speakers)
    problems += [Problem("co_speakers", Wrong.NO_ADDRESS, part) for part in named if not is_address(part)]
    if len(named) > MOST_CO_SPEAKERS:
        problems.append(Problem("co_speakers", Wrong.TOO_MANY, str(MOST_CO_SPEAKERS)))
    return problems + list(_answers(content.answers, offer.questions, submitting=submitting))


def is_empty(answer: Any) -> bool:
    """A no is an answer."""
    return answer is None or answer in ("", [])


def _answers(given: Mapping[str, Any], questions: Iterable[Asked], *, submitting: bool) -> Iterable[Problem]:
    """One problem a question at most. Answers to what is not asked are nobody's concern here: they are not kept."""
    for question in questions:
        said = given.get(str(question.id))
        if is_empty(said) or (said is False and question.kind == "agree"):
            if submitting and question.is_required:
                yield Problem(question.field, Wrong.MISSING)
        elif question.kind in {"yes", "agree"}:
            if not isinstance(said, bool):
                yield Problem(question.field, Wrong.UNKNOWN, str(said))
        elif question.kind in {"choice", "several"}:
            chosen = said if question.kind == "several" and isinstance(said, list) else [said]
            if unknown := [str(one) for one in chosen if one not in question.options]:
                yield Problem(question.field, Wrong.UNKNOWN, unknown[0])
        elif not isinstance(said, str):
            yield Problem(question.field, Wrong.UNKNOWN, str(said))
        elif len(said) > LONGEST_ANSWER:
            yield Problem(question.field, Wrong.TOO_LONG, str(LONGEST_ANSWER))
