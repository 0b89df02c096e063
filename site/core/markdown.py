"""People's text: Markdown without HTML, and what comes out is washed once more. Everything that goes in is hostile."""

from __future__ import annotations

import functools
from urllib.parse import urlsplit

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "s",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
# The page has its h1 and the section its h2: what people write begins below them.
DEMOTE_BY = 2
LONGEST = 100_000


@functools.lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt(
        "commonmark", {"html": False, "linkify": False, "typographer": False, "maxNesting": 20}
    )
    return parser.enable(["table", "strikethrough"])


def _is_ours(address: str) -> bool:
    """An image of this very site: a path, with neither a scheme nor a host however it is spelt."""
    if "\\" in address or any(ord(sign) < 33 for sign in address):
        return False
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc and address.startswith("/") and not address.startswith("//")


def _walk(tokens: list[Token]) -> None:
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + DEMOTE_BY)}"
        for index, child in enumerate(token.children or []):
            if child.type == "image" and not _is_ours(str(child.attrs.get("src", ""))):
                words = Token("text", "", 0)
                words.content = child.content
                token.children[index] = words  # type: ignore[index]


def _only_our_images(tag: str, attribute: str, value: str) -> str | None:
    if tag == "img" and attribute == "src" and not _is_ours(value):
        return None
    return value


def render(text: str | None) -> SafeString:
    """`text` as HTML that may stand in a page."""
    parser = _parser()
    tokens = parser.parse((text or "")[:LONGEST])
    _walk(tokens)
    html = parser.renderer.render(tokens, parser.options, {})
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener",
        attribute_filter=_only_our_images,
    )
    return mark_safe(clean)  # nosec B308 B703 # noqa: S308 - nh3 has just washed it
