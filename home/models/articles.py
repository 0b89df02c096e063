import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.clock import now
from core.models import BasePage, Community, PicturePage
from core.pagination import page_of
from core.wall_time import in_zone
from home.paths import path_of

ARTICLES_A_PAGE = 20


class ArticleIndexPage(BasePage):
    """News, newest first."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.ArticlePage"]
    template = "home/articles.html"

    def shown(self) -> list:
        return ["people"]

    def get_context(self, request, *args, **kwargs):
        articles = ArticlePage.objects.child_of(self).live().public().select_related("author", "locale")
        articles = articles.order_by("-published_on", "-pk")
        page = page_of(request, articles, ARTICLES_A_PAGE)
        return {**super().get_context(request, *args, **kwargs), "articles": page}


def today() -> dt.date:
    return in_zone(now(), Community.current().timezone).date()


class ArticlePage(PicturePage):
    """One piece of news."""

    published_on = models.DateField(_("published on"), default=today)
    author = models.ForeignKey(
        "people.Person",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="articles",
        verbose_name=_("author"),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("published_on"),
        FieldPanel("author"),
        FieldPanel("image"),
        FieldPanel("body"),
    ]
    parent_page_types = ["home.ArticleIndexPage"]
    subpage_types: list[str] = []
    template = "home/article.html"

    def shown(self) -> list:
        return [self.author] if self.author else []

    def get_context(self, request, *args, **kwargs):
        index = self.get_parent()
        return {
            **super().get_context(request, *args, **kwargs),
            "index_title": index.title,
            "index_path": path_of(index),
            "json_ld_data": {
                "@context": "https://schema.org",
                "@type": "NewsArticle",
                "headline": self.title,
                "description": self.summary,
                "datePublished": self.published_on.isoformat(),
                "url": f"{settings.SITE_URL}{path_of(self)}",
                **({"author": {"@type": "Person", "name": self.author.name}} if self.author else {}),
            },
        }
