"""Fetches a calendar from an address that a stranger gave: from the public internet, or not at all.

Each address, the first and each that it redirects to, is resolved once, every answer is checked, and the connection
goes to the very address that was checked: a name that means something else a moment later gains nothing. No setting
turns this off. The resolver and the connection are arguments, so that tests bring their own.

Standard library alone: it runs in a bare process (`events.calendars.apart`), of which the site's keys are no part.
"""

import functools
import http.client
import io
import ipaddress
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from events.calendars.rules.sentences import Sentence, Told
from events.calendars.rules.sentences import sentence as _

LARGEST = 2 * 1024 * 1024  # as it comes over the line, redirects and headers included; and unpacked
LONGEST = 10.0  # seconds in all, names and redirects included
MOST_REDIRECTS = 5
LONGEST_ADDRESS = 2000
PORTS = frozenset({80, 443, 8080, 8443})
"""Where web servers listen: a calendar is no way to knock at others' mail servers."""
TOO_LARGE = _("The calendar is larger than %(most)s MB.", most=LARGEST // 1024 // 1024)
AGENT = "Folkmoot (calendar mirror)"

Resolver = Callable[[str, int], Sequence[str]]
"""The addresses of a host, as text."""
Connection = Callable[[str, int, str, float], Any]
"""A socket to (address, port), by TLS for the named host where there is a name; may take so many seconds."""


class Refused(Told):
    """Nobody asked for this address: it is none of the public web."""


class Failed(Told):
    """The other side did not give a calendar. `wait` is how many seconds it asked to be left alone for."""

    def __init__(self, why: Sentence, wait: int = 0) -> None:
        super().__init__(why)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Fetched:
    body: bytes
    etag: str = ""
    modified: str = ""
    unchanged: bool = False  # 304: what was read last time still holds


@dataclass(frozen=True, slots=True)
class Target:
    """One request: where to connect once the host is resolved, and what to ask for there."""

    is_secure: bool
    host: str
    port: int
    path: str

    @property
    def named(self) -> str:
        """The Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.is_secure else 80) else f"{host}:{self.port}"


def web_address(url: str) -> str:
    """What calendar programs call webcal:// is fetched by HTTPS."""
    scheme, there, rest = url.strip().partition("://")
    return f"https://{rest}" if there and scheme.lower() in {"webcal", "webcals"} else url.strip()


def target_of(url: str) -> Target:
    """Raises Refused with a sentence for people."""
    if (
        len(url) > LONGEST_ADDRESS
        or any(ord(letter) <= 32 or ord(letter) == 127 for letter in url)
        or "\\" in url
    ):
        raise Refused(_("This is no web address."))
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Refused(_("This is no web address.")) from None
    if parts.scheme.lower() not in {"http", "https"}:
        raise Refused(_("Only addresses that begin with http:// or https:// are fetched."))
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        raise Refused(_("An address with a name and a password in it is not fetched."))
    is_secure = parts.scheme.lower() == "https"
    port = port if port is not None else (443 if is_secure else 80)
    if port not in PORTS:
        raise Refused(_("Calendars are fetched from the ports of web servers only."))
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]") if parts.query else ""
    )
    return Target(is_secure, _host(host), port, path)


def _host(host: str) -> str:
    if ":" in host:
        return host  # an IPv6 address, checked like any that a name resolves to
    try:
        host = host.encode("idna").decode("ascii").lower().rstrip(".")
    except UnicodeError:
        raise Refused(_("This is no web address.")) from None
    if not host or not re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", host):
        raise Refused(_("This is no web address."))
    last = host.rpartition(".")[2]
    if re.fullmatch(r"\d+|0x[0-9a-f]*", last) and not re.fullmatch(
        r"(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}", host
    ):
        # 2130706433, 0x7f.1 and 0177.0.0.1 are ways to write an address that only hide it.
        raise Refused(_("This is no web address."))
    return host


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet, also after the address that it carries within."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:  # also one with a scope, which no public address has
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        # Global unicast alone: no mapped, compatible or translated (64:ff9b::/96) addresses, no links, no sites.
        return (
            ip in _UNICAST
            and not any(ip in network for network in _TUNNELS)
            and ip.is_global
            and not ip.is_multicast
        )
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not any(ip in one for one in _ODD)


_UNICAST = ipaddress.IPv6Network("2000::/3")
_TUNNELS = tuple(
    ipaddress.IPv6Network(one)
    for one in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "3ffe::/16")
)
"""Teredo and its neighbours, examples, 6to4, the old test network: what carries another address or leads nowhere."""
_ODD = tuple(ipaddress.IPv4Network(one) for one in ("192.0.0.0/24", "192.88.99.0/24", "100.64.0.0/10"))


def resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


@functools.cache
def trusted() -> ssl.SSLContext:
    """To read whom the system trusts takes longer than a request."""
    return ssl.create_default_context()


def connect(address: str, port: int, host: str, seconds: float) -> Any:
    """To the address, which is never looked up again; the name is for the certificate."""
    line = socket.create_connection((address, port), timeout=seconds)
    if not host:
        return line
    try:
        return trusted().wrap_socket(line, server_hostname=host)
    except BaseException:
        line.close()
        raise


