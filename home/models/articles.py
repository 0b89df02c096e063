from django.core.paginator import Paginator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core.blocks import BODY_BLOCKS
from core.models import BasePage

ARTICLES_A_PAGE = 20


class ArticleIndexPage(BasePage):
    """News, newest first."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.ArticlePage"]
    template = "home/articles.html"

    def get_context(self, request, *args, **kwargs):
        articles = ArticlePage.objects.child_of(self).live().select_related("author").order_by("-published_on", "-pk")
        page = Paginator(articles, ARTICLES_A_PAGE).get_page(request.GET.get("page"))
        return {**super().get_context(request, *args, **kwargs), "articles": page}


class ArticlePage(BasePage):
    published_on = models.DateField(_("published on"))
    author = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="articles", verbose_name=_("author")
    )
    body = StreamField(BODY_BLOCKS, blank=True, verbose_name=_("text"))

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("published_on"),
        FieldPanel("author"),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    parent_page_types = ["home.ArticleIndexPage"]
    subpage_types: list[str] = []
    template = "home/article.html"

    def shown(self) -> list:
        return [self.author] if self.author else []
