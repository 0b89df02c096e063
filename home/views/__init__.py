"""What the front of the house answers; here the pages for when something went wrong."""

import logging
import re
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)

LONGEST_GUESS = 80


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _plain_page("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Programs that asked for no page get a line; people get a way on: a search for the words of the address."""
    if request.path.startswith(("/api/", "/webhooks/")) or re.search(r"\.[a-z0-9]{2,8}$", request.path):
        return HttpResponse(
            _("There is nothing here.") + "\n", content_type="text/plain; charset=utf-8", status=404
        )
    words = words_of(request.path)
    return render(request, "404.html", {"words": words, "path": request.path}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks nothing of what may be broken: no database, no session, no context processor."""
    return _plain_page("500.html", 500)


def words_of(path: str) -> str:
    """What an address that leads nowhere was about: `/events/köln-meetup-2026/` → “köln meetup”."""
    languages = {code for code, _name in settings.LANGUAGES}
    last = [part for part in unquote(path).split("/") if part and part not in languages][-1:]
    words = re.findall(r"[^\W\d_]{2,}", last[0]) if last else []
    return " ".join(words)[:LONGEST_GUESS]


def _plain_page(template: str, status: int) -> HttpResponse:
    try:
        body = render_to_string(template)
    except TemplateDoesNotExist:
        body = f"<!doctype html><title>{status}</title><p>{_('Something went wrong. Please try again.')}</p>"
    except Exception:
        log.exception("the page %s could not be shown", template)
        body = f"<!doctype html><title>{status}</title><p>Something went wrong.</p>"
    return HttpResponse(body, status=status)
