from typing import Any

from django import template

from core.access import can
from people import demo_accounts as accounts
from people.models import User

register = template.Library()


@register.simple_tag
def demo_accounts() -> list[User]:
    return accounts.shown()


@register.simple_tag
def demo_password() -> str:
    return accounts.PASSWORD


@register.simple_tag
def may(who: Any, verb: str, thing: Any = None) -> bool:
    """{% may request.user "change" person as may_change %}"""
    return can(who, verb, thing)
