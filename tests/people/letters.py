"""Letters of a test: what the outbox holds is sent, and read."""

import re

from django.core import mail

from core import outbox
from core.clock import now


def delivered() -> list:
    """Everything that was sent so far, after the worker had its turn."""
    outbox.sweep(now())
    return mail.outbox


def address_in(letter, path: str) -> str:
    """The path of the first address in the letter that contains `path`."""
    found = re.search(rf"https?://[^/\s]+([^\s]*{path}[^\s]*)", letter.body)
    assert found, letter.body
    return found[1]
