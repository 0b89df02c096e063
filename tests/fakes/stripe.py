"""The demo's Stripe on a free port, and what the tests do with it: pay, hand over its events, bring trouble."""

import json
import random
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.test import Client

from demo.fake_stripe import server
from demo.stripe_state import FakeStripe, Trouble, sign

SECRET = "whsec_of_the_tests"


_of_thread = threading.local()  # a client takes long to make, and is one thread's


class Stripe:
    """A fake that collects its events until a test hands them over, in what order and as often as it likes."""

    def __init__(self, fake: FakeStripe) -> None:
        self.fake = fake
        self.told = 0

    def pay(self, page_url: str, act: str = "pay") -> str:
        """What a buyer does on the hosted page; the address that they are sent to."""
        request = urllib.request.Request(page_url, f"act={act}".encode())
        opener = urllib.request.build_opener(_Stay)
        with opener.open(request, timeout=10) as answer:
            return answer.headers["Location"]

    def news(self, *kinds: str) -> list[dict[str, Any]]:
        """The events that were not handed over yet."""
        new, self.told = self.fake.events[self.told :], len(self.fake.events)
        return [event for event in new if not kinds or event["type"] in kinds]

    def tell(self, *events: dict[str, Any], secret: str = SECRET) -> None:
        """Hands events over as Stripe does, all that are new unless some are given."""
        for event in events or self.news():
            assert post(event, secret=secret) == 204

    def trouble(self, kind: str = "", times: int = -1, seconds: float = 1.0) -> None:
        self.fake.trouble = Trouble(kind, times, seconds)

    def things(self, kind: str) -> list[dict[str, Any]]:
        return [thing for thing in self.fake.things.values() if thing["object"] == kind]


def post(event: dict[str, Any], *, secret: str = SECRET, age: float = 0) -> int:
    """The status with which the site takes an event."""
    body = json.dumps(event).encode()
    headers = {"Stripe-Signature": sign(body, secret, time.time() - age)}
    if not hasattr(_of_thread, "client"):
        _of_thread.client = Client()
    answer = _of_thread.client.post(
        "/webhooks/stripe/", body, content_type="application/json", headers=headers
    )
    return answer.status_code


def shuffled(events: list[dict[str, Any]], times: int, seed: int) -> list[dict[str, Any]]:
    """Every event so many times, in an order that the seed decides."""
    many = [event for event in events for _ in range(times)]
    random.Random(seed).shuffle(many)
    return many


@contextmanager
def fake_stripe(settings: Any, *, hook: str = "") -> Iterator[Stripe]:
    fake = FakeStripe(hook=hook, secret=SECRET)
    listening = server(fake)
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    settings.STRIPE_SECRET_KEY = "sk_test_of_the_tests"
    settings.STRIPE_WEBHOOK_SECRETS = [SECRET]
    settings.STRIPE_API_BASE = fake.url
    try:
        yield Stripe(fake)
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()


class _Stay(urllib.request.HTTPRedirectHandler):
    """Does not follow where it is sent."""

    def http_error_303(self, request: Any, answer: Any, *rest: Any) -> Any:
        return answer
