"""The demo's accounts: which they are, and what the login page says of them. Nothing here outside DEMO."""

from django.conf import settings

from people.models import User

DOMAIN = "@demo.example"
PASSWORD = "folkmoot-demo"  # noqa: S105 - published: these accounts exist on loopback addresses only


def is_demo_account(email: str) -> bool:
    return email.lower().endswith(DOMAIN)


def shown() -> list[dict[str, str]]:
    """Those the login page offers, each with who it is."""
    if not settings.DEMO:
        return []
    accounts = (
        User.objects.filter(email__endswith=DOMAIN, is_active=True).select_related("person").order_by("pk")
    )
    return [{"email": account.email, "text": said_of(account)} for account in accounts]


def said_of(account: User) -> str:
    person = getattr(account, "person", None)
    return ", ".join(part for part in (person.name, person.headline) if part) if person else ""
