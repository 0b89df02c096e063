"""The demo's Stripe refuses what Stripe refuses: what passes here passes there."""

import json
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest
import stripe
import time_machine

from demo.stripe_state import FakeStripe
from tests.fakes.stripe import SECRET, fake_stripe


@pytest.fixture
def ours(settings):
    with fake_stripe(settings) as made:
        yield made


@pytest.fixture
def client(ours):
    return stripe.StripeClient("sk_test_1", base_addresses={"api": ours.fake.url}, max_network_retries=0)


def wish(**changes):
    price = {"currency": "eur", "unit_amount": 4500, "product_data": {"name": "<Ticket>"}}
    return {
        "mode": "payment",
        "line_items": [{"quantity": 2, "price_data": price | changes.pop("price", {})}],
        "success_url": "http://127.0.0.1:1/back",
        "cancel_url": "http://127.0.0.1:1/cancel",
        "expires_at": int(time.time()) + 31 * 60,
        "metadata": {"payment": "1"},
    } | changes


def open_one(client, **changes):
    return client.v1.checkout.sessions.create(wish(**changes))


def test_a_session_is_opened_found_listed_and_ended(ours, client):
    one = open_one(client)

    assert (one.status, one.payment_status, one.amount_total) == ("open", "unpaid", 9000)
    assert client.v1.checkout.sessions.retrieve(one.id).id == one.id
    assert client.v1.checkout.sessions.expire(one.id).status == "expired"
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.checkout.sessions.expire(one.id)
    assert [event["type"] for event in ours.news()] == ["checkout.session.expired"]


def test_lists_go_on_page_by_page_newest_first(client):
    made = [open_one(client).id for _ in range(5)]

    rows = client.v1.checkout.sessions.list({"limit": 2, "created": {"gte": 0}})

    assert [row.id for row in rows.auto_paging_iter()] == made[::-1]
    assert not client.v1.checkout.sessions.list({"created": {"gte": int(time.time()) + 60}}).data


ODD = "invalid_charge_amount_no_decimal_compatible"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"colour": "red"}, "parameter_unknown"),
        ({"payment_intent_data": {"colour": "red"}}, "parameter_unknown"),
        ({"expires_at": int(time.time()) + 29 * 60}, None),
        ({"expires_at": int(time.time()) + 25 * 3600}, None),
        ({"price": {"unit_amount": 24}}, "amount_too_small"),
        ({"price": {"currency": "jpy", "unit_amount": 24}}, "amount_too_small"),
        ({"price": {"currency": "nok", "unit_amount": 149}}, "amount_too_small"),
        ({"price": {"currency": "isk", "unit_amount": 12550}}, ODD),
        ({"price": {"currency": "kwd", "unit_amount": 1255}}, ODD),
        ({"price": {"currency": "euro"}}, None),
        ({"price": {"unit_amount": "4.5"}}, "parameter_invalid_integer"),
        ({"price": {"unit_amount": 60_000_000}}, "amount_too_large"),
        ({"mode": "subscription"}, None),
        ({"line_items": []}, "parameter_missing"),
        ({"success_url": ""}, "parameter_missing"),
    ],
)
def test_what_stripe_refuses_is_refused(client, changes, code):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        open_one(client, **changes)

    assert refused.value.code == code


def test_the_same_key_is_the_same_answer_and_other_words_under_it_are_refused(ours, client):
    words = wish()
    one, two = (client.v1.checkout.sessions.create(words, {"idempotency_key": "k"}) for _ in range(2))

    assert one.id == two.id and len(ours.things("checkout.session")) == 1
    with pytest.raises(stripe.IdempotencyError):
        client.v1.checkout.sessions.create(wish(mode="payment", locale="de"), {"idempotency_key": "k"})


def test_the_page_is_paid_once_and_shows_no_markup_of_others(ours, client):
    one = open_one(client)
    with urllib.request.urlopen(one.url) as answer:
        text = answer.read().decode()
    assert "&lt;Ticket&gt;" in text and "90.00 EUR" in text and "http://127.0.0.1:1/cancel" in text

    assert ours.pay(one.url, "decline").endswith("?declined")
    assert ours.pay(one.url) == ours.pay(one.url) == "http://127.0.0.1:1/back"

    assert [event["type"] for event in ours.news()] == [
        "payment_intent.payment_failed",
        "payment_intent.succeeded",
        "charge.succeeded",
        "checkout.session.completed",
    ]
    with urllib.request.urlopen(one.url) as answer:
        assert "This page is over" in answer.read().decode()


