"""An event's accent as a stylesheet: pages hold no inline style, so the colour comes by link, without any script."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from core.access import public
from core.contrast import NotAColour, accent_css


@public
def accent(request: HttpRequest, colour: str) -> HttpResponse:
    try:
        css = accent_css(colour)
    except NotAColour:
        raise Http404 from None
    answer = HttpResponse(css, content_type="text/css; charset=utf-8")
    # The address names the whole content.
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer
