"""What a speaker's own pages have around them."""

from typing import Any

from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _


def my_nav(here: str) -> dict[str, Any]:
    entries = [("my_proposals", _("Proposals")), ("my_talks", _("Talks"))]
    return {
        "desk_title": _("My page"),
        "desk_nav": [
            {"title": _("Overview"), "url": resolve_url("/me/"), "active": False},
            *({"title": title, "url": reverse(name), "active": name == here} for name, title in entries),
        ],
    }
