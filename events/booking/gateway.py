"""The only place that speaks to Stripe. Never inside a transaction: Stripe may be slow, or down."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import stripe
from django.conf import settings

SHORTEST = dt.timedelta(minutes=31)
"""Stripe keeps a page of payment open for thirty minutes at least; the one more is for asking again."""
PATIENCE_SECONDS = 10
RETRIES = 1


class BadSignature(Exception):
    """The body was not signed by any of our secrets, or too long ago."""


class NotNow(Exception):
    """Stripe did not answer well: whether it acted is not known. Ask again with the same key."""


class Refused(Exception):
    """Stripe understood and will not do it; the text is Stripe's."""


class Unknown(Refused):
    """Stripe knows no such thing: it was made with another key, or never."""


@dataclass(frozen=True)
class Line:
    """One line of Stripe's page: so many of something, each for `cents`."""

    name: str
    cents: int
    quantity: int = 1


@dataclass(frozen=True)
class Page:
    """A page of Stripe's on which somebody pays, as it stands now."""

    session_id: str
    status: str
    """open, complete or expired"""
    is_paid: bool
    amount_cents: int
    currency: str
    intent_id: str
    url: str
    expires_at: dt.datetime
    key: str
    """The key of our Payment; empty for a page that is none of ours."""
    event: str = ""
    """The slug of the event that it was to pay for."""


@dataclass(frozen=True)
class MoneyBack:
    refund_id: str
    intent_id: str
    status: str
    """pending, succeeded, failed, canceled or requires_action"""
    amount_cents: int
    currency: str
    key: str
    """The key of our Refund; empty for one that somebody made at Stripe."""


def is_set_up() -> bool:
    return bool(settings.STRIPE_SECRET_KEY)


def open_page(
    *,
    key: uuid.UUID,
    lines: Sequence[Line],
    currency: str,
    email: str,
    back_url: str,
    cancel_url: str,
    closes_at: dt.datetime,
    event: str = "",
    language: str = "",
) -> Page:
    """Opens a page to pay on. The same again is the same page: nothing that is asked for may depend on the time.

    Raises NotNow, Refused.
    """
    params: Any = {
        "mode": "payment",
        "client_reference_id": str(key),
        "metadata": {"payment": str(key), "event": event[:500]},
        "payment_intent_data": {"metadata": {"payment": str(key)}},
        "customer_email": email,
        "line_items": [
            {
                "quantity": line.quantity,
                "price_data": {
                    "currency": currency.lower(),
                    "unit_amount": line.cents,
                    "product_data": {"name": line.name[:250]},
                },
            }
            for line in lines
        ],
        "success_url": back_url,
        "cancel_url": cancel_url,
        "expires_at": int(closes_at.timestamp()),
    }
    if language:
        params["locale"] = language
    options: Any = {"idempotency_key": f"page-{key}"}
    return page_in(_ask(lambda client: client.v1.checkout.sessions.create(params, options)))


def page(session_id: str) -> Page:
    """How a page stands now. Raises NotNow, Refused."""
    return page_in(_ask(lambda client: client.v1.checkout.sessions.retrieve(session_id)))


def close_page(session_id: str) -> Page:
    """Ends a page, so that nobody can pay there any more. Paid meanwhile, it stays so: look at `is_paid`.

    Raises NotNow, Unknown.
    """
    try:
        return page_in(_ask(lambda client: client.v1.checkout.sessions.expire(session_id)))
    except Unknown:
        raise
    except Refused:  # complete or ended already
        return page(session_id)


def pages(since: dt.datetime) -> Iterator[Page]:
    """Every page opened since, newest first."""
    params: Any = {"created": {"gte": int(since.timestamp())}, "limit": 100}
    for session in _all(lambda client: client.v1.checkout.sessions.list(params)):
        yield page_in(session)


