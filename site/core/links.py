"""Addresses in templates: safe ones, short ones, those of another language, and the ways into a calendar."""

from urllib.parse import quote, urlsplit

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, ResolverMatch, reverse, translate_url
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString


def safe_url(address: str | None) -> str:
    """The address if it is one of the web, else nothing: `javascript:` never reaches an attribute."""
    parts = urlsplit((address or "").strip())
    return str(address).strip() if parts.scheme in {"http", "https"} and parts.netloc else ""


def host_of(address: str | None) -> str:
    return (urlsplit(address or "").hostname or "").removeprefix("www.")


def absolute(path: str, base_url: str = "") -> str:
    """The whole address of one of the site's own; what is whole already stays."""
    return (
        path
        if path.startswith(("http://", "https://"))
        else (base_url or settings.SITE_URL).rstrip("/") + path
    )


def site_path(path: str) -> str:
    """One of the site's own addresses in the language of the page: the default language has no prefix."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"


def translated_url(context: template.Context, language: str) -> str:
    """This page in another language, or that language's home when the page has no other."""
    request = context.get("request")
    here = request.get_full_path() if request else "/"
    if language == translation.get_language():
        return here
    found = getattr(request, "resolver_match", None)
    # What this address leads to was found out before the page was built: Django would look for it in each language.
    there = _reversed(found, here, language) if found else translate_url(here, language)
    if there == here:
        return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"
    return there


def _reversed(found: ResolverMatch, here: str, language: str) -> str:
    _path, mark, query = here.partition("?")
    try:
        with translation.override(language):
            return f"{reverse(found.view_name, args=found.args, kwargs=found.kwargs)}{mark}{query}"
    except NoReverseMatch:
        return here


def embed_snippet(url: str, title: str, height: int = 460) -> SafeString:
    """What somebody copies into a page of their own to show one of ours in a frame."""
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" style="border:0"></iframe>',
        url,
        title,
        int(height or 460),
    )


def subscribe_links(feed_url: str) -> dict[str, str]:
    """The ways into a calendar for one feed: webcal, Google, Outlook, and the plain address."""
    bare = feed_url.split("://", 1)[-1]
    webcal = f"webcal://{bare}"
    return {
        "plain": feed_url,
        "webcal": webcal,
        "google": f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}",
        "outlook": f"https://outlook.live.com/calendar/0/addfromweb?url={quote(feed_url, safe='')}",
    }
