"""Every row that a public page reads is among what its answer `shows`: saving it drops the answer that was kept.

A list by hand of what each page shows is forgotten with the next column that a template writes out. Here each page is
built over an event with everything; the rows that came out of the database for it are saved, one by one, and what that
touches must meet what the page said.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from wagtail.models import Locale

from core import answers
from core.models import CoreImage
from events.booking.models import PriceWindow, Quota, Terms, TicketType
from home.models import ArticleIndexPage, ArticlePage
from people.models import Standing
from tests.factories.elections import make_election
from tests.factories.events import make_crew, make_event, make_venue
from tests.factories.groups import make_membership
from tests.factories.whole import make_whole_event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("indexed")]

NEVER_CHANGES = (ContentType, Locale)
TOUCHED_BY_THEIR_ACTIONS = (TicketType, PriceWindow, Quota, Terms)
"""Written in the midst of a sale, where most saves change nothing that a page shows: their actions touch the event."""


SITE = """
    / /events/ /events/calendar/?month={month} /groups/ /groups.geojson /speakers/ /organisations/ /stories/ /news/
    /news/article/ /news/feed.atom /code-of-conduct/ /active-users/ /calendar.ics /calendar/ /events/feed.atom
    /embed/events/ /near.json /sitemap.xml /search/?q=moot /search/?q=talk /search/?q=ash /api/v1/events /api/v1/groups
    /api/v1/people /api/v1/organisations /api/v1/sessions /api/v1/speakers /elections/
    /elections/keepers/
"""
SUMMIT = """
    schedule/ schedule/changelog/ speakers/ calendar.ics schedule.ics schedule.xml schedule.json feed.atom schedule.atom
"""


def addresses(event, meetup) -> list[str]:
    summit, group, ada = event.get_absolute_url(), event.group.get_absolute_url(), event.crew.get().person
    profile, organisation = ada.get_absolute_url(), ada.organisation.get_absolute_url()
    return [
        *SITE.format(month=f"{event.local_start:%Y-%m}").split(),
        *(summit + below for below in ("", *SUMMIT.split())),
        *(meetup.get_absolute_url() + below for below in ("", "calendar.ics", "feed.atom")),
        *(group + below for below in ("", "calendar.ics", "feed.atom")),
        event.parts.get().get_absolute_url(),
        event.sessions.get().get_absolute_url(),
        f"{summit}speakers/{ada.slug}/",
        f"/embed{summit}schedule/",
        profile,
        organisation,
        *(f"/api/v1{path.rstrip('/')}" for path in (summit, group, profile, organisation)),
        f"/api/v1/sessions?event={event.slug}",
        f"/api/v1{summit}sessions/{event.sessions.get().code}",
        f"/api/v1/speakers/{ada.slug}",
    ]


@contextmanager
def rows_read(monkeypatch) -> Iterator[dict[str, models.Model]]:
    """By name, each row that is made out of the database meanwhile."""
    rows: dict[str, models.Model] = {}
    made = models.Model.from_db.__func__

    def from_db(cls, db, names, values):
        row = made(cls, db, names, values)
        rows[answers.name_of(row)] = row
        return row

    with monkeypatch.context() as patch:
        patch.setattr(models.Model, "from_db", classmethod(from_db))
        yield rows


def touched_by(row: models.Model, monkeypatch) -> set[str]:
    """What saving the row touches; the row itself stays as it is."""
    touched: set[str] = set()
    with monkeypatch.context() as patch, transaction.atomic():
        patch.setattr(answers, "touch", lambda *things: touched.update(map(answers.name_of, things)))
        type(row).objects.get(pk=row.pk).save()
        transaction.set_rollback(True)
    return touched


def test_every_row_that_a_public_page_reads_drops_it(client, monkeypatch):
    event = make_whole_event()
    CoreImage.objects.all().delete()  # drawing them small takes longer than all the pages
    event.refresh_from_db()
    ada = event.crew.get().person
    make_membership(event.group, ada, "organizer")
    meetup = make_event("Moot at the pub", group=event.group, venue=make_venue("Pub"))
    make_crew(meetup, ada)
    article = ArticlePage(title="Article", slug="article", published_on=dt.date(2026, 1, 1), author=ada)
    ArticleIndexPage.objects.get().add_child(instance=article)
    make_election("Keepers")
    Standing.objects.create(person=ada, kind="official", starts_on=dt.date(2020, 1, 1), because="Asked to.")
    touched: dict[str, set[str]] = {}
    silent = []
    for address in addresses(event, meetup):
        with rows_read(monkeypatch) as rows:
            answer = client.get(address)
        assert answer.status_code == 200, address
        said = answer.wsgi_request.__dict__["_answer_shows"]
        for name, row in rows.items():
            if isinstance(row, NEVER_CHANGES + TOUCHED_BY_THEIR_ACTIONS):
                continue
            if name not in touched:
                touched[name] = touched_by(row, monkeypatch)
            if not touched[name] & said:
                silent.append(f"{address} reads {name} ({row}); saving that touches {sorted(touched[name])}")
    assert not silent, "\n".join(silent)