def refund(*, intent_id: str, amount_cents: int, key: str) -> MoneyBack:
    """Sends money back. The same key again is the same refund. Raises NotNow, Refused."""
    params: Any = {"payment_intent": intent_id, "amount": amount_cents, "metadata": {"refund": key}}
    # Keys are known to the whole account, ours to one database: the payment's id tells two databases apart.
    options: Any = {"idempotency_key": f"refund-{intent_id}-{key}"}
    return money_back(_ask(lambda client: client.v1.refunds.create(params, options)))


def refund_now(refund_id: str) -> MoneyBack:
    """How a refund stands now. Raises NotNow, Refused."""
    return money_back(_ask(lambda client: client.v1.refunds.retrieve(refund_id)))


def refunds(since: dt.datetime) -> Iterator[MoneyBack]:
    """Every refund made since, newest first, by whomever."""
    params: Any = {"created": {"gte": int(since.timestamp())}, "limit": 100}
    for row in _all(lambda client: client.v1.refunds.list(params)):
        yield money_back(row)


def signed_event(body: bytes, signature: str) -> dict[str, Any]:
    """The event in a webhook's body, once one of STRIPE_WEBHOOK_SECRETS proves it; several make them rotatable."""
    for secret in settings.STRIPE_WEBHOOK_SECRETS:
        try:
            return stripe.Webhook.construct_event(body, signature, secret).to_dict()
        except (stripe.SignatureVerificationError, ValueError):
            continue
    raise BadSignature


def money_back(row: dict[str, Any]) -> MoneyBack:
    """A refund as Stripe writes it, in an answer or in an event."""
    return MoneyBack(
        refund_id=row["id"],
        intent_id=row.get("payment_intent") or "",
        status=row.get("status") or "pending",
        amount_cents=row["amount"],
        currency=row["currency"].upper(),
        key=(row.get("metadata") or {}).get("refund", ""),
    )


def page_in(session: dict[str, Any]) -> Page:
    """A page as Stripe writes it, in an answer or in an event."""
    intent = session.get("payment_intent")
    return Page(
        session_id=session["id"],
        status=session.get("status") or "",
        is_paid=session.get("payment_status") in {"paid", "no_payment_required"},
        amount_cents=session.get("amount_total") or 0,
        currency=(session.get("currency") or "").upper(),
        intent_id=(intent if isinstance(intent, str) else (intent or {}).get("id", "")) or "",
        url=session.get("url") or "",
        expires_at=dt.datetime.fromtimestamp(session.get("expires_at") or 0, dt.UTC),
        key=(session.get("metadata") or {}).get("payment", ""),
        event=(session.get("metadata") or {}).get("event", ""),
    )


# Whether Stripe acted is not known, or it will act once our own settings are mended.
_FOR_NOW = (
    stripe.APIConnectionError,
    stripe.RateLimitError,
    stripe.APIError,
    stripe.AuthenticationError,
    stripe.PermissionError,
)


def _ask(question: Callable[[stripe.StripeClient], Any]) -> dict[str, Any]:
    try:
        return question(_client()).to_dict()
    except _FOR_NOW as error:
        raise NotNow(str(error)) from error
    except stripe.StripeError as error:
        kind = Unknown if error.code == "resource_missing" and error.http_status == 404 else Refused
        raise kind(error.user_message or str(error)) from error


def _all(question: Callable[[stripe.StripeClient], Any]) -> Iterator[dict[str, Any]]:
    try:
        for row in question(_client()).auto_paging_iter():
            yield row.to_dict()
    except stripe.StripeError as error:
        raise NotNow(str(error)) from error


def _client() -> stripe.StripeClient:
    return _client_of(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE, PATIENCE_SECONDS, RETRIES)


@lru_cache(maxsize=2)
def _client_of(key: str, base: str, patience: float, retries: int) -> stripe.StripeClient:
    """Kept, so that its connections are."""
    bases: Any = {"api": base} if base else {}
    client = stripe.RequestsClient(timeout=patience)
    return stripe.StripeClient(key, base_addresses=bases, max_network_retries=retries, http_client=client)
