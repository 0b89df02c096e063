"""The addresses of elections, before there are any."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import public
from core.answers import shows


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    shows(request, "elections")
    return render(request, "elections/index.html")


@public
@require_safe
def election(request: HttpRequest, slug: str) -> HttpResponse:
    raise Http404(_("Nothing has this name."))
