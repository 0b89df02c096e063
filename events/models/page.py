from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core.blocks import BODY_BLOCKS
from core.models import FactsPage


class SummitPage(FactsPage):
    """The words of a summit; keynotes, sponsors and the schedule come from its facts."""

    # Not one to one: Wagtail's copy, alias and translation of a page would fail on it.
    event = models.ForeignKey(
        "events.Event",
        on_delete=models.PROTECT,
        related_name="summit_pages",
        limit_choices_to={"kind": "summit"},
    )
    body = StreamField(BODY_BLOCKS, blank=True, verbose_name=_("text"))

    facts_field = "event"
    content_panels = [*FactsPage.content_panels, FieldPanel("event"), FieldPanel("body")]
    search_fields = [*FactsPage.search_fields, index.SearchField("body")]


class MeetupPage(FactsPage):
    """The words of a meetup."""

    event = models.ForeignKey(
        "events.Event",
        on_delete=models.PROTECT,
        related_name="meetup_pages",
        limit_choices_to={"kind": "meetup"},
    )
    body = StreamField(BODY_BLOCKS, blank=True, verbose_name=_("text"))

    facts_field = "event"
    content_panels = [*FactsPage.content_panels, FieldPanel("event"), FieldPanel("body")]
    search_fields = [*FactsPage.search_fields, index.SearchField("body")]
