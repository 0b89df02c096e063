"""A Nominatim on loopback: what geopy's real class asks is answered as the real service would.

It knows a few places; queries named in `troubles` are answered with trouble instead: a status, or "silence", which
outlasts every timeout.
"""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

PLACES = [
    ("Köln, Nordrhein-Westfalen, Germany", 50.9384, 6.9599, "de"),
    ("Paris, Île-de-France, France", 48.8535, 2.3484, "fr"),
    ("Ojere, Ogun State, Nigeria", 7.1557, 3.3451, "ng"),
    ("Ericeira, Mafra, Portugal", 38.9629, -9.4157, "pt"),
]
SILENCE = "silence"


@dataclass
class FakeNominatim:
    url: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    troubles: dict[str, int | str] = field(default_factory=dict)
    retry_after: str = ""

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, object]:
        trouble = self.troubles.get(query.get("q", ""))
        if isinstance(trouble, int):
            return trouble, {"error": "trouble"}
        if trouble == SILENCE:
            time.sleep(3)
        if path != "/search" or query.get("format") != "json":
            return 404, {"error": "no such address"}
        wanted = query.get("q", "").casefold()
        codes = set(filter(None, query.get("countrycodes", "").split(",")))
        found = [
            {
                "lat": str(lat),
                "lon": str(lon),
                "display_name": name,
                **({"address": {"country_code": code}} if query.get("addressdetails") else {}),
            }
            for name, lat, lon, code in PLACES
            if wanted in name.casefold() and (not codes or code in codes)
        ]
        return 200, found[: int(query.get("limit", 10))]


@contextmanager
def fake_nominatim() -> Iterator[FakeNominatim]:
    fake = FakeNominatim()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = dict(parse_qsl(parts.query))
            fake.asked.append(query)
            fake.agents.append(self.headers.get("User-Agent", ""))
            fake.at.append(time.monotonic())
            status, body = fake.answer(parts.path, query)
            data = json.dumps(body).encode()
            try:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                if fake.retry_after and status == 429:
                    self.send_header("Retry-After", fake.retry_after)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            except BrokenPipeError:
                pass  # the caller gave up, as it should

        def log_message(self, *args: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
