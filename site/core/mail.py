"""One way to send mail: a subject and a text from templates, an HTML twin, a calendar's entry, list headers."""

from dataclasses import dataclass
from typing import Any, Literal

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from core.models import Community


@dataclass(frozen=True)
class Invitation:
    """An entry that calendar programs act on by themselves: REQUEST keeps or changes it, CANCEL takes it out.

    Google and Outlook look for it as one more form of the text, Apple and most others as a file; so it is both.
    """

    content: bytes
    method: Literal["REQUEST", "CANCEL"]


def one_line(text: str) -> str:
    """A header's value: no line break or control character from people's text gets into it."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]


def send(
    *,
    to: str,
    template: str,
    context: dict[str, Any],
    language: str = "",
    invitation: Invitation | None = None,
    unsubscribe_url: str = "",
    reply_to: str = "",
) -> None:
    """Renders templates/emails/<template>.txt (its first line is the subject) and .html, and sends.

    Called by workers, never within a transaction. `unsubscribe_url` stands on every mail that is not about the
    reader's own booking (RFC 8058).
    """
    with translation.override(language or settings.LANGUAGE_CODE):
        whole = {**context, "community": Community.current(), "site_url": settings.SITE_URL}
        subject, _, body = render_to_string(f"emails/{template}.txt", whole).lstrip().partition("\n")
        html = render_to_string(f"emails/{template}.html", {**whole, "subject": subject})
    headers = {}
    if unsubscribe_url:
        headers = {
            "List-Unsubscribe": f"<{unsubscribe_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    message = EmailMultiAlternatives(
        one_line(subject),
        body.strip() + "\n",
        to=[to],
        headers=headers,
        reply_to=[reply_to] if reply_to else None,
    )
    message.attach_alternative(html, "text/html")
    if invitation is not None:
        # The method stands here and in the entry; where the two differ, or it is missing here, nothing happens.
        message.attach_alternative(invitation.content.decode(), f"text/calendar; method={invitation.method}")
        message.attach("event.ics", invitation.content, "application/ics")
    message.send()
