"""Django's PostgreSQL, with a check of kept connections that costs no journey to the server.

CONN_HEALTH_CHECKS asks `SELECT 1` at the first statement of each request: for a kept answer, which takes one look-up,
that is half of the way. A server that ended the connection has told its end of the line already, so it is enough to
listen: nothing is to be heard on a connection that nobody has asked anything.
"""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        if self.connection is None or self.connection.closed:
            return False
        if self.errors_occurred or _something_is_heard(self.connection.fileno()):
            return super().is_usable()
        return True


def _something_is_heard(socket: int) -> bool:
    """The end, or a notice: whoever asks the server learns which."""
    poll = select.poll()
    poll.register(socket, select.POLLIN | select.POLLRDHUP if hasattr(select, "POLLRDHUP") else select.POLLIN)
    return bool(poll.poll(0))
