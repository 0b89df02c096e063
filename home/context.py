"""The menu and the footer, for every template."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page

from core import frame
from core.models import Community
from home.models import NavigationItem
from home.paths import in_language, path_of

# Below these an address means the same in every language.
WITHOUT_LANGUAGE = ("/accounts/", "/cms/", "/api/", "/documents/")


@dataclass(frozen=True)
class Link:
    title: str
    url: str
    active: bool = False


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`main_navigation` and `footer_navigation`, and where the pages lie that people agree to (`conduct_path`,
    `privacy_path`): made anew when one of them changes, and not at all where a template asks for none.

    `core.context.site` says for every page that it shows "navigation", whose version rises with each item saved.
    """
    language = translation.get_language() or settings.LANGUAGE_CODE

    def links(place: str) -> list[Link]:
        found = frame.part(request, ("navigation", language), _links)
        return [Link(link.title, link.url, _is_here(link.url, request.path)) for link in found[place]]

    def paths() -> dict[str, str]:
        community = frame.part(request, "community", Community.current)
        return frame.part(request, ("agreed", language), lambda: _paths_agreed(community))

    places = NavigationItem.Place
    return {
        "main_navigation": SimpleLazyObject(lambda: links(places.MAIN)),
        "footer_navigation": SimpleLazyObject(lambda: links(places.FOOTER)),
        "conduct_path": SimpleLazyObject(lambda: paths()["conduct"]),
        "privacy_path": SimpleLazyObject(lambda: paths()["privacy"]),
    }


def _links() -> dict[str, list[Link]]:
    items = list(NavigationItem.objects.select_related("page", "page__locale"))
    pages = _in_this_language([item.page for item in items if item.page])
    links: dict[str, list[Link]] = {place: [] for place in NavigationItem.Place.values}
    for item in items:
        page = item.page and pages.get(item.page.translation_key, item.page)
        if page and not page.live:
            continue
        url = path_of(page) if page else _own(item.url)
        links[item.place].append(Link(page.title if page and page != item.page else item.title, url))
    return links


def _is_here(url: str, path: str) -> bool:
    return path == url or (url.endswith("/") and len(url) > 4 and path.startswith(url))


def _paths_agreed(community: Community) -> dict[str, str]:
    """Where whoever registers finds what they agree to; "" where there is no such page."""
    wanted = {"conduct": community.code_of_conduct_id, "privacy": community.privacy_id}
    found = Page.objects.live().select_related("locale").in_bulk([pk for pk in wanted.values() if pk])
    pages = _in_this_language(list(found.values()))
    return {
        what: path_of(pages.get(found[pk].translation_key, found[pk])) if pk in found else ""
        for what, pk in wanted.items()
    }


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
