"""The words of a letter with places that are filled in: {name} becomes the reader's name.

Filled in once, from left to right: what people wrote is never looked through for places again.
"""

import re
from collections.abc import Mapping

PLACES = ("name", "title", "event", "track", "confirm_by", "comments")
_PLACE = re.compile(r"\{([^{}]*)\}")


def unknown_in(text: str) -> list[str]:
    """What stands in braces and means nothing, each once, as it was written."""
    found = (match[0] for match in _PLACE.finditer(text) if match[1] not in PLACES)
    return list(dict.fromkeys(found))


def fill(text: str, values: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda match: values.get(match[1], match[0]), text)
