"""One spelling for comparing: "Köln", "KOLN" and "koln" are the same key; Japanese keeps its marks."""

import re
import unicodedata

from core.spelling import plain

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa"})
_NOT_WORD = re.compile(r"[^\w]+|_+")
# apostrophes join what they stand between: "L'Aquila" is "laquila", "Hawai'i" is "hawaii"
_JOINERS = re.compile("['’‘ʻʼ`´]")


def fold(text: str) -> str:
    key = plain(text)
    if (
        key.isalnum() and key.isascii()
    ):  # most names of cities: there are a hundred thousand to be folded at once
        return key
    return _NOT_WORD.sub(" ", _JOINERS.sub("", key)).strip()


def fold_umlauts(text: str) -> str:
    """The spelling without umlauts: "München" is "muenchen"."""
    if text.isascii():
        return fold(text)
    return fold(unicodedata.normalize("NFC", text).lower().translate(_UMLAUTS))
