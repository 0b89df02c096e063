"""Where services call us. No session and no form token: each proves who it is by its signature."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from core.access import public
from core.clock import now as clock_now
from events.booking import gateway
from events.booking.actions import stripe_event


@csrf_exempt
@require_POST
@public
def stripe_webhook(request: HttpRequest) -> HttpResponse:
    """400 for what Stripe did not sign; 503 where no secret is set, so that Stripe tries again once there is one."""
    if not settings.STRIPE_WEBHOOK_SECRETS:
        return HttpResponse("no webhook secret is set\n", status=503, content_type="text/plain")
    try:
        event = gateway.signed_event(request.body, request.headers.get("Stripe-Signature", ""))
    except gateway.BadSignature:
        return HttpResponse("bad signature\n", status=400, content_type="text/plain")
    stripe_event.take(event=event, now=clock_now())
    return HttpResponse(status=204)


urlpatterns = [path("stripe/", stripe_webhook, name="stripe_webhook")]
