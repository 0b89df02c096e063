"""What programs ask of every site: robots.txt, the sitemap, whom to tell of a hole, the icon."""

import datetime as dt
from email.utils import parseaddr

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from core import clock
from core.access import public
from core.answers import shows
from core.models import Community
from home.sitemap import MOST_IN_ONE, SECTIONS

NOT_FOR_ROBOTS = (
    "/accounts/", "/api/", "/cms/", "/desk/", "/me/", "/near.json", "/orders/", "/registrations/", "/search/",
    "/transfers/",
)  # fmt: skip
SECURITY_TXT_LASTS = dt.timedelta(days=180)
SHOWN = ("pages", "events", "groups", "speakers", "people", "organisations", "elections")
XML = "application/xml; charset=utf-8"


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    shows(request, "site")
    prefixes = ["", *(f"/{code}" for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)]
    closed = [f"Disallow: {prefix}{path}" for prefix in prefixes for path in NOT_FOR_ROBOTS]
    lines = [
        "User-agent: *",
        *closed,
        "Disallow: /events/*/register/",
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Everything in one file; where that grew long, an index of one file a section and page."""
    shows(request, *SHOWN)
    counts = {name: section.count() for name, section in SECTIONS.items()}
    if sum(counts.values()) <= MOST_IN_ONE:
        places = [place for section in SECTIONS.values() for place in section.places(0)]
        return render(request, "home/sitemap.xml", {"places": places}, content_type=XML)
    files = []
    for name, count in counts.items():
        for number in range(-(-count // MOST_IN_ONE)):
            files.append(f"{settings.SITE_URL}/sitemap-{name}.xml" + (f"?p={number + 1}" if number else ""))
    return render(request, "home/sitemap_index.xml", {"files": files}, content_type=XML)


@public
@require_safe
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    asked = request.GET.get("p", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0
    if section not in SECTIONS or number < 1:
        raise Http404
    places = SECTIONS[section].places(number - 1)
    if number > 1 and not places:
        raise Http404
    shows(request, *SHOWN)
    return render(request, "home/sitemap.xml", {"places": places}, content_type=XML)


@public
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116. The day it expires moves on by months, so that the answer stays the same for a while."""
    shows(request, "site")
    contact = Community.current().contact_email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    expires = (clock.now() + SECURITY_TXT_LASTS).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {settings.LANGUAGE_CODE}",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers that know no <link rel=icon> ask here."""
    shows(request, "site")
    response = HttpResponseRedirect(static("favicon.svg"))
    response["Cache-Control"] = "public, max-age=86400"
    return response
