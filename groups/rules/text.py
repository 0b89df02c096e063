"""Cleaning what people and programs typed into one line of text."""

import html
import re
import unicodedata

# What changes how text is shown without being seen. Joiners (U+200C, U+200D) stay: scripts and emoji need them.
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffe\uffff]")
_DANGLING = " \t|,;/·•"


def clean_line(text: str | None) -> str:
    """Entities resolved, NFC, no control characters, single blanks, nothing dangling at either end."""
    return clean_address(text).strip(_DANGLING)


def clean_text(text: str | None) -> str:
    """The same for text of several lines; line ends are kept."""
    lines = (clean_address(line) for line in (text or "").splitlines())
    return "\n".join(lines).strip()


def clean_address(text: str | None) -> str:
    """Like a line, but what stands at its ends is kept: an address may end in a slash."""
    text = text or ""
    for _ in range(2):  # some sources escape what was escaped already
        text = html.unescape(text)
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    shown = (" " if unicodedata.category(c) in {"Cc", "Zs", "Zl", "Zp", "Cs"} else c for c in text)
    return " ".join("".join(shown).split())


def without_echo(name: str) -> str:
    """ "PyLadies PyLadies Uruguay" → "PyLadies Uruguay"; "Baden-Baden" and "Wagga Wagga" stay."""
    words = name.split()
    if len(words) > 2 and words[0].casefold() == words[1].casefold():
        return " ".join(words[1:])
    return name
