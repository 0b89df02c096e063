"""One spelling for comparing: "Köln", "KOLN" and "koln" are the same key; Japanese keeps its marks."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ŋ": "n", "ħ": "h"}
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa"})
_NOT_WORD = re.compile(r"[^\w]+|_+")
# apostrophes join what they stand between: "L'Aquila" is "laquila", "Hawai'i" is "hawaii"
_JOINERS = re.compile("['’‘ʻʼ`´]")


def fold(text: str) -> str:
    if text.isascii():
        lowered = text.lower()
    else:
        parts = unicodedata.normalize("NFKD", text).casefold()
        # only the marks of European scripts go; the voicing mark of "が" is another letter
        kept = "".join(c for c in parts if not "\u0300" <= c <= "\u036f")
        lowered = unicodedata.normalize("NFC", kept).translate(_LETTERS)
    return _NOT_WORD.sub(" ", _JOINERS.sub("", lowered)).strip()


def fold_umlauts(text: str) -> str:
    """The spelling without umlauts: "München" is "muenchen"."""
    return fold(unicodedata.normalize("NFC", text).lower().translate(_UMLAUTS))
