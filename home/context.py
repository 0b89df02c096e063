"""The menu and the footer, for every template."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page

from home.models import NavigationItem
from home.paths import in_language, path_of

# Below these an address means the same in every language.
WITHOUT_LANGUAGE = ("/accounts/", "/cms/", "/api/", "/documents/")


@dataclass(frozen=True)
class Link:
    title: str
    url: str
    active: bool


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`main_navigation` and `footer_navigation`: one query a page, none where a template asks for neither.

    `core.context.site` says for every page that it shows "navigation", whose version rises with each item saved.
    """

    def links(place: str) -> list[Link]:
        found = request.__dict__.get("_navigation")
        if found is None:
            found = request.__dict__["_navigation"] = _links(request)
        return found[place]

    places = NavigationItem.Place
    return {
        "main_navigation": SimpleLazyObject(lambda: links(places.MAIN)),
        "footer_navigation": SimpleLazyObject(lambda: links(places.FOOTER)),
    }


def _links(request: HttpRequest) -> dict[str, list[Link]]:
    items = list(NavigationItem.objects.select_related("page", "page__locale"))
    pages = _in_this_language([item.page for item in items if item.page])
    links: dict[str, list[Link]] = {place: [] for place in NavigationItem.Place.values}
    for item in items:
        page = item.page and pages.get(item.page.translation_key, item.page)
        if page and not page.live:
            continue
        url = path_of(page) if page else _own(item.url)
        active = request.path == url or (url.endswith("/") and len(url) > 4 and request.path.startswith(url))
        links[item.place].append(Link(page.title if page and page != item.page else item.title, url, active))
    return links


def _in_this_language(pages: list[Page]) -> dict[Any, Page]:
    """The translations of pages by what they have in common; a question only where the language is another one."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    if not pages or language == settings.LANGUAGE_CODE:
        return {}
    keys = {page.translation_key for page in pages}
    found = Page.objects.live().filter(translation_key__in=keys, locale__language_code=language)
    return {page.translation_key: page for page in found.select_related("locale")}


def _own(url: str) -> str:
    if not url.startswith("/") or url.startswith("//") or url.startswith(WITHOUT_LANGUAGE):
        return url
    return in_language(url)
