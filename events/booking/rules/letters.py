"""Letters to many: two words stand for who reads and for the event, and no name can turn into markup."""

import re
import string

KNOWN = ("name", "event")
_BRACED = re.compile(r"\{([^{}\n]{0,40})\}")


def unknown(text: str) -> list[str]:
    """What stands in braces and is none of KNOWN, each once."""
    return list(dict.fromkeys(word for word in _BRACED.findall(text) if word not in KNOWN))


def fill(text: str, *, name: str, event: str) -> str:
    """The text with {name} and {event} filled in, in one pass: what is filled in is never looked at again."""
    words = {"name": name, "event": event}
    return _BRACED.sub(lambda found: words.get(found[1], found[0]), text)


def fill_markdown(text: str, *, name: str, event: str) -> str:
    """The same for Markdown: a name that looks like a link or a heading stays a name."""
    return fill(text, name=_literal(name), event=_literal(event))


def _literal(words: str) -> str:
    one_line = " ".join(words.split())
    return "".join(f"\\{sign}" if sign in string.punctuation else sign for sign in one_line)
