"""Answers to those who watch the site, before anything asks by which name they came."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from core import views

Next = Callable[[HttpRequest], HttpResponse]
PROBES = {"/healthz": views.healthz, "/readyz": views.readyz}


class ProbesMiddleware:
    """`/healthz` and `/readyz` whatever `Host` says, and without a turn to https.

    A load balancer asks each server by its address, which is no name of ALLOWED_HOSTS. Neither answer says anything of
    the host, of a person or of a row, so there is nothing that a forged name could get.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        probe = PROBES.get(request.path_info)
        if probe is None or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        response = probe(request)
        response["Cache-Control"] = "no-store"
        response["X-Content-Type-Options"] = "nosniff"
        return response
