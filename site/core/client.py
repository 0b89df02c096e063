"""Who is calling, and how often: the address behind trusted proxies, and rate limits in the shared cache."""

import datetime as dt
import hashlib
import ipaddress
import time

from django.conf import settings
from django.core.cache import cache, caches
from django.core.cache.backends.db import DatabaseCache
from django.http import HttpRequest

from core import clock
from core.models import Tally


class TooMany(Exception):
    """Asked more often than a person would. `seconds` until it makes sense to ask again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"again in {seconds} s")
        self.seconds = seconds


def address_of(request: HttpRequest) -> str:
    """The caller's address. Of X-Forwarded-For only what our own TRUSTED_PROXIES appended is believed."""
    direct = request.META.get("REMOTE_ADDR") or "127.0.0.1"
    if not settings.TRUSTED_PROXIES:
        return direct
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    return hops[-settings.TRUSTED_PROXIES] if len(hops) >= settings.TRUSTED_PROXIES else direct


def limit(what: str, who: str, *, most: int, seconds: int) -> None:
    """Raises TooMany when `who` did `what` more than `most` times within this window of `seconds`.

    The count is kept in the shared cache under a hash, so that neither addresses nor mails stand in it.
    """
    now = int(time.time())
    slot = now // seconds
    left = (slot + 1) * seconds - now
    told = f"{what}|{_household(who)}".encode()
    digest = hashlib.blake2b(told, digest_size=12, key=settings.SECRET_KEY.encode()[:64])
    key = f"limit:{what}:{digest.hexdigest()}:{slot}"
    if _count(key, left + 5) > most:
        raise TooMany(left)


def _count(key: str, seconds: int) -> int:
    """One more within the window that ends in so many seconds; how many that makes."""
    if isinstance(caches["default"], DatabaseCache):
        # Django's table of a cache takes a dozen statements to count, and forgets the count after five minutes.
        return Tally.add(key, clock.now() + dt.timedelta(seconds=seconds))
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # expired between the calls
        return 1


def _household(who: str) -> str:
    """Whoever has one address of IPv6 has billions of them: all of their network (/64) count as one."""
    try:
        address = ipaddress.ip_address(who)
    except ValueError:
        return who
    if address.version == 4 or address.ipv4_mapped:
        return who
    return str(ipaddress.ip_network((int(address), 64), strict=False))
