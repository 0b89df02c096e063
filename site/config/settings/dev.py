"""Development and `make run`: works with no setting at all; data lie under var/."""

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403 - a settings module is its base plus what differs
from config.settings.base import DEMO, LOGGING, LOOPBACK_SITE, MIDDLEWARE, SITE_URL, STORAGES, VAR_DIR, env

DEBUG = env.bool("DEBUG", default=not DEMO)
REQUIRE_SECOND_FACTOR = not DEMO and not DEBUG
SECRET_KEY = env("SECRET_KEY", default="")
if not SECRET_KEY:
    _key_file = VAR_DIR / "secret_key"
    if not _key_file.exists():
        from django.core.management.utils import get_random_secret_key

        VAR_DIR.mkdir(parents=True, exist_ok=True)
        _key_file.write_text(get_random_secret_key())
        _key_file.chmod(0o600)
    SECRET_KEY = _key_file.read_text().strip()

if not LOOPBACK_SITE and DEMO:
    raise ImproperlyConfigured(
        f"DEMO shows known passwords: SITE_URL must be a loopback address, not {SITE_URL}."
    )

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE.insert(
    MIDDLEWARE.index("whitenoise.middleware.WhiteNoiseMiddleware"), "core.middleware.StaticGZipMiddleware"
)
STATIC_ROOT = None  # served from where they lie; nothing to collect
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
# The terminal of `make run` shows its addresses and what goes wrong, not every request.
LOGGING["root"]["level"] = env("LOG_LEVEL", default="WARNING" if DEMO else "INFO").upper()
