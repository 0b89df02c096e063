from typing import Any

from django import template
from django.urls import reverse

from speakers.models import Decision

register = template.Library()


@register.simple_tag
def chosen_url(event: Any) -> str:
    """Where it is told how an event's talks were chosen; "" before decisions were released."""
    rows = Decision.objects.filter(proposal__call__event=event, released_at__isnull=False)
    return reverse("chosen", args=[event.slug]) if rows.exists() else ""
