"""A Stripe for the demo and the tests: no account, no network, no package. What it knows it answers as Stripe does.

    python -m demo.fake_stripe PORT WEBHOOK_URL WEBHOOK_SECRET [STATE_FILE]

Checkout sessions with a page to pay on, refunds, payment intents; requests told apart by their idempotency key; signed
webhooks, tried again until they are taken; sessions that end by themselves. What it does not know it refuses, as Stripe
would. A test switches trouble on: `POST /_fake/trouble` with kind=…&times=…&seconds=….
"""

import html
import json
import socket
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from demo.stripe_state import Answer, FakeStripe, Refusal, Thing, Trouble, money


class CutOff(Exception):
    """The connection is closed without a word."""


STYLE = """:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}body{max-width:26rem;margin:8vh auto;
padding:0 1rem}dl{display:grid;grid-template-columns:1fr auto;gap:.25rem 1rem;border-block:1px solid #8886;
padding:1rem 0}dd{margin:0;text-align:right}button{font:inherit;padding:.7rem 1rem;border-radius:.5rem;width:100%;
margin-bottom:.5rem;border:1px solid #8888}button[value=pay]{background:#4338ca;color:#fff}h1{font-size:2rem;margin:0}
[role=alert]{border-left:4px solid #dc2626;padding-left:.75rem}"""
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pay {total}</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css"></head><body><main>
<p>A demo's payment page. No card is asked for, no money moves.</p>{said}<h1>{total}</h1><p>{email}</p>
<dl>{lines}</dl>{ways}</main></body></html>"""
WAYS = """<form method="post"><button name="act" value="pay">Pay {total}</button>
<button name="act" value="decline">Pay with a card that is refused</button></form>
<p><a href="{back}">Back, without paying</a></p>"""
DECLINED = '<p role="alert">The card was refused. Try another one.</p>'
OVER = '<p role="alert">This page is over: it was paid, or its time has run out.</p><p><a href="{back}">Back</a></p>'


def page(session: Thing, *, declined: bool) -> str:
    total = money(session["amount_total"], session["currency"])
    back = html.escape(session["cancel_url"] or session["success_url"])
    lines = "".join(
        f"<dt>{line['times']} × {html.escape(line['name'])}</dt>"
        f"<dd>{money(line['cents'] * line['times'], session['currency'])}</dd>"
        for line in session["_lines"]
    )
    ways = (WAYS if session["status"] == "open" else OVER).format(total=total, back=back)
    email = html.escape(session["customer_email"] or "")
    return PAGE.format(total=total, email=email, lines=lines, ways=ways, said=DECLINED if declined else "")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    fake: FakeStripe

    def do_GET(self) -> None:
        self._answer("")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode())

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""

    def _answer(self, body: str) -> None:
        parts = urllib.parse.urlsplit(self.path)
        try:
            if parts.path.startswith("/v1/"):
                self._json(*self._api(parts.path, body if self.command == "POST" else parts.query))
            elif parts.path.startswith("/pay/"):
                self._page(parts.path.rsplit("/", 1)[1], body, declined=parts.query == "declined")
            elif parts.path == "/style.css":
                self._send(200, STYLE, "text/css")
            elif parts.path == "/_fake/trouble" and self.command == "POST":
                told = dict(urllib.parse.parse_qsl(body))
                times, seconds = int(told.get("times", -1)), float(told.get("seconds", 1))
                self.fake.trouble = Trouble(told.get("kind", ""), times, seconds)
                self._json(200, {})
            else:
                self._send(404, "not found", "text/plain")
        except Refusal as refusal:
            self._json(refusal.status, refusal.body)
        except CutOff:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
        except ConnectionError:
            pass  # who asked has gone

    def _api(self, path: str, text: str) -> Answer:
        self.fake.asked.append(f"{self.command} {path}")
        trouble = self.fake.trouble.comes()
        if trouble == "down":
            raise CutOff
        if trouble == "busy":
            return 429, {
                "error": {"type": "invalid_request_error", "code": "rate_limit", "message": "Too many."}
            }
        if trouble == "error":
            return 500, {"error": {"type": "api_error", "message": "Something went wrong."}}
        if trouble == "slow":
            time.sleep(self.fake.trouble.seconds)
        if not self.headers.get("Authorization", "").startswith("Bearer sk_test"):
            return 401, {"error": {"type": "invalid_request_error", "message": "Invalid API Key provided."}}
        said = self.fake.answer(self.command, path, text, self.headers.get("Idempotency-Key", ""))
        if trouble == "lost":
            raise CutOff
        return (500, {"error": {"type": "api_error", "message": "Done, but."}}) if trouble == "deaf" else said

    def _page(self, name: str, body: str, *, declined: bool) -> None:
        self.fake.end_sessions()
        session = self.fake._find(name, "checkout.session")
        if self.command == "GET":
            return self._send(200, page(session, declined=declined), "text/html")
        if "act=pay" in body:
            return self._send(303, "", "text/plain", Location=self.fake.pay(name))
        self.fake.decline(name)
        return self._send(303, "", "text/plain", Location=f"/pay/{name}?declined")

    def _json(self, status: int, thing: Thing) -> None:
        self._send(status, json.dumps(thing), "application/json")

    def _send(self, status: int, text: str, kind: str, **headers: str) -> None:
        data = text.encode()
        self.send_response(status)
        told = {
            "Content-Type": f"{kind}; charset=utf-8",
            "Content-Length": str(len(data)),
            "Request-Id": "req_fake",
        }
        for name, value in (told | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


def server(fake: FakeStripe, port: int = 0) -> ThreadingHTTPServer:
    """Listens on loopback, port 0 being any free one; whoever called lets it serve."""
    made = ThreadingHTTPServer(("127.0.0.1", port), type("Handler", (Handler,), {"fake": fake}))
    made.daemon_threads = True
    fake.url = f"http://127.0.0.1:{made.server_port}"
    return made


def main(arguments: list[str]) -> None:
    port, hook, secret, *state = arguments
    fake = FakeStripe(hook=hook, secret=secret, state=Path(state[0]) if state else None)
    listening = server(fake, int(port))
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    while True:
        time.sleep(1)
        fake.end_sessions()


if __name__ == "__main__":
    main(sys.argv[1:])
