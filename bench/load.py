"""A small HTTP/1.1 client that keeps its connections and the server busy, and notes how long each answer took.

What one client does is a *visit*: a generator that yields requests as bytes and is sent each `Answer`. It talks to
loopback addresses only, for a bounded time.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from functools import partial
from typing import cast

Visit = Generator[bytes, "Answer", None]


@dataclass(frozen=True)
class Answer:
    status: int
    head: bytes
    body: bytes


@dataclass
class Figures:
    """What one run found: seconds per request, how many visits were done, how the server answered."""

    seconds: list[float] = field(default_factory=list)
    visits: int = 0
    statuses: Counter = field(default_factory=Counter)
    lost: int = 0
    elapsed: float = 0.0

    @property
    def per_second(self) -> float:
        return self.visits / self.elapsed if self.elapsed else 0.0

    def percentile(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


class Client(asyncio.Protocol):
    """One connection that makes visits until told to stop."""

    def __init__(self, visits: Callable[[], Visit], figures: Figures, done: asyncio.Future) -> None:
        self.visits, self.figures, self.done = visits, figures, done
        self.buffer = b""
        self.stopping = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.begin()

    def begin(self) -> None:
        self.visit = self.visits()
        self.send(next(self.visit))

    def send(self, request: bytes) -> None:
        self.sent_at = time.perf_counter()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        answer = whole_answer(self.buffer)
        if answer is None:
            return
        self.buffer = b""
        self.figures.seconds.append(time.perf_counter() - self.sent_at)
        self.figures.statuses[answer.status] += 1
        try:
            following = self.visit.send(answer)
        except StopIteration:
            self.figures.visits += 1
            if self.stopping:
                self.transport.close()
                return
            following = None
        if b"\nconnection: close" in answer.head:
            self.transport.close()
        elif following is not None:
            self.send(following)
        else:
            self.begin()

    def connection_lost(self, error: Exception | None) -> None:
        if error is not None:
            self.figures.lost += 1
        if not self.done.done():
            self.done.set_result(None)


def whole_answer(data: bytes) -> Answer | None:
    """The answer in `data`, or None while a part of it is still on its way."""
    head, found, body = data.partition(b"\r\n\r\n")
    if not found:
        return None
    status = int(head[9:12])
    lowered = head.lower()
    if status in (204, 304):
        return Answer(status, lowered, b"")
    if b"transfer-encoding: chunked" in lowered:
        whole = unchunked(body)
        return None if whole is None else Answer(status, lowered, whole)
    at = lowered.find(b"\ncontent-length:")
    if at < 0:
        return None
    length = int(lowered[at + 16 : at + 30].split(b"\r", 1)[0])
    return Answer(status, lowered, body) if len(body) >= length else None


def unchunked(body: bytes) -> bytes | None:
    """What the chunks hold together; None while the last, empty one is still on its way."""
    parts: list[bytes] = []
    at = 0
    while (end := body.find(b"\r\n", at)) >= 0:
        length = int(body[at:end], 16)
        if not length:
            return b"".join(parts) if len(body) >= end + 4 else None
        parts.append(body[end + 2 : end + 2 + length])
        at = end + length + 4
    return None


async def _run(port: int, visits: Callable[[], Visit], clients: int, seconds: float) -> Figures:
    loop = asyncio.get_running_loop()
    figures = Figures()
    started = time.perf_counter()
    ends_at = started + seconds
    now: set[Client] = set()

    async def keep_one() -> None:
        while time.perf_counter() < ends_at:
            done = loop.create_future()
            try:
                make = partial(Client, visits, figures, done)
                _, client = await loop.create_connection(make, "127.0.0.1", port)
            except OSError:
                figures.lost += 1
                await asyncio.sleep(0.05)
                continue
            now.add(client)
            await done
            now.discard(client)

    async def stop() -> None:
        await asyncio.sleep(seconds)
        for client in now:
            client.stopping = True

    stopper = asyncio.create_task(stop())
    await asyncio.wait([asyncio.create_task(keep_one()) for _ in range(clients)], timeout=seconds + 30)
    figures.elapsed = time.perf_counter() - started
    stopper.cancel()
    for client in now:
        client.transport.abort()
    return figures


def load(port: int, visits: Callable[[], Visit], *, clients: int = 32, seconds: float = 2.0) -> Figures:
    return asyncio.run(_run(port, visits, clients, seconds))


def once(port: int, request: bytes) -> Answer:
    """One answer, for finding out what there is."""
    kept: list[Answer] = []

    def visit() -> Visit:
        kept.append((yield request))

    async def go() -> None:
        loop = asyncio.get_running_loop()
        done = loop.create_future()
        _, client = await loop.create_connection(lambda: Client(visit, Figures(), done), "127.0.0.1", port)
        client.stopping = True
        await asyncio.wait_for(done, 60)

    asyncio.run(go())
    return kept[0]
