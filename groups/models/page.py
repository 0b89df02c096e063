from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core.blocks import BODY_BLOCKS
from core.models import FactsPage


class GroupPage(FactsPage):
    """The words of a group."""

    # Not one to one: Wagtail's copy, alias and translation of a page would fail on it.
    group = models.ForeignKey("groups.UserGroup", on_delete=models.PROTECT, related_name="pages")
    body = StreamField(BODY_BLOCKS, blank=True, verbose_name=_("text"))

    facts_field = "group"
    content_panels = [*FactsPage.content_panels, FieldPanel("group"), FieldPanel("body")]
    search_fields = [*FactsPage.search_fields, index.SearchField("body")]
