"""Ten seconds are all that a fetch takes, by a clock of its own."""

import pytest

from events.calendars import fetch as fetching
from events.calendars.fetch import Failed, fetch

PUBLIC = "93.184.216.34"


class Spent:
    """A clock, and a host for which each thing takes so many of its seconds; it waits no longer than it may."""

    def __init__(self, **takes: float) -> None:
        self.now, self.takes, self.said = 0.0, takes, b""

    def monotonic(self) -> float:
        return self.now

    def wait(self, what: str, most: float) -> None:
        self.now += min(self.takes.get(what, 0), most)
        if self.takes.get(what, 0) > most:
            raise TimeoutError

    def resolve(self, host: str, port: int) -> list[str]:
        self.wait("name", 3600)
        return [PUBLIC]

    def connect(self, address: str, port: int, host: str, seconds: float) -> "Spent":
        self.wait("connect", seconds)
        where = b"HTTP/1.1 301 Moved\r\nLocation: /on\r\n\r\n"
        head = where if "redirect" in self.takes else b"HTTP/1.1 200 OK\r\nA: " + b"b" * 20 + b"\r\n\r\n"
        self.said = head + bytes(100)
        return self

    def settimeout(self, seconds: float) -> None:
        self.most = seconds

    def sendall(self, data: bytes) -> None:
        self.wait("send", self.most)
        self.wait("redirect", self.most)

    def recv_into(self, buffer) -> int:
        head, _, _ = self.said.rpartition(b"\r\n\r\n")
        what = "head" if head else "body"
        self.wait(what, self.most)
        step = 1 if what in self.takes else len(head) + 4 if head else 100
        piece, self.said = self.said[:step], self.said[step:]
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        pass


@pytest.mark.parametrize(
    "takes",
    [
        {"name": 11},
        {"name": 4, "connect": 7},
        {"connect": 11},
        {"send": 11},
        {"head": 11},
        {"head": 0.3},
        {"body": 11},
        {"body": 0.3},
        {"name": 3, "connect": 3, "send": 3, "body": 0.3},
        {"redirect": 3},
        {"name": 1, "connect": 1, "redirect": 1},
    ],
    ids=str,
)
def test_ten_seconds_are_all_there_is_however_they_are_spent(monkeypatch, takes):
    host = Spent(**takes)
    monkeypatch.setattr(fetching, "time", host)

    with pytest.raises(Failed, match="took longer than 10 seconds"):
        fetch("http://good.example/", resolver=host.resolve, connection=host.connect)

    assert host.now == pytest.approx(11 if takes == {"name": 11} else 10)  # that name is waited for apart
