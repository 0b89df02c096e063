"""Kept connections are listened to before they are used, and not asked."""

import socket

from core.postgresql.base import _something_is_heard


def test_a_quiet_connection_is_heard_nothing_of():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert not _something_is_heard(ours.fileno())


def test_the_end_of_a_connection_is_heard():
    ours, theirs = socket.socketpair()
    with ours:
        theirs.close()

        assert _something_is_heard(ours.fileno())
