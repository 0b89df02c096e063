"""What holds of a shop at every moment, whatever was done in it."""

import datetime as dt
from collections import Counter

from hypothesis.stateful import RuleBasedStateMachine, invariant

from events.booking.actions import payment as payments
from events.booking.actions import seats
from events.booking.models import Attention, Code, Payment, Quota, Registration, Transfer
from events.booking.rules.line import fits
from events.models import Event

Status = Registration.Status


class AlwaysHolds(RuleBasedStateMachine):
    """The rules of who sells and who buys are the machine's that is made of it."""

    event: Event
    now: dt.datetime

    def __init__(self) -> None:
        super().__init__()
        self.line: list[tuple[int, frozenset]] = []
        self.keys: dict[int, str] = {}
        self.heirs: dict[int, str] = {}
        self.at_door: set[int] = set()
        self.stays: dict[int, int] = {}
        """What was paid for a seat and stays, its owner having left with no promise of it."""

    @invariant()
    def counters_say_what_the_rows_say(self) -> None:
        if not hasattr(self, "event"):
            return
        self.event = Event.objects.get(pk=self.event.pk)
        quotas = seats.quotas_of(self.event.pk)
        rows = Registration.objects.filter(event=self.event)
        taken, waiting = seats.count(rows.seated(), quotas), seats.count(rows.in_line(), quotas)
        for counter, row in self.counters().items():
            assert (row.taken, row.waiting) == (taken[counter], waiting[counter]), counter
            assert row.capacity is None or row.taken <= row.capacity

    @invariant()
    def nobody_waits_for_what_is_free(self) -> None:
        if not hasattr(self, "event"):
            return
        quotas = seats.quotas_of(self.event.pk)
        free = {counter: row.free for counter, row in self.counters().items()}
        # The order in which they came, asked of nobody who serves the line.
        waiting = Registration.objects.filter(event=self.event, status=Status.WAITING)
        line = waiting.exclude(holder__status="waiting").order_by("waiting_since", "pk")
        needs = [
            (row.pk, seats.needs(row.event_id, row.ticket_type_id, row.attendance, row.is_addition, quotas))
            for row in line
        ]
        for pk, needed in needs:
            assert not fits(needed, free), f"{pk} waits for what is free"
        still = {pk for pk, _ in needs}
        up = {row.pk for row in Registration.objects.filter(pk__in=[pk for pk, _ in self.line]).seated()}
        for place, (pk, needed) in enumerate(self.line):
            if pk in up:
                passed = [other for other, same in self.line[:place] if same == needed and other in still]
                assert not passed, f"{pk} came up before {passed}"
        self.line = needs

    @invariant()
    def money_is_right_to_the_cent(self) -> None:
        if not hasattr(self, "event"):
            return
        keys = Attention.objects.filter(kind="refund-unclear").values_list("key", flat=True)
        unclear = {int(key.rpartition(":")[2]) for key in keys}
        kept: Counter[int] = Counter()
        accounted: Counter[int] = Counter()
        for payment in Payment.objects.prefetch_related("refunds"):
            refunds = payment.refunds.all()
            back = sum(refund.amount_cents for refund in refunds if refund.status != "failed")
            assert payment.refunded_cents == back <= payment.amount_cents
            kept[payment.order_id] += payments.kept_cents([payment])
            for refund in refunds:
                by_hand, has_failed = refund.key.startswith("hand:"), refund.status == "failed"
                # What is to go back stays where that failed; what a treasurer sent by hand went beside all that.
                if by_hand != has_failed:
                    accounted[payment.order_id] += refund.amount_cents * (1 if has_failed else -1)
        for row in Registration.objects.select_related("payment", "order"):
            is_paid = row.payment is not None and row.payment.status == "paid"
            if is_paid:
                # It pays for who sits, for who left with no promise of it, and for whom a treasurer decides.
                counts = row.takes_seat or row.pk in unclear
                accounted[row.order_id] += row.price_cents if counts else self.stays.get(row.pk, 0)
            if row.order.pays_by == "door":
                self.at_door.add(row.order_id)  # their seat is theirs, however they pay later
            by_card = row.price_cents and row.order_id not in self.at_door
            assert is_paid or not by_card or row.status != Status.CONFIRMED, "a seat for nothing"
        for order in {*kept, *accounted}:
            assert kept[order] == accounted[order]

    @invariant()
    def what_is_booked_beside_a_ticket_stands_with_it(self) -> None:
        beside = Registration.objects.exclude(holder=None)
        assert not beside.standing().exclude(holder__status__in=Registration.STANDING).exists()
        assert not beside.seated().exclude(holder__status__in=Registration.SEATED).exists()

    @invariant()
    def codes_are_used_as_often_as_they_say(self) -> None:
        if not hasattr(self, "event"):
            return
        used = Counter(
            Registration.objects.standing().filter(uses_code=True).values_list("order__code", flat=True)
        )
        for code in Code.objects.filter(event=self.event):
            assert code.uses == used[code.pk] <= (code.most_uses or code.uses)

    @invariant()
    def a_seat_is_whose_it_was_last_given_to(self) -> None:
        if not hasattr(self, "event"):
            return
        for row in Registration.objects.filter(pk__in=self.keys):
            assert (row.secret, row.email, row.is_own) == (self.keys[row.pk], self.heirs[row.pk], False)
            # What was booked beside it goes along.
            assert {beside.name for beside in row.additions.all()} <= {row.name}
        open_links = Counter(
            Transfer.objects.filter(accepted_at=None, withdrawn_at=None).values_list("registration")
        )
        assert set(open_links.values()) <= {1}

    def counters(self):
        found = {("event", self.event.pk): self.event}
        return found | {("quota", row.pk): row for row in Quota.objects.filter(event=self.event)}
