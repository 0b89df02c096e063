from django import template

from people import demo_accounts as accounts

register = template.Library()


@register.simple_tag
def demo_accounts() -> list[dict[str, str]]:
    return accounts.shown()


@register.simple_tag
def demo_password() -> str:
    return accounts.PASSWORD
