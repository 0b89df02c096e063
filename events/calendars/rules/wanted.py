"""What somebody wants in a calendar of their own."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from events.rules import question
from events.rules.question import Question

KINDS = ("events", "deadlines", "stars", "sign_ups", "speaking", "registrations")
OWN = KINDS[2:]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """`question` says which events are meant by `events` and `deadlines`; the other kinds are the owner's own."""

    kinds: frozenset[str] = frozenset()
    question: Question = field(default_factory=Question)


def wanted(told: object) -> Wanted:
    """What is true in `told`, as it stands in the row. Anything else in it is passed over."""
    if not isinstance(told, dict):
        return Wanted()
    kinds = frozenset(kind for kind in KINDS if told.get(kind) is True)
    return Wanted(kinds=kinds, question=question.remembered(told.get("question")))


def told(kinds: Iterable[str], asked: Question) -> dict[str, Any]:
    chosen = set(kinds)
    return {**{kind: kind in chosen for kind in KINDS}, "question": question.told(asked)}
