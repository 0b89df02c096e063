"""What every installation has in common. Values that differ come from the environment (see `.env.example`)."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parents[3]

env = environ.Env()
if (BASE_DIR / ".env").exists():
    env.read_env(BASE_DIR / ".env")

# Everything that the site itself writes: database, media, collected static files, letters.
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))

DEBUG = False
DEMO = env.bool("DEMO", default=False)
SITE_URL = env("SITE_URL", default=f"http://127.0.0.1:{env('PORT', default='8000')}").rstrip("/")
SITE_HOST = urlsplit(SITE_URL).hostname or ""
LOOPBACK_SITE = SITE_HOST in {"127.0.0.1", "localhost", "::1"}
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
    "core.answers.AnswersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.middleware.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.PrivateGZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
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


def database(url_name: str, default: str) -> dict:
    """The Django entry of the database whose URL stands in the variable `url_name`."""
    config = env.db_url(url_name, default=default)
    if config["ENGINE"].endswith("sqlite3"):
        if config["NAME"] != ":memory:":
            Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        config["OPTIONS"] = SQLITE_OPTIONS
    config["CONN_MAX_AGE"] = 600
    config["CONN_HEALTH_CHECKS"] = True
    return config


DATABASES = {"default": database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'folkmoot.sqlite3'}")}
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
TASKS_BACKEND = env("TASKS_BACKEND", default="database")
TASKS = {"default": TASKS_BACKENDS[TASKS_BACKEND]}
if TASKS_BACKEND == "rq":  # needs requirements-prod.txt, and a Redis as CACHE_URL
    INSTALLED_APPS += ["django_rq", "django_tasks_rq"]
    RQ_QUEUES = {"default": {"URL": env("CACHE_URL", default="redis://127.0.0.1:6379/0")}}

# --- people --------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
# No second door: passwords and addresses are changed below /accounts/ alone, also by whoever edits.
WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = (
    False
)
WAGTAILUSERS_PASSWORD_ENABLED = False
# /cms/, and /desk/ for whoever administers, need a second factor (docs/decisions/0011-second-factor.md).
REQUIRE_SECOND_FACTOR = not DEMO
REFUSE_DEMO_ACCOUNTS = not DEMO

ACCOUNT_ADAPTER = "people.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "people.adapters.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "name*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "people.forms.SignupNameForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE_URL.split("://", 1)[0]
MFA_ADAPTER = "people.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = "Folkmoot"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SITE_URL.startswith("http://")
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_QUERY_EMAIL = True


def _social_app(prefix: str) -> list[dict]:
    client_id = env(f"{prefix}_CLIENT_ID", default="")
    return [{"client_id": client_id, "secret": env(f"{prefix}_SECRET", default="")}] if client_id else []


SOCIALACCOUNT_PROVIDERS = {
    "github": {"APPS": _social_app("GITHUB"), "SCOPE": ["user:email"]},
    "google": {"APPS": _social_app("GOOGLE"), "SCOPE": ["profile", "email"]},
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                **app,
                "provider_id": env("OIDC_ID", default="oidc"),
                "name": env("OIDC_NAME", default="OpenID"),
                "settings": {"server_url": env("OIDC_SERVER_URL", default="")},
            }
            for app in _social_app("OIDC")
        ],
    },
}

# Chromium holds a form to `form-action` through its redirects, and signing in elsewhere begins with a form.
SIGN_IN_HOSTS = [
    host
    for provider, host in {
        "github": "https://github.com",
        "google": "https://accounts.google.com",
        "openid_connect": "/".join(env("OIDC_SERVER_URL", default="").split("/")[:3]),
    }.items()
    if SOCIALACCOUNT_PROVIDERS[provider]["APPS"]
]

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

# --- files -----------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
JOINED_STATIC_ROOT = VAR_DIR / "joined"  # the project's own folder may be read-only
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "core.stylesheets.SiteStylesheetFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"


def media_storage(url: str) -> dict:
    """Where uploads lie: this disk, or a bucket by `s3://KEY:SECRET@HOST/BUCKET?region=REGION` (django-storages)."""
    if not url:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = urlsplit(url)
    bucket = parts.path.strip("/")
    if parts.scheme != "s3" or not parts.hostname or not bucket:
        raise ImproperlyConfigured(
            "MEDIA_STORAGE_URL must look like s3://KEY:SECRET@HOST/BUCKET?region=REGION."
        )
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "access_key": unquote(parts.username or "") or None,
            "secret_key": unquote(parts.password or "") or None,
            "endpoint_url": f"https://{parts.hostname}" + (f":{parts.port}" if parts.port else ""),
            "region_name": dict(parse_qsl(parts.query)).get("region"),
            "querystring_auth": False,
            "file_overwrite": False,
        },
    }


STORAGES = {
    "default": media_storage(env("MEDIA_STORAGE_URL", default="")),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

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

# --- security ------------------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_ENGINE = "django.contrib.sessions.backends.db"
# How many proxies stand in front and append to X-Forwarded-For; 0 means that the header is not believed.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
METRICS_ALLOWED = env.list("METRICS_ALLOWED", default=["127.0.0.1", "::1"])

MAP_TILES_URL = env("MAP_TILES_URL", default="")
MAP_TILES_ATTRIBUTION = env("MAP_TILES_ATTRIBUTION", default="")
_tiles_host = ["/".join(MAP_TILES_URL.replace("{s}.", "*.").split("/")[:3])] if MAP_TILES_URL else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", *_tiles_host],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "media-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'", *SIGN_IN_HOSTS],
        "frame-ancestors": ["'none'"],
    },
}
# Wagtail's editor writes small inline scripts and shows previews in a frame; only there.
CMS_CONTENT_SECURITY_POLICY = {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "frame-src": ["'self'"],
    "frame-ancestors": ["'self'"],
}

# --- services -------------------------------------------------------------------------------------------
GEOCODER = env("GEOCODER", default="gazetteer")
NOMINATIM_URL = env("NOMINATIM_URL", default="https://nominatim.openstreetmap.org")
NOMINATIM_USER_AGENT = env("NOMINATIM_USER_AGENT", default=f"Folkmoot ({SITE_URL})")
STRIPE_SECRET_KEY = env("STRIPE_SECRET_KEY", default="")
STRIPE_WEBHOOK_SECRETS = env.list("STRIPE_WEBHOOK_SECRETS", default=[])
STRIPE_API_BASE = env("STRIPE_API_BASE", default="")

# --- logs -----------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "core.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {"django.server": {"level": "WARNING"}, "fontTools": {"level": "WARNING"}},
}
