"""The ways into a calendar program, for the subscribe menu of any feed."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True)
class Subscription:
    """`path` is the feed's own address on this site, with its questions."""

    path: str
    name: str = ""

    @property
    def url(self) -> str:
        return settings.SITE_URL + self.path

    @property
    def webcal(self) -> str:
        """Programs take this scheme as «subscribe»; they then ask by http or https themselves."""
        return "webcal://" + self.url.partition("://")[2]

    @property
    def google(self) -> str:
        return "https://calendar.google.com/calendar/r?cid=" + quote(self.webcal, safe="")

    @property
    def outlook(self) -> str:
        asked = urlencode({"url": self.url, "name": self.name}, quote_via=quote)
        return f"https://outlook.live.com/calendar/0/addfromweb?{asked}"

    @property
    def qr(self) -> SafeString:
        """Drawn here, black on white whatever the theme, since cameras want it so."""
        drawn = segno.make(self.webcal, error="m").svg_inline(
            scale=4, border=4, dark="#000", light="#fff", omitsize=True
        )
        return mark_safe(drawn)  # noqa: S308 - our own drawing
