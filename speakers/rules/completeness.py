"""What a proposal needs before organizers are asked to read it, and what it may never hold."""

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST = {"title": 200, "abstract": 1500, "description": 10_000, "notes": 3000, "co_speakers": 500}
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
class Offer:
    """What a call leaves to choose from. Where it offers nothing, there is nothing to choose."""

    tracks: frozenset[int] = frozenset()
    formats: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()


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
    return problems
