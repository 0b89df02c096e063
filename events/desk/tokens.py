"""Tokens with which programs work on one event."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.access import needs
from core.views_tokens import tokens_page
from events.desk.around import around, find_event
from events.models import Event


@needs("change", find_event)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def event_tokens(request: HttpRequest, event: Event) -> HttpResponse:
    return tokens_page(request, thing=event, around=around(request, event))
