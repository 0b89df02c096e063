"""Accounts: the one door for members and editors, its second factor, and the services through which one may sign in."""

from config.settings.environment import DEMO, SITE_URL, env

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["people.accounts.AccountsBackend"]
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
