"""The guard around what is fetched: nothing on this machine or its network is reached, whatever the address says."""

import gzip
import itertools
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from events.calendars import fetch as fetching
from events.calendars.fetch import Failed, Refused, fetch, is_public, target_of

PUBLIC = "93.184.216.34"
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"

PRIVATE = """
127.0.0.1 127.0.0.53 127.255.255.254 0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.254
192.168.0.1 192.168.1.254 169.254.169.254 169.254.0.1 100.64.0.1 100.127.255.254 192.0.0.1 192.0.0.8
192.0.2.1 198.18.0.1 198.19.255.254 198.51.100.7 203.0.113.9 192.88.99.1 224.0.0.1 239.255.255.250 240.0.0.1
255.255.255.255 ::1 :: ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:10.0.0.1 ::ffff:0:127.0.0.1
64:ff9b::7f00:1 64:ff9b::127.0.0.1 64:ff9b::93.184.216.34 64:ff9b:1::7f00:1 2002:7f00:1:: 2002:a00:1::1
2001:0:7f00:1::1 2001::1 2001:2::1 2001:10::1 2001:db8::1 3fff::1 3ffe::1 fe80::1 fe80::1%lo fec0::1 fc00::1
fd12:3456::1 ff02::1 ff0e::1 100::1 5f00::1 4000::1
""".split()
SPELT = """
127.1 127.0.1 2130706433 0x7f000001 0x7f.0.0.1 0x7f.1 0177.0.0.1 0177.1 017700000001 0127.0.0.1 127.0.0.01
127.000.000.001 127.0.0.1.. 0x7F.0x0.0x0.0x1 1.2.3.4.5 256.1.1.1 3232235777 0xc0a80101 0xa9fea9fe 2852039166
0251.0376.0251.0376 0 0x0 %31%32%37.0.0.1 127。0。0。1 １２７.０.０.１ ①②⑦.⓪.⓪.① localhost%00.example localhost\\t
[::1 ::1] [127.0.0.1] [localhost] [v1.x] a..b .example - exa_mple.. ho*st ho$t a,b
""".split()
ODD = """
file:///etc/passwd file://localhost/etc/passwd ftp://127.0.0.1/ gopher://127.0.0.1:6379/_INFO
dict://127.0.0.1:11211/stat ldap://127.0.0.1/ data:text/calendar,BEGIN javascript:alert(1) ws://127.0.0.1/
mailto:a@b jar:http://127.0.0.1!/ unix:/run/x //127.0.0.1/ /etc/passwd 127.0.0.1 http: http:// http:///
http:///x http:127.0.0.1 http:/127.0.0.1 https://?x https://#x http://a@127.0.0.1/ http://a:b@good.example/
http://good.example@127.0.0.1/ http://127.0.0.1@good.example/ http://@good.example/ http://good.example:22/
http://good.example:25/ http://good.example:6379/ http://good.example:0/ http://good.example:99999/
http://good.example:-80/ http://good.example:x/ http://good.example:80:80/ http://good.example\\@127.0.0.1/
http://good.example\\127.0.0.1/ netdoc:///etc/passwd phar://x view-source:http://127.0.0.1/
blob:http://127.0.0.1/1 HTTP+UNIX://x/ sftp://127.0.0.1/ tftp://127.0.0.1/
""".split()
LINES = [
    "http://good.example/\r\nHost: 127.0.0.1",
    "http://good.example/ HTTP/1.1\r\nX: y",
    "http://good.example/\x00",
    " http://127.0.0.1/",
]


