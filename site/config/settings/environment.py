"""What the settings are made of: the environment, where the site lies on this disk, and the address that it has."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[3]

env = environ.Env()
if (BASE_DIR / ".env").exists():
    env.read_env(BASE_DIR / ".env")


def one_of(name: str, *words: str) -> str:
    """A setting that is one of these words; the first where it is not set."""
    word = str(env(name, default=words[0]))
    if word not in words:
        raise ImproperlyConfigured(f"{name} must be {' or '.join(words)}, not {word}.")
    return word


def count(name: str, default: int) -> int:
    """A setting that counts something: a whole number, not below 0."""
    word = str(env(name, default=str(default))).strip()
    if not (word.isascii() and word.isdigit()):
        raise ImproperlyConfigured(f"{name} must be a whole number, not {word}.")
    return int(word)


# Everything that the site itself writes: database, media, collected static files, letters.
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))

DEMO = env.bool("DEMO", default=False)
SITE_URL = env("SITE_URL", default=f"http://127.0.0.1:{env('PORT', default='8000')}").rstrip("/")
SITE_HOST = urlsplit(SITE_URL).hostname or ""
LOOPBACK_SITE = SITE_HOST in {"127.0.0.1", "localhost", "::1"}

# --- paying: without an account the demo has a Stripe of its own (demo/fake_stripe.py), on a port beside the site's
_fake = DEMO and not env("STRIPE_SECRET_KEY", default="")
_port = int(env("PORT", default="8000"))
STRIPE_SECRET_KEY = "sk_test_demo" if _fake else env("STRIPE_SECRET_KEY", default="")
STRIPE_WEBHOOK_SECRETS = ["whsec_demo"] if _fake else env.list("STRIPE_WEBHOOK_SECRETS", default=[])
STRIPE_API_BASE = (
    f"http://127.0.0.1:{_port + 5000 if _port < 60_000 else _port - 5000}"
    if _fake
    else env("STRIPE_API_BASE", default="")
)
# Chromium holds a form to `form-action` through its redirects, and the way to Stripe's page begins with a form.
PAY_HOSTS = [STRIPE_API_BASE or "https://checkout.stripe.com"] if STRIPE_SECRET_KEY else []
