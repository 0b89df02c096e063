import re

from tests.house import tree

PROMISED = """
SECRET_KEY SITE_URL ALLOWED_HOSTS DATABASE_URL READ_DATABASE_URL CACHE_URL EMAIL_URL DEFAULT_FROM_EMAIL
STRIPE_SECRET_KEY STRIPE_WEBHOOK_SECRETS STRIPE_API_BASE GEOCODER NOMINATIM_URL NOMINATIM_USER_AGENT
MAP_TILES_URL MAP_TILES_ATTRIBUTION MEDIA_STORAGE_URL TRUSTED_PROXIES TASKS_BACKEND SENTRY_DSN DEMO
""".split()
READ = re.compile(r"""\b(?:env(?:\.\w+)?|one_of|count)\(\s*["']([A-Z][A-Z0-9_]+)["']""")


def explained():
    return set(re.findall(r"^#? ?([A-Z][A-Z0-9_]+)=", (tree.ROOT / ".env.example").read_text(), re.M))


def test_every_promised_setting_is_explained():
    assert set(PROMISED) - explained() == set()


def test_sign_in_with_others_is_explained():
    names = explained()

    assert [
        start for start in ("OIDC_", "GITHUB_", "GOOGLE_") if not any(n.startswith(start) for n in names)
    ] == []


def test_every_setting_that_is_read_is_explained():
    folder = tree.ROOT / "site" / "config" / "settings"
    read = {name for file in folder.glob("*.py") for name in READ.findall(file.read_text())}

    assert read - explained() - {"PORT"} == set()
