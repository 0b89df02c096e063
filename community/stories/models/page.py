from django.core.paginator import Paginator
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core.blocks import BODY_BLOCKS
from core.models import BasePage

STORIES_A_PAGE = 24


class StoryIndexPage(BasePage):
    """All stories, newest first."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["stories.StoryPage"]
    template = "stories/index.html"

    def get_context(self, request, *args, **kwargs):
        stories = StoryPage.objects.child_of(self).live().prefetch_related("image__renditions")
        stories = stories.select_related("organisation", "locale", "image").order_by(
            F("told_on").desc(nulls_last=True), "title", "pk"
        )
        page = Paginator(stories, STORIES_A_PAGE).get_page(request.GET.get("page"))
        return {**super().get_context(request, *args, **kwargs), "stories": page}


class StoryPage(BasePage):
    """What an organisation or a person does with the platform, told by themselves."""

    organisation = models.ForeignKey(
        "people.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="stories",
        verbose_name=_("organisation"),
    )
    image = models.ForeignKey(
        "core.CoreImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    told_on = models.DateField(_("told on"), null=True, blank=True)
    body = StreamField(BODY_BLOCKS, blank=True, verbose_name=_("text"))
    source = models.CharField(_("source"), max_length=200, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=300, blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("organisation"),
        FieldPanel("told_on"),
        FieldPanel("image"),
        FieldPanel("body"),
        FieldPanel("source"),
        FieldPanel("source_url"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    parent_page_types = ["stories.StoryIndexPage"]
    subpage_types: list[str] = []
    template = "stories/story.html"

    def shown(self) -> list:
        return [self.organisation] if self.organisation else []