def fetch(
    url: str,
    *,
    etag: str = "",
    modified: str = "",
    resolver: Resolver = resolve,
    connection: Connection = connect,
    seconds: float = LONGEST,
) -> Fetched:
    """What the address gives. Raises Refused or Failed, and takes no longer than `seconds`."""
    granted = _Granted(time.monotonic() + seconds)
    for _turn in range(MOST_REDIRECTS + 1):
        target = target_of(url)
        try:
            answer = _ask(target, etag, modified, resolver, connection, granted)
        except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
            if isinstance(error, TimeoutError) or time.monotonic() >= granted.deadline:
                raise Failed(
                    _(
                        "%(host)s took longer than %(seconds)s seconds.",
                        host=target.host,
                        seconds=round(seconds),
                    )
                ) from None
            raise Failed(
                _("%(host)s did not answer: %(error)s.", host=target.host, error=_plain(error))
            ) from None
        if isinstance(answer, Fetched):
            return answer
        try:
            url = urljoin(url, answer)
        except ValueError:
            raise Refused(_("This is no web address.")) from None
    raise Failed(_("The address redirects in circles."))


def _ask(
    target: Target, etag: str, modified: str, resolver: Resolver, connection: Connection, granted: "_Granted"
) -> Fetched | str:
    """The calendar, or the address of the next to ask."""
    address = _checked(target, resolver, granted.deadline)
    line = connection(address, target.port, target.host if target.is_secure else "", _left(granted.deadline))
    try:
        asking = http.client.HTTPConnection(target.host, target.port)
        asking.sock = _Line(line, granted)
        asking.putrequest("GET", target.path, skip_host=True, skip_accept_encoding=True)
        asking.putheader("Host", target.named)
        asking.putheader("User-Agent", AGENT)
        asking.putheader("Accept", "text/calendar, text/plain;q=0.5, */*;q=0.1")
        asking.putheader("Accept-Encoding", "gzip")
        asking.putheader("Connection", "close")
        if etag:
            asking.putheader("If-None-Match", etag)
        if modified:
            asking.putheader("If-Modified-Since", modified)
        asking.endheaders()
        return _read(asking.getresponse(), target)
    finally:
        line.close()


def _checked(target: Target, resolver: Resolver, deadline: float) -> str:
    """The address to connect to. All that the name means must be public: else it is a trap, or somebody's house."""
    found: list[str] = []
    wrong: list[Exception] = []

    def look_up() -> None:
        try:
            found.extend(resolver(target.host, target.port))
        except Exception as error:
            wrong.append(error)

    # A name server that says nothing would hold this up for longer than is granted.
    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(_left(deadline))
    if thread.is_alive():
        raise TimeoutError
    if wrong or not found:
        raise Failed(_("Nobody knows the host %(host)s.", host=target.host))
    if not all(is_public(address) for address in found):
        raise Refused(_("%(host)s is no host of the public internet.", host=target.host))
    return found[0]


def _read(answer: http.client.HTTPResponse, target: Target) -> Fetched | str:
    if answer.status in {301, 302, 303, 307, 308}:
        where = answer.headers.get("Location", "")
        if not where:
            raise Failed(_("%(host)s redirects to nowhere.", host=target.host))
        return where
    if answer.status == 304:
        return Fetched(b"", unchanged=True)
    if answer.status != 200:
        raise Failed(
            _("%(host)s answers %(status)s.", host=target.host, status=answer.status),
            _wait(answer.headers.get("Retry-After", "")),
        )
    if (length := answer.headers.get("Content-Length", "")).isdecimal() and int(length[:12]) > LARGEST:
        raise Failed(TOO_LARGE)
    packing = answer.headers.get("Content-Encoding", "").strip().lower()
    if packing not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise Failed(_("%(host)s packs its calendar in a way that is not read here.", host=target.host))
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if packing not in {"", "identity"} else None
    body = bytearray()
    while piece := answer.read1(65536):
        while piece:
            body += unpack.decompress(piece, LARGEST + 1 - len(body)) if unpack else piece
            if len(body) > LARGEST:
                raise Failed(TOO_LARGE)
            piece = unpack.unconsumed_tail if unpack else b""
    if answer.length or (unpack is not None and not unpack.eof):
        raise Failed(
            _("%(host)s broke off before the calendar ended.", host=target.host)
        )  # half of it would end half of the events
    return Fetched(bytes(body), _header(answer, "ETag"), _header(answer, "Last-Modified"))


def _header(answer: http.client.HTTPResponse, name: str) -> str:
    """To be sent back next time: one line of plain letters, or nothing."""
    text = str(answer.headers.get(name, "")).strip()
    return text if len(text) <= 200 and text.isascii() and text.isprintable() else ""


def _wait(text: str) -> int:
    return min(int(text), 7 * 86400) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _plain(error: Exception) -> str:
    text = str(getattr(error, "strerror", "") or error or type(error).__name__)
    return "".join(letter if letter.isprintable() else " " for letter in text)[:120].rstrip(". ")


@dataclass(slots=True)
class _Granted:
    """What all requests of one look have together."""

    deadline: float
    room: int = LARGEST  # bytes that may still come in


class _Line:
    """The connection as http.client sees it: each reading ends when the time for all of it does, and what comes in is
    counted, headers and all."""

    def __init__(self, line: Any, granted: _Granted) -> None:
        self._line, self._granted = line, granted

    def sendall(self, data: bytes) -> None:
        self._line.settimeout(_left(self._granted.deadline))
        self._line.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self._line, self._granted))

    def close(self) -> None:
        """http.client lets go of it before the answer is read; whoever connected closes it."""


class _Incoming(io.RawIOBase):
    def __init__(self, line: Any, granted: _Granted) -> None:
        self._line, self._granted = line, granted

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._granted.room:
            raise Failed(TOO_LARGE)
        self._line.settimeout(_left(self._granted.deadline))
        count = int(self._line.recv_into(memoryview(buffer)[: self._granted.room]))
        self._granted.room -= count
        return count
