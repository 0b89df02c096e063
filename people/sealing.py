"""Text that the database keeps but whoever reads the database must not: letters with keys in them, second factors."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes


def _cipher(purpose: str) -> MultiFernet:
    keys = [
        base64.urlsafe_b64encode(
            hashlib.blake2b(force_bytes(secret), digest_size=32, person=purpose.encode()[:16]).digest()
        )
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]
    return MultiFernet([Fernet(key) for key in keys])


def seal(text: str, purpose: str) -> str:
    return _cipher(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, purpose: str) -> str:
    """Raises cryptography.fernet.InvalidToken where it was sealed with other keys, or for another purpose."""
    return _cipher(purpose).decrypt(sealed.encode()).decode()
