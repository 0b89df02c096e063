"""Strangers' HTML and text, as our own plain text and Markdown."""

import re
from html import unescape
from html.parser import HTMLParser

import nh3

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
_TAG = re.compile(
    r"</?(p|br|a|ul|ol|li|b|i|u|em|strong|div|span|h[1-6]|pre|code|tt|blockquote|img|table|hr|script|style)\b[^<>]*>",
    re.I,
)
_ALLOWED = {*"p br a ul ol li b i em strong h1 h2 h3 h4 h5 h6 pre code tt blockquote div hr tr dt dd".split()}
LONGEST_TEXT = 40_000


def one_line(text: object) -> str:
    """Control characters gone, every run of white space one space; what is no text is nothing."""
    if not isinstance(text, str):
        return ""
    return " ".join(_CONTROLS.sub(" ", text).split())


def to_markdown(text: object) -> str:
    """Markdown out of HTML; text that holds no HTML is taken as the Markdown it most likely is.

    Whatever comes out is rendered with HTML switched off, so a mistake here costs looks, never safety.
    """
    if not isinstance(text, str):
        return ""
    text = text.replace("\r\n", "\n").replace("\r", "\n")[:LONGEST_TEXT]
    if _TAG.search(text):
        writer = _Writer()
        writer.feed(
            nh3.clean(text, tags=_ALLOWED, attributes={"a": {"href"}}, link_rel=None, strip_comments=True)
        )
        writer.close()
        text = writer.text()
    else:
        text = unescape(text)
    lines = [line.rstrip() for line in _CONTROLS.sub("", text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


_MARKS = re.compile(r"([\\`*_\[\]<>])")
_AROUND = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "tt": "`"}
_LINE_MARKS = re.compile(r"^(\s*)([#+\-=~]|\d+[.)])(?=\s|$|[=~#-])")


class _Writer(HTMLParser):
    """A handful of tags; the rest is its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.lists: list[int] = []  # 0 a bulleted list, else the next number
        self.links: list[str] = []
        self.pre = False

    def text(self) -> str:
        return "".join(self.out)

    def _at_line_start(self) -> bool:
        return not self.out or self.out[-1].endswith("\n")

    def _block(self) -> None:
        if self.out and not "".join(self.out[-2:]).endswith("\n\n"):
            self.out.append("\n" if self._at_line_start() else "\n\n")

    def _around(self, tag: str) -> None:
        """The same sign before the words and after them."""
        if not (self.pre and _AROUND[tag] == "`"):
            self.out.append(_AROUND[tag])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("p", "div", "blockquote", "tr", "dt", "dd"):
            if not (self.lists and self.out and self.out[-1].endswith((". ", "- "))):
                self._block()
        elif re.fullmatch("h[1-6]", tag):
            self._block()
            self.out.append("### ")
        elif tag == "br":
            self.out.append("\n" if self.pre else "  \n")
        elif tag == "hr":
            self._block()
            self.out.append("---\n\n")
        elif tag in ("ul", "ol"):
            if not self.lists:
                self._block()
            self.lists.append(0 if tag == "ul" else 1)
        elif tag == "li":
            if not self._at_line_start():
                self.out.append("\n")
            kind = self.lists[-1] if self.lists else 0
            self.out.append("   " * max(0, len(self.lists) - 1) + (f"{kind}. " if kind else "- "))
            if kind:
                self.lists[-1] += 1
        elif tag in _AROUND:
            self._around(tag)
        elif tag == "pre":
            self._block()
            self.out.append("```\n")
            self.pre = True
        elif tag == "a":
            href = dict(attrs).get("href") or ""
            self.links.append(href if re.match(r"(https?://|mailto:)[^\s<>()]+$", href) else "")
            if self.links[-1]:
                self.out.append("[")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "div", "blockquote", "tr", "dt", "dd") or re.fullmatch("h[1-6]", tag):
            if not self.lists:
                self._block()
        elif tag in ("ul", "ol"):
            if self.lists:
                self.lists.pop()
            if not self.lists:
                self._block()
        elif tag in _AROUND:
            self._around(tag)
        elif tag == "pre":
            self.out.append("\n```\n\n")
            self.pre = False
        elif tag == "a" and self.links:
            href = self.links.pop()
            if href:
                self.out.append(f"]({href})")

    def handle_data(self, data: str) -> None:
        if self.pre:
            self.out.append(data.replace("```", "'''"))
            return
        data = re.sub(r"\s+", " ", data)
        if self._at_line_start():
            data = data.lstrip()
        if not data:
            return
        data = _MARKS.sub(r"\\\1", data)
        if self._at_line_start():
            data = _LINE_MARKS.sub(r"\1\\\2", data)
        self.out.append(data)
