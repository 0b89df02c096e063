"""The tests: SQLite unless TEST_DATABASE_URL or DATABASE_URL names a PostgreSQL; nothing leaves the process."""

import os

os.environ.setdefault("SITE_URL", "http://testserver")
if "TEST_DATABASE_URL" in os.environ:
    os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]

from config.settings.base import *  # noqa: F403 - a settings module is its base plus what differs
from config.settings.base import DATABASES, STORAGES, TASKS_BACKENDS, VAR_DIR

# No connection outlives its request: the databases are put back between tests.
DATABASES["default"]["CONN_MAX_AGE"] = 0
SECRET_KEY = "test-only-" + "k" * 50
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DEMO = False
# Tests of the rooms behind them come in without; tests of these guards switch them on.
REQUIRE_SECOND_FACTOR = REFUSE_DEMO_ACCOUNTS = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
MEDIA_ROOT = VAR_DIR / "test-media"
TASKS = {"default": {**TASKS_BACKENDS["database"], "BACKEND": "tests.tasks.Backend"}}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
