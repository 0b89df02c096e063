"""The id of the request that is being answered, for logs, audit rows and the answer's header."""

from contextvars import ContextVar

current: ContextVar[str] = ContextVar("request_id", default="")
