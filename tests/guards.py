"""What no test may do: speak to any address but this machine's own."""

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest


class NetworkRefusedError(OSError):
    """A test tried to leave the machine."""


def is_loopback(host: Any) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host).is_loopback
    except ValueError:
        return False


@contextmanager
def no_network() -> Iterator[list[str]]:
    """Refuses names and addresses beyond loopback, and tells which were asked for."""
    tried: list[str] = []

    def refuse(where: object) -> None:
        tried.append(str(where))
        raise NetworkRefusedError(f"a test must not speak to {where}")

    connect, connect_ex, sendto = socket.socket.connect, socket.socket.connect_ex, socket.socket.sendto
    getaddrinfo = socket.getaddrinfo

    def guarded(original: Any) -> Any:
        def call(self: socket.socket, *args: Any) -> Any:
            # connect(address), connect_ex(address), sendto(data, [flags,] address)
            if self.family in (socket.AF_INET, socket.AF_INET6) and not is_loopback(args[-1][0]):
                refuse(args[-1][0])
            return original(self, *args)

        return call

    def guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            literal = bool(ipaddress.ip_address(host))
        except ValueError:
            literal = False
        if not literal and not is_loopback(host):
            refuse(host)
        return getaddrinfo(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded(connect))
        patch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
        patch.setattr(socket.socket, "sendto", guarded(sendto))
        patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
        yield tried
