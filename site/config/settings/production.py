"""Production: refuses to start on a missing or weak secret, on plain HTTP and on the demo."""

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403 - a settings module is its base plus what differs
from config.settings.base import DEMO, SITE_URL, TRUSTED_PROXIES, env
from config.settings.environment import count

SECRET_KEY = env("SECRET_KEY", default="")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10 or SECRET_KEY.startswith("django-insecure-"):
    raise ImproperlyConfigured("SECRET_KEY must be random and at least 50 characters long.")
if DEMO:
    raise ImproperlyConfigured("DEMO shows known passwords: it cannot be on in production.")
if not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured(f"SITE_URL must begin with https://, not {SITE_URL}.")

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = count("SECURE_HSTS_SECONDS", default=60 * 60 * 24 * 365)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None

if env("SENTRY_DSN", default=""):
    import sentry_sdk

    from core.logs import without_secrets_in

    sentry_sdk.init(
        dsn=env("SENTRY_DSN"),
        send_default_pii=False,
        before_send=lambda event, hint: without_secrets_in(event),
        before_breadcrumb=lambda crumb, hint: without_secrets_in(crumb),
    )
