"""What booking does when an event changes: serves the line, tells who is registered. And when a person does."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from core import answers, outbox
from core.clock import now as clock_now
from events.actions.event import WHEN_AND_WHERE
from events.booking.actions import active_user_codes, code, payment, quota, registration
from events.booking.models import Registration
from events.models import Event
from events.signals import event_changed, sale_changed, sponsorship_changed
from people.models import Organisation, Person, Standing


@receiver(event_changed)
def event_has_changed(
    sender: object, event: Event, before: dict[str, Any], changed: set[str], now: dt.datetime, **kwargs: Any
) -> None:
    if not before or before.get("status") == Event.Status.DRAFT:
        return  # nobody can be registered yet
    if "attendance" in changed and event.attendance == Event.Attendance.HYBRID:
        quota.give_sides(event=event, was=before["attendance"], now=now)
    if changed & {"capacity", "status"}:
        registration.serve_line(event=event, now=now)
    if "status" in changed and event.is_cancelled:
        payment.close_pages(event=event, now=now)
    if changed & WHEN_AND_WHERE:
        outbox.put(
            "booking.tell_all",
            {"event": event.pk, "sequence": event.sequence, "changed": sorted(changed & WHEN_AND_WHERE)},
            key=f"booking.tell_all:{event.pk}:{event.sequence}",
        )


@receiver(post_save, sender=Person, dispatch_uid="booking.person_changed")
def person_changed(sender: object, instance: Person, created: bool, **kwargs: object) -> None:
    """An event's page names who comes and says so to everybody: whoever goes private is gone from it at once."""
    if created:
        return
    rows = Registration.objects.confirmed().filter(person=instance, visibility=Registration.Visibility.PUBLIC)
    with transaction.atomic():
        answers.touch(*(f"events.event:{pk}" for pk in rows.values_list("event", flat=True)))


@receiver(sponsorship_changed, dispatch_uid="booking.sponsorship_changed")
def sponsorship_has_changed(
    sender: object,
    event: Event,
    organisation: Organisation,
    tickets: int,
    by: Any,
    now: dt.datetime,
    **kwargs: object,
) -> None:
    code.for_sponsor(event=event, organisation=organisation, tickets=tickets, by=by, now=now)


@receiver(sale_changed, dispatch_uid="booking.sale_changed")
def sale_has_changed(sender: object, event: Event, by: Any, now: dt.datetime, **kwargs: object) -> None:
    """Sponsors and active users have codes from the moment on in which something costs money."""
    for row in event.sponsorships.filter(tickets__gt=0).select_related("organisation"):
        code.for_sponsor(event=event, organisation=row.organisation, tickets=row.tickets, by=by, now=now)
    active_user_codes.keep(event=event, by=by, now=now)


@receiver([post_save, post_delete], sender=Standing, dispatch_uid="booking.standing_changed")
def standing_has_changed(sender: object, instance: Standing, **kwargs: object) -> None:
    """Whoever writes it: recognition, the CMS or a program. Written together with it, or not at all."""
    if kwargs.get("raw"):
        return
    with transaction.atomic():
        active_user_codes.keep_for(person=instance.person, by=None, now=clock_now())
