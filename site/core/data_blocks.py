"""Data in a page for programs: search engines and the site's own scripts. No text in it can close its element."""

import json
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe


def json_ld(thing: Any) -> SafeString:
    """A data block for search engines. No text in it can close the element."""
    text = json.dumps(thing, ensure_ascii=False, separators=(",", ":"), default=str)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # nosec B308 B703 # noqa: S308 - escaped above


def data_attributes(**values: Any) -> SafeString:
    """data-… attributes for scripts, escaped; what is None is left out."""
    return format_html_join(
        "",
        ' data-{}="{}"',
        ((name.replace("_", "-"), value) for name, value in values.items() if value is not None),
    )
