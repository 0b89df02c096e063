"""What of a typed or foreign name may stand on a page."""

import unicodedata

LONGEST = 120
# Joiners shape Persian, Hindi and other scripts; every other format sign could turn the text around it.
JOINERS = {"\u200c", "\u200d"}


def clean_name(text: str) -> str:
    """`text` as one line without control and invisible signs; "" where nothing is left that can be read."""
    kept = "".join(sign if sign.isprintable() or sign in JOINERS else " " for sign in text)
    name = " ".join(unicodedata.normalize("NFC", kept).split())[:LONGEST].strip()
    return name if any(sign.isalnum() for sign in name) else ""
