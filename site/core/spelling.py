"""One spelling of letters: “Köln”, “KÖLN” and “koln” are the same; Japanese keeps its marks."""

import unicodedata

LETTERS = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ı": "i",
    "ŋ": "n",
    "ħ": "h",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
}
"""Letters that Unicode does not take apart."""
MARKS = ("\u0300", "\u036f")
"""The marks of European scripts, first and last: these alone go. The voicing mark of “が” makes another letter."""

_LETTERS = str.maketrans(LETTERS)


def plain(text: str) -> str:
    """In small letters, without accents. What stands between letters stays."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(c for c in parts if not MARKS[0] <= c <= MARKS[1])
    return unicodedata.normalize("NFC", kept).translate(_LETTERS)
