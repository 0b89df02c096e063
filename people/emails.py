"""Letters about accounts. They go through the outbox, so that no request waits for a mail server.

A letter may hold a key (a link that sets a new password), and jobs stay in the database for a month: so a letter lies
there sealed, and is blotted out once it was sent (docs/decisions/0010-letters-with-keys.md).
"""

import json
import secrets
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from core import mail, outbox
from core.models import Community, Job
from people.models import Claim, User
from people.sealing import seal, unseal

KIND = "people.letter"


def post(*, to: str, subject: str, text: str, language: str = "") -> None:
    """Puts a letter whose words are final into the outbox."""
    key = f"{KIND}:{secrets.token_hex(12)}"
    words = json.dumps({"to": to, "subject": subject, "text": text, "language": language})
    outbox.put(KIND, {"key": key, "sealed": seal(words, KIND)}, key=key)


def send(payload: dict[str, Any]) -> None:
    """Sends a letter from the outbox; one that was blotted out has been sent."""
    if "sealed" not in payload:
        return
    words = json.loads(unseal(payload["sealed"], KIND))
    mail.send(
        to=words["to"],
        template="account_letter",
        context={
            "heading": words["subject"],
            "text": words["text"],
            "paragraphs": [paragraph(part) for part in words["text"].split("\n\n") if part.strip()],
        },
        language=words["language"],
    )
    Job.objects.filter(key=payload["key"]).update(payload={})


def paragraph(text: str) -> dict[str, str]:
    """A paragraph that is nothing but an address becomes the letter's button."""
    text = text.strip()
    is_address = text.startswith(("https://", "http://")) and not any(sign.isspace() for sign in text)
    return {"address": text} if is_address else {"words": text}


def claim_decided(claim: Claim) -> None:
    _write(claim.user, "claim_decided", claim=claim)


def invitation(user: User, address: str) -> None:
    _write(user, "invitation", address=address)


def _write(user: User, name: str, **context: Any) -> None:
    """templates/people/letters/<name>.txt: its first line is the subject."""
    with translation.override(user.language or None):
        whole = {**context, "user": user, "community": Community.current(), "site_url": settings.SITE_URL}
        subject, _, text = render_to_string(f"people/letters/{name}.txt", whole).strip().partition("\n")
    post(to=user.email, subject=subject, text=text.strip(), language=user.language)
