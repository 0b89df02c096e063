import ipaddress
import posixpath

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.static import serve
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from core import mailbox as box
from core import outbox
from core.access import public
from core.attachments import HANDED_OUT
from core.client import address_of
from core.clock import now
from core.models import Job

READY_LAG_SECONDS = 300


@public
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("alive\n", content_type="text/plain")


@public
def readyz(request: HttpRequest) -> HttpResponse:
    """503 with what is wrong, where the database, the shared cache or the worker does not answer."""
    wrong = {}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception as error:  # whatever is wrong with it, it is not ready
        wrong["database"] = type(error).__name__
    else:
        try:
            cache.set("readyz", "1", 10)
            if cache.get("readyz") != "1":
                wrong["cache"] = "does not keep"
        except Exception as error:  # as above
            wrong["cache"] = type(error).__name__
        lag = outbox.lag_seconds(now())
        if lag > READY_LAG_SECONDS:
            wrong["worker"] = f"{lag:.0f} s behind"
    return JsonResponse(
        {"ready": not wrong, **({"wrong": wrong} if wrong else {})}, status=503 if wrong else 200
    )


@public
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus figures, for the addresses of METRICS_ALLOWED alone."""
    try:
        caller = ipaddress.ip_address(address_of(request))
    except ValueError:  # what a proxy of ours forwarded is no address
        raise Http404 from None
    if not any(caller in ipaddress.ip_network(net) for net in settings.METRICS_ALLOWED):
        raise Http404
    registry = CollectorRegistry()
    for name, said, value in (
        (
            "folkmoot_jobs_open",
            "Jobs of the outbox still to be done",
            Job.objects.filter(done_at=None, failed_at=None),
        ),
        ("folkmoot_jobs_failed", "Jobs given up", Job.objects.exclude(failed_at=None)),
    ):
        Gauge(name, said, registry=registry).set(value.count())
    Gauge("folkmoot_jobs_lag_seconds", "Age of the longest overdue job", registry=registry).set(
        outbox.lag_seconds(now())
    )
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


@public
def mailbox(request: HttpRequest) -> HttpResponse:
    return render(request, "core/mailbox.html", {"letters": box.letters()})


@public
def letter(request: HttpRequest, name: str) -> HttpResponse:
    try:
        return render(request, "core/letter.html", {"letter": box.letter(name)})
    except (OSError, ValueError):  # none of this name, a folder, or a name that no file can have
        raise Http404 from None


@public
def uploaded(request: HttpRequest, path: str, *, document_root: str) -> HttpResponseBase:
    """Uploads in development and the demo, as a proxy serves them: without those that the site hands out itself."""
    if posixpath.normpath(path).lstrip("/").startswith(HANDED_OUT):
        raise Http404
    return serve(request, path, document_root=document_root)
