"""Web addresses and handles as lists give them: `meetup=PyLadies-Berlin twitter=@PyLadiesBer`."""

import re
from urllib.parse import urlsplit

from .text import clean_address

# how a bare handle of a service becomes an address
_ADDRESSES = {
    "bluesky": "https://bsky.app/profile/{}",
    "facebook": "https://www.facebook.com/{}",
    "github": "https://github.com/{}",
    "instagram": "https://www.instagram.com/{}",
    "linkedin": "https://www.linkedin.com/{}",
    "meetup": "https://www.meetup.com/{}/",
    "reddit": "https://www.reddit.com/r/{}",
    "telegram": "https://t.me/{}",
    "twitter": "https://x.com/{}",
    "twitch": "https://www.twitch.tv/{}",
    "youtube": "https://www.youtube.com/channel/{}",
}
SERVICES = frozenset(_ADDRESSES) | frozenset(
    "blog discord discourse forum github-discussions google-groups google-plus gitlab group irc lemmy luma"
    " mailinglist mastodon matrix osm osm-lc signal slack url website wiki xmpp"
    " youthmappers zulip aparat connpass doorkeeper".split()
)
_HANDLE = re.compile(r"[\w.%+/?=&-]{1,120}", re.ASCII)
_EMAIL = re.compile(r"[^\s=/:]+@[^\s/:]+\.[^\s/]+")
_SERVICE = re.compile(r"[a-z][a-z0-9-]{1,23}")
LONGEST = 500


def is_email(text: str) -> bool:
    return bool(text.lower().startswith("mailto:") or _EMAIL.fullmatch(text))


def web_address(text: str) -> str:
    """The address when it is one of the web (http or https, with a host), else ""."""
    text = text.strip()
    if len(text) > LONGEST or re.search(r"[\s<>\"'\\]", text):
        return ""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or "." not in host or "@" in parts.netloc:
        return ""
    return text


def link_of(service: str, value: str) -> str:
    """The address of a handle; the handle itself where there is none to be made; "" for what is no link."""
    value = clean_address(value)
    if not value or is_email(value) or len(value) > LONGEST:
        return ""
    if address := web_address(value):
        return address
    if ":" in value.split("/")[0] and not value.startswith(("irc:", "#")):
        return ""  # javascript:, data: and their like
    pattern = _ADDRESSES.get(service)
    handle = value.lstrip("@").removeprefix("www.").removeprefix(f"{service}.com/").strip("/")
    if pattern and _HANDLE.fullmatch(handle):
        return pattern.format(handle)
    return value


def read_links(text: str) -> tuple[dict[str, str], int]:
    """(service → address or handle, number of e-mail addresses left out). A word without "=" continues the value."""
    pairs: list[list[str]] = []
    emails = 0
    for token in clean_address(text).split():
        service, equals, value = token.partition("=")
        if equals and _SERVICE.fullmatch(service):
            pairs.append([service, value])
        elif is_email(token):
            emails += 1
        elif pairs:
            pairs[-1][1] += " " + token
    links: dict[str, str] = {}
    for service, value in pairs:
        if is_email(value):
            emails += 1
        elif link := link_of(service, value):
            links.setdefault(service, link)
    return links, emails


def same_address(text: str) -> str:
    """What two spellings of one address share: no scheme, "www.", trailing slash, case of a meetup's name."""
    address = web_address(text)
    if not address:
        return ""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.").lower()
    path = parts.path.rstrip("/")
    if host.endswith("meetup.com"):
        path = path.lower()
    return f"{host}{path}" + (f"?{parts.query}" if parts.query else "")
