"""What every public page of a programme has around it."""

from typing import Any

from django.utils.translation import gettext as _

from events.models import Event


def around(event: Event) -> dict[str, Any]:
    here = event.get_absolute_url()
    return {
        "event": event,
        "trail": [{"title": _("Events"), "url": "/events/"}, {"title": event.title, "url": here}],
        "accent": event.accent.lstrip("#"),
    }
