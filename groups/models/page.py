from django.db import models
from wagtail.admin.panels import FieldPanel

from core.models import BasePage, FactsPage


class GroupPage(FactsPage):
    """The words of a group."""

    # Not one to one: Wagtail's copy, alias and translation of a page would fail on it.
    group = models.ForeignKey("groups.UserGroup", on_delete=models.PROTECT, related_name="pages")

    facts_field = "group"
    content_panels = [*BasePage.content_panels, FieldPanel("group"), FieldPanel("body")]
