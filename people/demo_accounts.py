"""The demo's accounts: which they are, and what the login page says of them. Nothing here outside DEMO."""

from django.conf import settings

from people.models import User

DOMAIN = "@demo.example"
PASSWORD = "folkmoot-demo"  # noqa: S105 - published: these accounts exist on loopback addresses only


def is_demo_account(email: str) -> bool:
    return email.lower().endswith(DOMAIN)


def shown() -> list[User]:
    """Those the login page offers."""
    if not settings.DEMO:
        return []
    return list(User.objects.filter(email__endswith=DOMAIN, is_active=True).select_related("person").order_by("pk"))
