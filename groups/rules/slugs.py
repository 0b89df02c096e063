"""The name of a group in addresses."""

from collections.abc import Iterable

from anyascii import anyascii

from core.places.folding import fold

RESERVED = frozenset("calendar new register schedule speakers proposals v join leave".split())
"""Words that are addresses themselves; those of core.slugs are among them (a test sees to it)."""
LONGEST = 80


def slug_of(text: str) -> str:
    """ASCII of what can be read out letter by letter: "Kraków Ruby" → "krakow-ruby", "Москва" → "moskva".

    Chinese characters are left out: how they are read depends on the language, and a wrong reading is no name.
    """
    words = ("".join(map(_ascii, word)) for word in fold(text).split())
    return "-".join(filter(None, words))[:LONGEST].strip("-")


def _ascii(character: str) -> str:
    if _is_han(character):
        return ""
    return "".join(c for c in anyascii(character).lower() if c.isalnum())


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or character >= "\U00020000"


def is_refused(slug: str) -> bool:
    return slug in RESERVED


def choose_slug(name: str, *, city: str = "", fallback: str = "", taken: Iterable[str]) -> str:
    """A free slug out of the name; out of the city as well where the name cannot be written in ASCII.

    `fallback` (the source's own id) tells apart what is still the same; a number does so last.
    """
    taken = taken if isinstance(taken, set | frozenset | dict) else set(taken)
    own, place, source = slug_of(name), slug_of(city), slug_of(fallback)[:36].strip("-")
    # the rest says too little: "CoderDojo 名古屋" is more than "coderdojo"
    lossy = not own or any(map(_is_han, name))
    first = "-".join(filter(None, [own, place if lossy and place not in own else ""])) or "group"
    candidates = [first]
    if not lossy and place and place not in own:
        candidates.append(f"{own}-{place}")
    if source and source != first:
        candidates.append(f"{first}-{source}")
    for candidate in candidates:
        candidate = candidate[:LONGEST].strip("-")
        if candidate not in taken and not is_refused(candidate) and candidate != "group":
            return candidate
    number = 2
    while f"{first[: LONGEST - 6]}-{number}" in taken:
        number += 1
    return f"{first[: LONGEST - 6]}-{number}"
