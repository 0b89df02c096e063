"""The mailbox to look into where no mail server is set: one file a message under var/mail/."""

import datetime as dt
import email
import email.policy
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage as ParsedMessage
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class MailboxBackend(BaseEmailBackend):
    """Keeps messages as files, newest name last; what a person would have got can be read at /demo/mail/."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.MAILBOX_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S%f")
            (folder / f"{stamp}-{secrets.token_hex(4)}.eml").write_bytes(message.message().as_bytes())
        return len(email_messages)


@dataclass(frozen=True)
class Letter:
    name: str
    message: ParsedMessage

    @property
    def text(self) -> str:
        body = self.message.get_body(("plain",))
        return body.get_content() if body else ""

    @property
    def parts(self) -> list[tuple[str, str, bytes]]:
        """(file name, type, bytes) of what is attached."""
        return [
            (p.get_filename() or "part", p.get_content_type(), bytes(p.get_payload(decode=True) or b""))
            for p in self.message.iter_attachments()
        ]


def letters(most: int = 100) -> list[Letter]:
    """The newest letters first."""
    folder = Path(settings.MAILBOX_DIR)
    files = sorted(folder.glob("*.eml"), reverse=True)[:most] if folder.exists() else []
    return [letter(f.name) for f in files]


def letter(name: str) -> Letter:
    """One letter by its file name. FileNotFoundError where there is none; a path in the name is refused."""
    if Path(name).name != name:
        raise FileNotFoundError(name)
    raw = (Path(settings.MAILBOX_DIR) / name).read_bytes()
    return Letter(name, email.message_from_bytes(raw, policy=email.policy.default))  # type: ignore[arg-type]
