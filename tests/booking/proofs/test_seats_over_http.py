"""Many more people than seats come at once, over HTTP, the whole way of a guest: form, mailed link, button, ticket."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from bench import servers
from core import outbox
from core.clock import now
from events.booking.models import Registration
from events.models import Event
from tests.booking.proofs import sabotage as careless
from tests.booking.proofs.visitors import Attempt, Browser, InProcess, OverTheWire, at_once, confirm, register
from tests.factories.events import make_event

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = re.compile(r"You are number (\d+)\.")


@contextmanager
def two_processes(application: str, folder: Path) -> Iterator[int]:
    """The port of a production site with two server processes upon the database of this test."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{told['NAME']}"
    else:
        password = f":{told['PASSWORD']}" if told["PASSWORD"] else ""
        url = f"postgres://{told['USER']}{password}@{told['HOST']}:{told['PORT']}/{told['NAME']}"
    production = {
        **servers.environment(folder, url),
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "STATIC_ROOT": str(folder / "static"),
    }
    with override_settings(
        STATIC_ROOT=folder / "static",
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
        },
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
    with servers.server(application, production) as port:
        yield port


def come(event: Event, attempts: int, clients: int, browser: Callable[[], Browser]) -> list[Attempt]:
    """All register; then their mails are written; then all follow the link, in another order."""
    guests = [Attempt(n) for n in range(1, attempts + 1)]
    path = f"{event.get_absolute_url()}register/"

    wrong = at_once(guests, lambda b, guest: register(b, guest, path), browser, clients)

    # Before anything else: as many answers as there were attempts.
    assert wrong == []
    assert sum(len(guest.statuses) == 2 for guest in guests) == attempts
    assert Counter(guest.statuses[-1] for guest in guests) == {302: attempts}
    sold = Registration.objects.filter(event=event).seated().count()
    assert sold == event.capacity, f"{sold} people were sold {event.capacity} seats"
    while outbox.sweep(now()):
        pass
    links = {m.to[0]: re.search(r"https?://[^/]+(/registrations/\w+/)", m.body)[1] for m in mail.outbox}
    assert set(links) == {guest.email for guest in guests}
    assert len(set(links.values())) == attempts
    later = random.Random(3).sample(guests, attempts)
    wrong = at_once(later, lambda b, guest: confirm(b, guest, links[guest.email]), browser, clients)
    assert wrong == []
    assert Counter(tuple(guest.statuses) for guest in guests) == {(200, 302, 200, 302, 200): attempts}
    return guests


def sold_once(event: Event, guests: list[Attempt]) -> None:
    seats = event.capacity or 0
    waiting = len(guests) - seats
    rows = Registration.objects.filter(event=event)
    assert rows.confirmed().count() == seats
    assert rows.in_line().count() == rows.count() - seats == waiting
    event.refresh_from_db()
    assert (event.taken, event.waiting) == (seats, waiting)
    # What each of them was told: a ticket, or a number in a line without a gap.
    place = {guest.guest: int(found[1]) if (found := NUMBER.search(guest.said)) else 0 for guest in guests}
    assert Counter(place.values()) == {0: seats, **dict.fromkeys(range(1, waiting + 1), 1)}
    assert sum("Your ticket" in guest.said for guest in guests) == seats
    emails = list(rows.in_line().values_list("email", flat=True))
    assert emails == [
        guest.email for guest in sorted(guests, key=lambda g: place[g.guest]) if place[guest.guest]
    ]
    # Nobody stands before somebody who had been answered when they asked.
    latest = 0.0
    for guest in sorted(guests, key=lambda g: (place[g.guest] or 0, g.sent_at)):
        if place[guest.guest]:
            assert guest.answered_at > latest, f"{guest.email} was passed over"
        latest = max(latest, guest.sent_at)


@pytest.mark.usefixtures("nobody_wakes")
def test_a_dozen_guests_for_four_seats() -> None:
    event = make_event(capacity=4)

    guests = come(event, 12, 4, InProcess)

    sold_once(event, guests)


@pytest.mark.heavy(sabotage=["condition"], databases=["postgresql", "sqlite"])
def test_two_thousand_guests_for_five_hundred_seats(sabotage: str | None, tmp_path: Path) -> None:
    event = make_event(capacity=500)
    application = f"{careless.__package__}.careless" if sabotage else "config.wsgi"

    with two_processes(f"{application}:application", tmp_path) as port:
        guests = come(event, 2000, 64, partial(OverTheWire, port))

    sold_once(event, guests)
