"""The only place that speaks to Stripe."""

from typing import Any

import stripe
from django.conf import settings


class BadSignature(Exception):
    """The body was not signed by any of our secrets, or too long ago."""


def signed_event(body: bytes, signature: str) -> Any:
    """The event in a webhook's body, once one of STRIPE_WEBHOOK_SECRETS proves it; several make them rotatable."""
    for secret in settings.STRIPE_WEBHOOK_SECRETS:
        try:
            return stripe.Webhook.construct_event(body, signature, secret)
        except (stripe.SignatureVerificationError, ValueError):
            continue
    raise BadSignature
