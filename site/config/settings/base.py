"""What every installation has in common. Values that differ come from the environment (see `.env.example`)."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

# ruff: noqa: F403 - the settings are written in parts, each a theme
from config.settings.environment import *
from config.settings.environment import BASE_DIR, SITE_HOST, SITE_URL, VAR_DIR, env, one_of
from config.settings.files import *
from config.settings.security import *
from config.settings.signing_in import *

DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[SITE_HOST])
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "home",
    "community.recognition",
    "community.elections",
    "community.surveys",
    "community.stories",
    "speakers",
    "events.calendars",
    "events.programme",
    "events.booking",
    "events",
    "groups",
    "people",
    "core",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "people.cms_users.CmsUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.github",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.openid_connect",
    "django_countries",
    "ninja",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "core.middleware.RequestIdMiddleware",
    "core.probes.ProbesMiddleware",
    "core.answers.AnswersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "core.middleware.ContentPolicyMiddleware",
    "core.middleware.SecurityHeadersMiddleware",
    "core.middleware.NulMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.PrivateGZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "core.middleware.GuestsMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "core.middleware.PersonalZoneMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "people.middleware.AccountLanguageMiddleware",
    "people.middleware.EditorsDoorMiddleware",
    "people.middleware.RefusedFormMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "wagtail.contrib.settings.context_processors.settings",
                "core.context.site",
                "home.context.navigation",
            ],
        },
    },
]

# --- databases -------------------------------------------------------------------------------------
SQLITE_OPTIONS = {
    # SQLite knows no row locks: a transaction that will write takes the write lock at its start.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
    "PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;",
}


POSTGRESQL_OPTIONS = {
    # What a connection has asked five times it asks by name from then on: neither side reads the statement anew, which
    # for most takes longer than to answer it. docs/scaling.md says what a pooler in between needs.
    "server_side_binding": True,
    "prepare_threshold": 5,
}


def database(url_name: str, default: str) -> dict:
    """The Django entry of the database whose URL stands in the variable `url_name`."""
    config = env.db_url(url_name, default=default)
    if config["ENGINE"].endswith("sqlite3"):
        if config["NAME"] != ":memory:":
            Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        config["OPTIONS"] = SQLITE_OPTIONS
    if config["ENGINE"].endswith("postgresql"):
        config["ENGINE"] = "core.postgresql"
        config["OPTIONS"] = POSTGRESQL_OPTIONS | config.get("OPTIONS", {})
    config["CONN_MAX_AGE"] = 600
    config["CONN_HEALTH_CHECKS"] = True
    return config


DATABASES = {"default": database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'folkmoot.sqlite3'}")}
if env("READ_DATABASE_URL", default=""):  # core.late says what for
    DATABASES["late"] = database("READ_DATABASE_URL", "") | {"TEST": {"MIRROR": "default"}}
# “example.org” in a form means https there; Django 6 does so by itself.
FORMS_URLFIELD_ASSUME_HTTPS = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- shared cache (rate limits, short-lived claims): the database unless a Redis is named ---------------
CACHES = {
    "default": env.cache_url("CACHE_URL")
    if env("CACHE_URL", default="")
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

# --- tasks -------------------------------------------------------------------------------------------
TASKS_BACKENDS = {
    "database": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]},
    "rq": {"BACKEND": "django_tasks_rq.RQBackend", "QUEUES": ["default"]},
}
TASKS_BACKEND = one_of("TASKS_BACKEND", "database", "rq")
TASKS = {"default": TASKS_BACKENDS[TASKS_BACKEND]}
if TASKS_BACKEND == "rq":  # needs requirements-prod.txt, and a Redis as CACHE_URL
    INSTALLED_APPS += ["django_rq", "django_tasks_rq"]
    RQ_QUEUES = {"default": {"URL": env("CACHE_URL", default="redis://127.0.0.1:6379/0")}}

# --- the site's languages, times and words ----------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", _("English")), ("de", _("German")), ("ja", _("Japanese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_HTTPONLY = True
USE_I18N = USE_TZ = True
WAGTAIL_I18N_ENABLED = True
TIME_ZONE = "UTC"

WAGTAIL_SITE_NAME = "Folkmoot"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILIMAGES_IMAGE_MODEL = "core.CoreImage"
WAGTAILDOCS_DOCUMENT_MODEL = "core.CoreDocument"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000  # what decodes within some 200 MB; cameras make less
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILEMBEDS_FINDERS: list[dict] = []  # the server never asks another host while it saves a page
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "core.search",
        **({"SEARCH_CONFIG": "site"} if "postgresql" in DATABASES["default"]["ENGINE"] else {}),
    }
}
TAGGIT_CASE_INSENSITIVE = True
SILENCED_SYSTEM_CHECKS = [
    "security.W002"
]  # frame-ancestors of the content policy says it, the CMS may frame its previews

# --- mail -------------------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Folkmoot <moot@folkmoot.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 20
MAILBOX_DIR = VAR_DIR / "mail"
if env("EMAIL_URL", default=""):
    _mail = env.email_url("EMAIL_URL")
    EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
    EMAIL_HOST, EMAIL_PORT = _mail.get("EMAIL_HOST"), _mail.get("EMAIL_PORT")
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_USER"), _mail.get("EMAIL_HOST_PASSWORD")
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
else:
    EMAIL_BACKEND = "core.mailbox.MailboxBackend"

SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# --- services -------------------------------------------------------------------------------------------
GEOCODER = one_of("GEOCODER", "gazetteer", "nominatim")
NOMINATIM_URL = env("NOMINATIM_URL", default="https://nominatim.openstreetmap.org")
NOMINATIM_USER_AGENT = env("NOMINATIM_USER_AGENT", default=f"Folkmoot ({SITE_URL})")

# --- logs -----------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "core.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO").upper()},
    "loggers": {"django.server": {"level": "WARNING"}, "fontTools": {"level": "WARNING"}},
}
