"""Which questions somebody is asked: those of their ticket and of what they book beside it, and those that follow from
what they answered."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

YES, NO = frozenset({"yes", "true", "1"}), frozenset({"no", "false", "0"})


@dataclass(frozen=True, kw_only=True)
class Ask:
    """`ticket_types`: only with one of those, tickets or additions; empty for all. `after`: only if that question was
    answered with `answer`, with anything where that is empty."""

    id: int
    ticket_types: frozenset[int] = frozenset()
    after: int | None = None
    answer: str = ""


def follows(given: Any, wanted: str) -> bool:
    """Whether an answer (a string, a list of them, a bool; None for none) is the one after which more is asked."""
    if not wanted:
        return bool(given)
    if isinstance(given, list | tuple):
        return wanted in given
    if isinstance(given, bool):
        return wanted.strip().lower() in (YES if given else NO)
    return str(given) == wanted


def asked(questions: Iterable[Ask], booked: Collection[int], answers: Mapping[int, Any]) -> set[int]:
    """The ids of those that are asked of somebody with these tickets and additions `booked`. What follows from a
    question that is not asked is not asked either."""
    known = {question.id: question for question in questions}

    def is_asked(question: Ask, above: frozenset[int] = frozenset()) -> bool:
        if question.ticket_types and question.ticket_types.isdisjoint(booked):
            return False
        if question.after is None:
            return True
        before = known.get(question.after)
        return (
            before is not None
            and before.id not in above
            and is_asked(before, above | {question.id})
            and follows(answers.get(before.id), question.answer)
        )

    return {question.id for question in known.values() if is_asked(question)}
