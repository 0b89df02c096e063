from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core.blocks import BODY_BLOCKS
from core.models import BasePage
from home.front import front_page


class HomePage(BasePage):
    """The front door. What stands on it besides its words comes from the facts."""

    body = StreamField(BODY_BLOCKS, blank=True, verbose_name=_("text"))

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    parent_page_types = ["wagtailcore.Page"]
    template = "home/home.html"

    def shown(self) -> list:
        return ["events", "groups", "people", "calls", "venues", "site"]

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), **front_page()}


class StandardPage(BasePage):
    """A page of words: about us, the code of conduct."""

    body = StreamField(BODY_BLOCKS, blank=True, verbose_name=_("text"))

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    template = "home/standard.html"
