"""What a page keeps in the browser to open without a network: the list that its service worker is given."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage

EVERY_PAGE = (
    "site.css",
    "site.js",
    "js/theme.js",
    "favicon.svg",
    "vendor/fontsource-variable-bricolage-grotesque-5.3.0/bricolage-grotesque-latin-wght-normal.woff2",
    "vendor/fontsource-variable-atkinson-hyperlegible-next-5.3.0/atkinson-hyperlegible-next-latin-wght-normal.woff2",
)


def shell(kind: str, page: str, own: Iterable[str], more: Iterable[str] = ()) -> str:
    """{"page", "files", "name"} as JSON, which is JavaScript but for what could end a line in old engines: that
    ensure_ascii writes as escapes. `own` are static files beside those of every page, `more` addresses as they are.

    The name changes with any of them, so that a new version fills a new cache.
    """
    files = [staticfiles_storage.url(name) for name in (*EVERY_PAGE, *own)]
    told: dict[str, Any] = {"page": page, "files": [*files, *more]}
    told["name"] = f"{kind}:" + hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]
    return json.dumps(told)
