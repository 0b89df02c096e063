from typing import Any

from django.db import models
from django.shortcuts import redirect
from django.urls import resolve
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from core import answers
from core.blocks import BODY_BLOCKS


class BasePage(Page):
    """What every page of ours has. Abstract, and pages only show: no writes, no POST."""

    summary = models.CharField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences for lists, search and sharing."),
    )

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.AutocompleteField("title")]

    class Meta:
        abstract = True

    def shown(self) -> list:
        """What this page shows besides itself: things or names for `core.answers.shows`."""
        return []

    def serve(self, request, *args, **kwargs):
        answers.shows(request, self, "pages", *self.shown())
        return super().serve(request, *args, **kwargs)


class TextPage(BasePage):
    """A page with a text."""

    body = StreamField(BODY_BLOCKS, blank=True, verbose_name=_("text"))

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        abstract = True


class PicturePage(TextPage):
    """A page with a text and a picture that stands for it in lists."""

    image = models.ForeignKey(
        "core.CoreImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )

    class Meta:
        abstract = True


class FactsPage(TextPage):
    """Words about a row that has an address of its own: the row's view shows the page there.

    In the tree such pages lie below a SectionPage; their own address redirects to the row's.
    """

    facts_field: str
    parent_page_types = ["core.SectionPage"]
    subpage_types: list[str] = []

    class Meta:
        abstract = True

    @property
    def facts(self) -> Any:
        return getattr(self, self.facts_field)

    def get_url_parts(self, request=None):
        parts = super().get_url_parts(request)
        return parts and (parts[0], parts[1], self.facts.get_absolute_url())

    def serve(self, request, *args, **kwargs):
        return redirect(self.facts.get_absolute_url(), permanent=True)

    def serve_preview(self, request, mode_name):
        """The editor's preview is the row's own view with these words in it."""
        view = resolve(self.facts.get_absolute_url())
        request.preview_words = self
        return view.func(request, *view.args, **view.kwargs)


class SectionPage(BasePage):
    """A place in the tree under which words of one kind are kept; its address shows the list of their facts."""

    list_url = models.CharField(_("address of the list"), max_length=200, help_text=_("Like /events/"))

    content_panels = [*BasePage.content_panels, FieldPanel("list_url")]
    max_count_per_parent = 10

    def get_url_parts(self, request=None):
        parts = super().get_url_parts(request)
        return parts and (parts[0], parts[1], self.list_url)

    def serve(self, request, *args, **kwargs):
        return redirect(self.list_url)
