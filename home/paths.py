"""Addresses of pages without a question to the database: from the path that the tree keeps with each page."""

from django.conf import settings
from django.utils import translation
from wagtail.models import Page


def path_of(page: Page) -> str:
    """`/de/news/a-title/` of a page fetched with its locale. The tree's first step is the home page of a language."""
    below_home = page.url_path.split("/", 2)[2] if page.url_path.count("/") > 1 else ""
    return in_language(f"/{below_home}", page.locale.language_code)


def in_language(path: str, language: str = "") -> str:
    """One of the site's own addresses in a language; the default one has no prefix."""
    language = language or translation.get_language() or settings.LANGUAGE_CODE
    return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"