def literal(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def named(number: int) -> str:
    return f"trap{number}.example"


NAMES = {named(n): [address] for n, address in enumerate(PRIVATE)}
DIRECT = [
    *(f"{scheme}://{literal(address)}/x.ics" for address in PRIVATE for scheme in ("http", "https")),
    *(
        f"http://{host}/x.ics"
        for host in (*SPELT, "localhost", "LOCALHOST", "localhost.", "good.example.localhost")
    ),
    *(f"http://{host}/x.ics" for host in NAMES),
    *ODD,
    *LINES,
]
REDIRECTED = [f"http://good.example/to?{n}" for n in range(len(DIRECT))]
HOSTILE = [*DIRECT, *REDIRECTED]


def resolve(host: str, port: int) -> list[str]:
    """What a name server and the C library would say: odd spellings of an address are addresses to them."""
    if host.endswith("localhost"):
        return ["127.0.0.1"]
    if host in NAMES:
        return NAMES[host]
    try:
        return [socket.inet_ntoa(socket.inet_aton(host))]
    except OSError:
        return [host] if ":" in host else [PUBLIC]


class Server:
    """A server on loopback that plays one in the public internet, and a canary beside it that nobody may reach."""

    def __init__(self) -> None:
        self.answers: dict[bytes, object] = {}
        self.asked: list[bytes] = []
        self.canary = 0
        self._lines = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
        self._closing = threading.Event()
        for line, serve in zip(self._lines, (self._answer, self._sing), strict=True):
            threading.Thread(target=self._accept, args=(line, serve), daemon=True).start()

    def connect(self, address: str, port: int, host: str, seconds: float) -> socket.socket:
        there = self._lines[0 if address == PUBLIC else 1]
        return socket.create_connection(there.getsockname(), timeout=seconds)

    def close(self) -> None:
        self._closing.set()
        for line in self._lines:
            line.close()

    def _accept(self, line, serve) -> None:
        while not self._closing.is_set():
            try:
                caller, _ = line.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(caller,), daemon=True).start()

    def _sing(self, caller) -> None:
        self.canary += 1
        caller.close()

    def _answer(self, caller) -> None:
        with caller:
            asked = caller.recv(65536)
            self.asked.append(asked)
            path = asked.split(b" ")[1]
            said = self.answers.get(path) or self.answers.get(path.partition(b"?")[0], NOT_FOUND)
            try:
                for piece in said(path) if callable(said) else [said]:
                    if self._closing.is_set():
                        return
                    caller.sendall(piece)
            except OSError:
                return


class Measured:
    """A connection that notes how many bytes come in."""

    def __init__(self, line: socket.socket, got: list[int]) -> None:
        self._line, self._got = line, got

    def recv_into(self, buffer) -> int:
        self._got.append(self._line.recv_into(buffer))
        return self._got[-1]

    def __getattr__(self, name: str):
        return getattr(self._line, name)


