"""What the pages of words ask for in their templates."""

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.models import Page

from core.share import Share
from home.models import ArticlePage
from home.paths import path_of
from home.share import article_share as share_of_article

register = template.Library()


@register.simple_tag
def page_path(page: Page) -> str:
    """A page's address without a question to the database, where it was fetched with its locale."""
    return path_of(page)


@register.simple_tag
def article_share(page: ArticlePage) -> Share:
    return share_of_article(page)


@register.simple_tag
def page_alternates(page: Page | None) -> SafeString | str:
    """The page's own address for search engines, and those of its translations."""
    if page is None or not page.pk:
        return ""
    others = page.get_translations(inclusive=True).live().public().select_related("locale")
    links = format_html_join(
        "",
        '<link rel="alternate" hreflang="{}" href="{}{}">',
        ((other.locale.language_code, settings.SITE_URL, path_of(other)) for other in others),
    )
    return format_html('<link rel="canonical" href="{}{}">{}', settings.SITE_URL, path_of(page), links)
