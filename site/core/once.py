"""What is sent twice is done once: a form by its hidden key, a program's request by its `Idempotency-Key`."""

import uuid

from django.http import HttpRequest


def own_key(request: HttpRequest, told: str | uuid.UUID | None) -> uuid.UUID | None:
    """What a reader or a program calls a request, as a key that is nobody else's; None where they say nothing."""
    if not told:
        return None
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{request.user.pk}:{request.path}:{told}")
