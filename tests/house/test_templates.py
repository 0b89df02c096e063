import re

import pytest
from django.urls import get_resolver

from tests.house import tree

INLINE = {
    "a script in the page": re.compile(
        r"<script(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))[^>]*>", re.I
    ),
    "a style in the page": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"\sstyle=", re.I),
    "an event attribute": re.compile(r"\son[a-z]+=[\"']", re.I),
    "a script as an address": re.compile(r"[\"']\s*javascript:", re.I),
    "a file of another host": re.compile(
        r"<(?:script|link|img|source|iframe)\b[^>]*(?:src|href)=[\"']https?://", re.I
    ),
}


def pages():
    return [
        path for path in tree.sources(".html", under=("templates", *tree.ROOMS)) if "emails" not in path.parts
    ]


def inline(text):
    without_comments = re.sub(r"{#.*?#}|{% comment.*?endcomment %}|<!--.*?-->", "", text, flags=re.S)
    return [what for what, pattern in INLINE.items() if pattern.search(without_comments)]


NAMED = re.compile(r"{%\s*url\s+['\"]([^'\"]+)['\"]")
OF_THE_DEMO = {"demo_mailbox", "demo_letter"}  # there under DEMO=1 alone


def names_of(resolver, before=""):
    for one in resolver.url_patterns:
        if hasattr(one, "url_patterns"):
            yield from names_of(one, f"{before}{one.namespace}:" if one.namespace else before)
        elif one.name:
            yield before + one.name


def test_every_route_that_a_template_names_is_there():
    # With `as`, Django makes an unknown name an empty address and says nothing.
    known = {*names_of(get_resolver()), *OF_THE_DEMO}

    strange = {tree.name(path): set(NAMED.findall(path.read_text())) - known for path in pages()}

    assert {path: names for path, names in strange.items() if names} == {}


def test_no_template_has_anything_inline():
    assert {tree.name(path): found for path in pages() if (found := inline(path.read_text()))} == {}


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<script type=module>go()</script>",
        '<p style="color: red">',
        "<STYLE>p{}</STYLE>",
        '<a onclick="go()">',
        '<a href="javascript:go()">',
        '<script src="https://cdn.example/x.js"></script>',
    ],
)
def test_what_is_inline_is_found(text):
    assert inline(text)


@pytest.mark.parametrize(
    "text",
    [
        '<script type="module" src="/static/js/map.js"></script>',
        '<script type="application/ld+json">{}</script>',
        "{# <style> belongs in a stylesheet #}",
        '<a href="https://other.example/">there</a>',
    ],
)
def test_what_is_not_inline_is_let_be(text):
    assert inline(text) == []


def test_every_component_tells_what_it_takes():
    components = [p for p in pages() if p.parent == tree.ROOT / "templates" / "components"]

    assert [p.name for p in components if not p.read_text().lstrip().startswith(("{#", "{% comment"))] == []


def test_every_stylesheet_of_a_component_is_used():
    styles = {path.stem for path in (tree.ROOT / "static" / "css" / "components").glob("*.css")}
    shown = "".join(path.read_text() + path.stem for path in pages())

    assert {name for name in styles if name not in shown and name.replace("_", "-") not in shown} == set()
