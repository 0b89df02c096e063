import re

import pytest

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
