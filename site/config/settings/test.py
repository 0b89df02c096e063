"""The tests: SQLite unless DATABASE_URL names a PostgreSQL; nothing leaves the process."""

import os

os.environ.setdefault("SITE_URL", "http://testserver")

from config.settings.base import *  # noqa: E402, F403 - a settings module is its base plus what differs
from config.settings.base import STORAGES, TASKS_BACKENDS, VAR_DIR  # noqa: E402 - SITE_URL is set first

SECRET_KEY = "test-only-" + "k" * 50
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DEMO = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
MEDIA_ROOT = VAR_DIR / "test-media"
TASKS = {"default": {**TASKS_BACKENDS["database"], "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