@pytest.fixture
def _at_a_fixed_time() -> None:
    """The clock goes on here: how long a fetch takes is what is tested."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    server = Server()
    server.answers[b"/to"] = lambda path: [
        b"HTTP/1.1 302 Found\r\nLocation: "
        + DIRECT[int(path.partition(b"?")[2])].encode("utf-8", "replace")
        + b"\r\n\r\n"
    ]
    yield server
    server.close()


def ask(server: Server, url: str, **more):
    return fetch(url, **{"resolver": resolve, "connection": server.connect, "seconds": 3, **more})


def test_there_are_four_hundred_hostile_addresses():
    assert len(set(HOSTILE)) >= 400


@pytest.mark.parametrize("part", range(8))
def test_no_hostile_address_leads_to_this_machine(server, part):
    before = server.canary
    for url in HOSTILE[part::8]:
        with pytest.raises((Refused, Failed)):
            ask(server, url)

    assert server.canary == before


@pytest.mark.heavy(sabotage=["address", "once", "redirect"])
def test_no_hostile_address_leads_to_this_machine_for_long(server, sabotage, monkeypatch):
    """All of them, each also as a redirect, and names that mean another address at each look."""
    if sabotage == "address":
        monkeypatch.setattr(fetching, "is_public", lambda address: True)
    before, turns = server.canary, itertools.cycle([[PUBLIC], ["127.0.0.1"], ["::1"], [PUBLIC, "10.0.0.1"]])
    connection = server.connect
    if sabotage == "once":  # the connection looks the name up again, as most libraries do
        connection = lambda address, port, host, left: server.connect(next(turns)[0], port, host, left)  # noqa: E731
    if sabotage == "redirect":
        check = fetching._checked
        monkeypatch.setattr(
            fetching,
            "_checked",
            lambda target, resolver, deadline: (
                check(target, resolver, deadline)
                if "good" in target.host
                else resolver(target.host, target.port)[0]
            ),
        )
    server.answers[b"/again"] = b"HTTP/1.1 302 Found\r\nLocation: http://turning.example/again\r\n\r\n"
    for url in HOSTILE:
        with pytest.raises((Refused, Failed)):
            ask(server, url, connection=connection)
    for _ in range(200):
        with pytest.raises((Refused, Failed)):
            ask(
                server,
                "http://turning.example/again",
                resolver=lambda host, port: next(turns),
                connection=connection,
            )

    assert server.canary == before


def test_a_name_that_means_another_address_a_moment_later_gains_nothing(server):
    server.answers[b"/x.ics"] = b"HTTP/1.1 200 OK\r\nContent-Length: 32\r\n\r\n" + CALENDAR
    meant = iter([[PUBLIC], ["127.0.0.1"]])
    before = server.canary

    assert (
        ask(server, "http://turning.example/x.ics", resolver=lambda host, port: next(meant)).body == CALENDAR
    )
    with pytest.raises(Refused):
        ask(server, "http://turning.example/x.ics", resolver=lambda host, port: next(meant))
    with pytest.raises(Refused):  # one of several is enough
        ask(server, "http://turning.example/x.ics", resolver=lambda host, port: [PUBLIC, "10.0.0.1"])
    assert server.canary == before


@pytest.mark.parametrize("address", ["93.184.216.34", "1.1.1.1", "2606:4700:4700::1111", "2a01:4f8::1"])
def test_the_public_internet_is_public(address):
    assert is_public(address)


def endless(head: bytes, piece: bytes):
    return lambda path: itertools.chain([head], itertools.repeat(piece))


def dripping(head: bytes, piece: bytes):
    def drip(path):
        yield head
        while True:
            time.sleep(0.05)
            yield piece

    return drip


OK = b"HTTP/1.1 200 OK\r\n"
BOMB = zlib.compressobj(9, zlib.DEFLATED, 31)
BOMB = BOMB.compress(bytes(30_000_000)) + BOMB.flush()
HEAVY = {
    "endless": endless(OK + b"\r\n", b"x" * 65536),
    "endless chunks": endless(
        OK + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65536 + b"\r\n"
    ),
    "empty chunks of an extension": endless(
        OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1;" + b"x" * 1000 + b"\r\nx\r\n"
    ),
    "endless trailers": endless(
        OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"A: " + b"x" * 60000 + b"\r\n"
    ),
    "endless continue": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "a huge header": endless(OK, b"A: " + b"x" * 60000),
    "a thousand headers": endless(OK, b"A: b\r\n" * 1000),
    "a length that is too large": OK + b"Content-Length: 99999999999\r\n\r\n",
    "unpacks to thirty megabytes": OK + b"Content-Encoding: gzip\r\n\r\n" + BOMB,
    "packed twice": OK + b"Content-Encoding: gzip, gzip\r\n\r\n" + gzip.compress(BOMB),
    "packed otherwise": OK + b"Content-Encoding: br\r\n\r\nx",
    "no gzip": OK + b"Content-Encoding: gzip\r\n\r\nBEGIN:VCALENDAR",
    "no http": b"SSH-2.0-OpenSSH\r\n",
    "nothing": b"",
    "heavy redirects": OK.replace(b"200 OK", b"302 Found")
    + (b"A: " + b"x" * 60_000 + b"\r\n") * 30
    + b"Location: /heavy\r\n\r\n",
    "shorter than it says": OK + b"Content-Length: 1000\r\n\r\nBEGIN",
}
SLOW = {
    "a body by drops": dripping(OK + b"\r\n", b"x"),
    "a header by drops": dripping(OK, b"x"),
    "a status by drops": dripping(b"HTTP/1.1 ", b"2"),
    "chunks by drops": dripping(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "silence": dripping(b"", b""),
}


@pytest.mark.parametrize("what", HEAVY)
def test_what_is_too_much_or_no_calendar_is_left(server, what):
    server.answers[b"/heavy"] = HEAVY[what]
    got: list[int] = []

    with pytest.raises(Failed):
        ask(
            server,
            "http://good.example/heavy",
            connection=lambda *to: Measured(server.connect(*to), got),
        )
    assert sum(got) <= 2 * 1024 * 1024


@pytest.mark.parametrize("what", SLOW)
def test_what_takes_too_long_is_left(server, what):
    server.answers[b"/slow"] = SLOW[what]
    started = time.monotonic()

    with pytest.raises(Failed, match="took longer"):
        ask(server, "http://good.example/slow", seconds=0.3)
    assert time.monotonic() - started < 1


def test_a_handshake_that_says_nothing_is_not_waited_for(server):
    silent = socket.create_server(("127.0.0.1", 0))

    def connect(address, port, host, seconds):
        return fetching.connect(*silent.getsockname(), host, seconds)

    started = time.monotonic()

    with silent, pytest.raises(Failed, match="took longer"):
        ask(server, "https://good.example/x", connection=connect, seconds=0.2)
    assert time.monotonic() - started < 1


@pytest.mark.heavy
def test_each_of_them_ends_within_ten_seconds(server):
    for said in (*HEAVY.values(), *SLOW.values()):
        server.answers[b"/all"] = said
        started = time.monotonic()
        with pytest.raises(Failed):
            ask(server, "http://good.example/all", seconds=fetching.LONGEST)
        assert time.monotonic() - started < 10.5


def test_a_name_server_that_says_nothing_is_not_waited_for(server):
    started = time.monotonic()

    with pytest.raises(Failed, match="took longer"):
        ask(
            server,
            "http://good.example/x",
            resolver=lambda host, port: time.sleep(2) or [PUBLIC],
            seconds=0.2,
        )
    assert time.monotonic() - started < 1


def test_circles_of_redirects_end(server):
    server.answers[b"/round"] = b"HTTP/1.1 301 Moved\r\nLocation: /round\r\n\r\n"

    with pytest.raises(Failed, match="circles"):
        ask(server, "http://good.example/round")


def test_a_calendar_is_asked_for_by_name_and_with_what_is_known_of_it(server):
    server.answers[b"/a%20b.ics?x=%C3%A9"] = (
        OK + b'ETag: "7"\r\nLast-Modified: Sat, 02 May 2026 12:00:00 GMT\r\nContent-Encoding: gzip\r\n\r\n'
        + gzip.compress(CALENDAR)
    )  # fmt: skip

    found = ask(
        server, "http://Good.Example:8080/a%20b.ics?x=é", etag='"6"', modified="Fri, 01 May 2026 12:00:00 GMT"
    )

    assert (found.body, found.etag, found.modified) == (CALENDAR, '"7"', "Sat, 02 May 2026 12:00:00 GMT")
    head = server.asked[-1].decode()
    assert "Host: good.example:8080\r\n" in head
    assert 'If-None-Match: "6"\r\n' in head and "If-Modified-Since: Fri, 01 May 2026 12:00:00 GMT\r\n" in head


def test_a_certificate_is_asked_for_by_the_name_and_not_by_the_address(server):
    server.answers[b"/x.ics"] = OK + b"\r\n" + CALENDAR
    names = []

    def connection(address, port, host, seconds):
        names.append((address, port, host))
        return server.connect(address, port, host, seconds)

    ask(server, "https://good.example/x.ics", connection=connection)

    assert names == [(PUBLIC, 443, "good.example")]


def test_unchanged_is_said_by_304_and_a_busy_host_says_how_long(server):
    server.answers[b"/same"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    server.answers[b"/busy"] = b"HTTP/1.1 503 Busy\r\nRetry-After: 7200\r\n\r\n"

    assert ask(server, "http://good.example/same").unchanged
    with pytest.raises(Failed) as no:
        ask(server, "http://good.example/busy")
    assert no.value.wait == 7200


def test_no_header_of_theirs_becomes_one_of_ours(server):
    server.answers[b"/etag"] = OK + b'ETag: "7\xff"\r\nLast-Modified: ' + b"x" * 300 + b"\r\n\r\n" + CALENDAR

    found = ask(server, "http://good.example/etag")

    assert (found.etag, found.modified) == ("", "")


@contextmanager
def _environment(monkeypatch, **values):
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    yield


def test_no_setting_turns_the_guard_off(server, monkeypatch):
    with _environment(monkeypatch, DEMO="1", DEBUG="1", HTTP_PROXY="http://127.0.0.1:1", ALLOW_PRIVATE="1"):
        with pytest.raises(Refused):
            ask(server, "http://127.0.0.1/")
        assert target_of("http://good.example/").port == 80
