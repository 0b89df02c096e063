from django.db import models
from wagtail.admin.panels import FieldPanel

from core.models import BasePage, FactsPage


class SummitPage(FactsPage):
    """The words of a summit; keynotes, sponsors and the schedule come from its facts."""

    # Not one to one: Wagtail's copy, alias and translation of a page would fail on it.
    event = models.ForeignKey(
        "events.Event",
        on_delete=models.PROTECT,
        related_name="summit_pages",
        limit_choices_to={"kind": "summit"},
    )

    facts_field = "event"
    content_panels = [*BasePage.content_panels, FieldPanel("event"), FieldPanel("body")]


class MeetupPage(FactsPage):
    """The words of a meetup."""

    event = models.ForeignKey(
        "events.Event",
        on_delete=models.PROTECT,
        related_name="meetup_pages",
        limit_choices_to={"kind": "meetup"},
    )

    facts_field = "event"
    content_panels = [*BasePage.content_panels, FieldPanel("event"), FieldPanel("body")]
