"""What every template may rely on."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from core import answers, frame
from core.models import Community


def site(request: HttpRequest) -> dict[str, Any]:
    """`site_settings` (the community), `demo`, `site_url`; `main_navigation` comes from the navigation's own tag."""
    if "_answer_shows" in request.__dict__:
        answers.shows(request, *frame.SUBJECTS)
    community = frame.part(request, "community", Community.current)
    return {
        "site_settings": community,
        "community": community,
        "demo": settings.DEMO,
        "site_url": settings.SITE_URL,
    }
