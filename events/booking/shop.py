"""What somebody can book at an event at this instant, and what it costs them: read for the form and its page."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Model, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from events.booking.actions import code as codes
from events.booking.actions import seats
from events.booking.actions.order import is_member, ticket_types_of
from events.booking.models import Code, Question, Quota, Terms, TicketType, kinds_of
from events.booking.rules.questions import Ask
from events.models import Event
from people.models import Person

SIDES = (Event.Attendance.IN_PERSON, Event.Attendance.ONLINE)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One ticket type on the counter. `state`: sold, waits, early, over or members; only the first two can be had."""

    kind: TicketType
    cents: int
    usual_cents: int
    until: dt.datetime | None
    """When this price ends."""
    state: str
    left: int | None = None
    """Places left, where there are few."""

    @property
    def can_be_had(self) -> bool:
        return self.state in {"sold", "waits"}

    @property
    def is_reduced(self) -> bool:
        return self.cents < self.usual_cents


FEW = 10


class Shop:
    """`code` is one that was found good; `code_error` says why what was typed is not."""

    def __init__(
        self,
        event: Event,
        *,
        now: dt.datetime,
        person: Person | None = None,
        words: str = "",
        email: str = "",
        finds_own: bool = False,
    ) -> None:
        self.event, self.now, self.person = event, now, person
        self.code: Code | None = None
        self.code_error = ""
        if words.strip():
            self._find_code(words, email)
        elif finds_own and person is not None and self.has_types:
            self.code = self._own_code(person)

    def _own_code(self, person: Person) -> Code | None:
        """The best of those that somebody has for a reason: nobody need know that they have one."""
        left = Q(most_uses=None) | Q(uses__lt=F("most_uses"))
        mine = Code.objects.valid(self.now).filter(left, event=self.event, person=person)
        return mine.prefetch_related("ticket_types").order_by("-percent", "pk").first()

    def _find_code(self, words: str, email: str) -> None:
        code = codes.find(self.event, words)
        # Whose address it is for is looked at once there is an address.
        somebody = email or f"x@{code.email_domain if code else ''}"
        if code is None or not code.is_valid_for(somebody, self.now):
            self.code_error = _("There is no such code for you.")
        elif code.most_uses is not None and code.uses >= code.most_uses:
            self.code_error = _("The code is used up.")
        else:
            self.code = code

    @cached_property
    def terms(self) -> Terms:
        return Terms.of(self.event) if Terms in self._kinds else Terms(event=self.event)

    @cached_property
    def _kinds(self) -> frozenset[type[Model]]:
        return kinds_of(self.event.pk, TicketType, Question, Terms)

    @cached_property
    def _all_types(self) -> list[TicketType]:
        return ticket_types_of(self.event) if TicketType in self._kinds else []

    @cached_property
    def _types(self) -> list[TicketType]:
        return [
            row
            for row in self._all_types
            if not row.is_withdrawn and (not row.is_hidden or self._is_opened(row))
        ]

    @cached_property
    def has_types(self) -> bool:
        """Whether this event sells tickets at all, be they hidden."""
        return any(not row.is_addon for row in self._all_types)

    @cached_property
    def choices(self) -> list[Choice]:
        return [self._choice(kind) for kind in self._types if not kind.is_addon]

    @cached_property
    def additions(self) -> list[Choice]:
        found = [self._choice(kind) for kind in self._types if kind.is_addon]
        return [choice for choice in found if choice.state not in {"early", "over"}]

    @property
    def waits(self) -> bool:
        """Whether whoever books now stands in line, whatever they choose."""
        if not self.has_types:
            return self.event.seats_word(self.now) == "waiting"
        to_have = [choice for choice in self.choices if choice.can_be_had]
        return bool(to_have) and all(choice.state == "waits" for choice in to_have)

    @property
    def most(self) -> int:
        return max((c.kind.most_an_order for c in self.choices if c.can_be_had), default=1)

    @property
    def costs(self) -> bool:
        return any(choice.cents for choice in (*self.choices, *self.additions))

    @property
    def price_of(self) -> dict[int, int]:
        return {choice.kind.pk: choice.cents for choice in (*self.choices, *self.additions)}

    @cached_property
    def questions(self) -> Sequence[Question]:
        if Question not in self._kinds:
            return []
        return list(self.event.questions.filter(is_withdrawn=False).prefetch_related("ticket_types"))

    @property
    def asks(self) -> list[Ask]:
        return asks_of(self.questions)

    @cached_property
    def open_types(self) -> list[int]:
        """Types of a hybrid event that leave it to the attendee where they come."""
        if self.event.attendance != Event.Attendance.HYBRID:
            return []
        return [choice.kind.pk for choice in self.choices if not choice.kind.attendance]

    @property
    def asks_where(self) -> bool:
        hybrid = self.event.attendance == Event.Attendance.HYBRID
        return hybrid and (bool(self.open_types) or not self.has_types)

    @cached_property
    def _quotas(self) -> dict[int, Quota]:
        return {row.pk: row for row in Quota.objects.filter(event=self.event)}

    @cached_property
    def _quota_rules(self) -> seats.Quotas:
        return seats.quotas_of(self.event.pk) if self._quotas else {}

    @cached_property
    def _is_member(self) -> bool:
        return is_member(self.event, self.person, self.now)

    def _is_opened(self, kind: TicketType) -> bool:
        return self.code is not None and self.code.opens(kind)

    def _choice(self, kind: TicketType) -> Choice:
        windows = [row.window for row in kind.price_windows.all()]
        reduction = None
        if self.code and self.code.covers(kind):
            reduction = self.code.reduction(self.terms.currency)
        full = kind.costs(self.now)
        ends = [w.closes_at for w in windows if w.is_open(self.now) and w.cents == full and w.closes_at]
        left = self._left(kind)
        if kind.sells_from and kind.sells_from > self.now:
            state = "early"
        elif not kind.is_on_sale(self.now):
            state = "over"
        elif kind.for_members and not self._is_member:
            state = "members"
        else:
            state = "waits" if left == 0 else "sold"
        return Choice(
            kind=kind,
            cents=kind.costs(self.now, reduction),
            usual_cents=max(full, kind.price_cents),
            until=min(ends, default=None) if full < kind.price_cents else None,
            state=state,
            left=left if left is not None and left <= FEW else None,
        )

    def _left(self, kind: TicketType) -> int | None:
        """Places of this type that can be had at once; 0 where a line stands; None for no limit."""
        sides = SIDES if kind.pk in self._sided and not kind.is_addon else (kind.attendance,)
        return most_of([self._left_at(kind, side) for side in sides])

    @cached_property
    def _sided(self) -> set[int]:
        hybrid = self.event.attendance == Event.Attendance.HYBRID
        return {kind.pk for kind in self._types if hybrid and not kind.attendance}

    def _left_at(self, kind: TicketType, side: str) -> int | None:
        needed = seats.needs(self.event.pk, kind.pk, side, kind.is_addon, self._quota_rules)
        rows = [self.event if what == "event" else self._quotas[pk] for what, pk in needed]
        if any(row.waiting for row in rows):
            return 0
        return min((row.free for row in rows if row.free is not None), default=None)


def most_of(places: list[int | None]) -> int | None:
    return None if None in places else max(place for place in places if place is not None)


def asks_of(questions: Sequence[Question]) -> list[Ask]:
    return [
        Ask(
            id=row.pk,
            ticket_types=frozenset(kind.pk for kind in row.ticket_types.all()),
            after=row.shown_if_id,
            answer=row.shown_if_answer,
        )
        for row in questions
    ]