def test_an_amount_without_a_coin_is_written_so(client):
    one = open_one(client, price={"currency": "jpy", "unit_amount": 5000})

    with urllib.request.urlopen(one.url) as answer:
        assert "10,000 JPY" in answer.read().decode()


def test_money_goes_back_in_parts_and_never_more_than_came(ours, client):
    one = open_one(client)
    ours.pay(one.url)
    intent = client.v1.checkout.sessions.retrieve(one.id).payment_intent

    client.v1.refunds.create({"payment_intent": intent, "amount": 4000})
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.refunds.create({"payment_intent": intent, "amount": 5001})
    client.v1.refunds.create({"payment_intent": intent})
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.refunds.create({"payment_intent": intent})

    assert refused.value.code == "charge_already_refunded"
    assert [row.amount for row in client.v1.refunds.list({"payment_intent": intent}).data] == [5000, 4000]


def test_a_session_ends_by_itself(ours, client):
    with time_machine.travel(time.time(), tick=False) as clock:
        one = open_one(client)
        clock.shift(31 * 60)
        ours.fake.end_sessions()

    assert [(event["type"], event["data"]["object"]["id"]) for event in ours.news()] == [
        ("checkout.session.expired", one.id)
    ]


@pytest.mark.parametrize(
    ("kind", "error", "done"),
    [
        ("down", stripe.APIConnectionError, 0),
        ("busy", stripe.RateLimitError, 0),
        ("error", stripe.APIError, 0),
        ("deaf", stripe.APIError, 1),
        ("lost", stripe.APIConnectionError, 1),
    ],
)
def test_trouble_is_switched_on_over_http(ours, client, kind, error, done):
    told = urllib.parse.urlencode({"kind": kind, "times": 1}).encode()
    urllib.request.urlopen(f"{ours.fake.url}/_fake/trouble", told).close()

    with pytest.raises(error):
        open_one(client)

    assert len(ours.things("checkout.session")) == done
    open_one(client)


def test_what_is_not_taken_is_told_again_and_signed(settings, monkeypatch):
    import threading
    from http.server import BaseHTTPRequestHandler, HTTPServer

    monkeypatch.setattr("demo.stripe_state.FIRST_WAIT", 0.01)
    got, both = [], threading.Event()

    class Site(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((body, self.headers["Stripe-Signature"]))
            self.send_response(500 if len(got) < 2 else 204)
            self.send_header("Content-Length", "0")
            self.end_headers()
            if len(got) == 2:
                both.set()

        def log_message(self, *args):
            """Silent."""

    site = HTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        FakeStripe(hook=f"http://127.0.0.1:{site.server_port}/", secret=SECRET).emit("ping", {"id": "x"})
        assert both.wait(10)
    finally:
        site.shutdown()
        site.server_close()
        thread.join()

    events = [stripe.Webhook.construct_event(body, signature, SECRET) for body, signature in got]
    assert events[0].id == events[1].id and events[0].type == "ping"


def test_what_was_paid_is_known_after_a_new_start(tmp_path):
    state = tmp_path / "stripe.json"
    before = FakeStripe(url="http://x", state=state)
    text = urllib.parse.urlencode(
        {
            "mode": "payment",
            "success_url": "http://127.0.0.1:1/",
            "line_items[0][quantity]": 1,
            "line_items[0][price_data][currency]": "eur",
            "line_items[0][price_data][unit_amount]": 1000,
            "line_items[0][price_data][product_data][name]": "Ticket",
        }
    )
    _, session = before.answer("POST", "/v1/checkout/sessions", text, "")
    before.pay(session["id"])

    after = FakeStripe(url="http://x", state=state)

    assert (
        after.answer("GET", f"/v1/checkout/sessions/{session['id']}", "", "")[1]["payment_status"] == "paid"
    )
    assert json.loads(state.read_text())
