"""Who goes to what is to come."""

import datetime as dt
import random
from collections.abc import Mapping
from typing import Any

from django.db.models import F

from demo.load.people import Cast
from demo.load.words import Days
from events.booking.actions import order as ordering
from events.booking.actions.quota import counted
from events.booking.models import Order, Registration, TicketType
from events.models import Event
from people.models import Person


class Bookings:
    """Strangers register in bulk, and the counters of the events are set to what the rows say. The demo's accounts
    register through the action, so that their tickets are mailed once the worker runs."""

    def __init__(self, days: Days, cast: Cast) -> None:
        self.days, self.cast = days, cast
        self.draw = random.Random("bookings")  # noqa: S311  the same people every time
        self.made = 0

    def fill(self, event: Event, row: dict[str, Any], shares: Mapping[TicketType, int] | None = None) -> None:
        """`going` and `waiting` people; of them `accounts` go as well, and `accounts_waiting` stand last in line.

        `shares`: what is sold there, and how often each is had.
        """
        self.kinds = [kind for kind, share in (shares or {}).items() for _ in range(share)]
        mine = [self.cast.by_account[name] for name in row.get("accounts", ())]
        last = [self.cast.by_account[name] for name in row.get("accounts_waiting", ())]
        self.made += row.get("going", 0) + row.get("waiting", 0)
        going, waiting = row.get("going", 0) - len(mine), row.get("waiting", 0) - len(last)
        strangers = self.draw.sample(self.cast.attendees, going + waiting)
        until = min(event.starts_at, self.days.now) - dt.timedelta(days=1)
        begin = until - dt.timedelta(days=21)
        if event.is_past(self.days.now):  # nobody wants a ticket for it by mail
            strangers = [*mine, *strangers]
            going, mine = going + len(mine), []
        for person in mine:
            self.register(event, person, now=begin)
        moments = sorted(begin + (until - begin) * self.draw.random() for _ in strangers)
        rows = [
            self.registration(event, person, moment, is_waiting=place >= going)
            for place, (person, moment) in enumerate(zip(strangers, moments, strict=True))
        ]
        Order.objects.bulk_create(one.order for one in rows)
        Registration.objects.bulk_create(rows)
        Event.objects.filter(pk=event.pk).update(taken=F("taken") + going, waiting=F("waiting") + waiting)
        for quota in event.quotas.prefetch_related("ticket_types"):
            quota.taken, quota.waiting = counted(event, quota.ticket_types.all(), quota.attendance)
            quota.save()
        for person in last:
            self.register(event, person, now=until)

    def register(self, event: Event, person: Person, *, now: dt.datetime) -> None:
        guest = ordering.Guest(visibility=Registration.Visibility.PUBLIC)
        ordering.place(
            event=event,
            wish=ordering.Wish(
                name=person.name,
                email=self.cast.emails[person.pk],
                guests=(guest,),
                ticket_type=self.kinds[0].pk if self.kinds else None,
            ),
            person=person,
            by=person.user,
            now=now,
        )

    def registration(
        self, event: Event, person: Person, moment: dt.datetime, *, is_waiting: bool
    ) -> Registration:
        about = {
            "event": event,
            "name": person.name,
            "email": self.cast.emails[person.pk],
            "person": person,
            "created_at": moment,
        }
        confirmed_at = moment + dt.timedelta(minutes=3)
        shown = Registration.Visibility
        visible = self.draw.choice([shown.PUBLIC, shown.ATTENDEES]) if person.is_public else shown.ORGANIZERS
        kind = self.draw.choice(self.kinds) if self.kinds else None
        return Registration(
            ticket_type=kind,
            attendance=kind.attendance if kind else "",
            order=Order(language="en", **about),
            agreed_at=moment,
            email_confirmed_at=confirmed_at,
            visibility=visible,
            status=Registration.Status.WAITING if is_waiting else Registration.Status.CONFIRMED,
            waiting_since=confirmed_at if is_waiting else None,
            confirmed_at=None if is_waiting else confirmed_at,
            **about,
        )
