from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.models import BasePage, PicturePage
from core.pagination import page_of

STORIES_A_PAGE = 24


class StoryIndexPage(BasePage):
    """All stories, newest first."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["stories.StoryPage"]
    template = "stories/index.html"

    def get_context(self, request, *args, **kwargs):
        stories = StoryPage.objects.child_of(self).live().public().prefetch_related("image__renditions")
        stories = stories.select_related("organisation", "locale", "image").order_by(
            F("told_on").desc(nulls_last=True), "title", "pk"
        )
        page = page_of(request, stories, STORIES_A_PAGE)
        return {**super().get_context(request, *args, **kwargs), "stories": page}


class StoryPage(PicturePage):
    """What an organisation or a person does with the platform, told by themselves."""

    organisation = models.ForeignKey(
        "people.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="stories",
        verbose_name=_("organisation"),
    )
    told_on = models.DateField(_("told on"), null=True, blank=True)
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
    parent_page_types = ["stories.StoryIndexPage"]
    subpage_types: list[str] = []
    template = "stories/story.html"

    def shown(self) -> list:
        return [self.organisation] if self.organisation else []
