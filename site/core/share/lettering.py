"""Setting words of any script with the fonts that are here: which font has a sign, where a line breaks, how long it is.

Freetype reads the site's own woff2; HarfBuzz and FriBidi, inside Pillow, join and turn what is written from right to
left. What no font of ours has is said by `can_be_read`; the drawing then leaves the words out, for they also stand in
the page's head as text.
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont, features

from core.forms import clean_line, without_controls

_VENDOR = Path(settings.BASE_DIR) / "static" / "vendor"
_BRICOLAGE = _VENDOR / "fontsource-variable-bricolage-grotesque-5.3.0"
_ATKINSON = _VENDOR / "fontsource-variable-atkinson-hyperlegible-next-5.3.0"
_DEJAVU = _VENDOR / "dejavu-fonts-ttf-2.37.3"
_MPLUS = _VENDOR / "fontsource-m-plus-1p-5.3.0" / "m-plus-1p-japanese-400-normal.woff"

# A family's files, the first that has a sign sets it; with the weight where the file has several.
_FACES: dict[str, tuple[tuple[Path, int], ...]] = {
    "display": (
        (_BRICOLAGE / "bricolage-grotesque-latin-wght-normal.woff2", 780),
        (_BRICOLAGE / "bricolage-grotesque-latin-ext-wght-normal.woff2", 780),
        (_DEJAVU / "DejaVuSans-Bold.ttf", 0),
        (_MPLUS, 0),
    ),
    "text": (
        (_ATKINSON / "atkinson-hyperlegible-next-latin-wght-normal.woff2", 480),
        (_ATKINSON / "atkinson-hyperlegible-next-latin-ext-wght-normal.woff2", 480),
        (_DEJAVU / "DejaVuSans.ttf", 0),
        (_MPLUS, 0),
    ),
}
_JOINED = 2  # the file of a family that sets right-to-left writing, with all that stands beside it
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")
_FAR_EAST = re.compile("[\u2e80-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
_NOT_FIRST = frozenset(
    "、。，．・：；？！）］｝」』】〉》〕ーぁぃぅぇぉっゃゅょァィゥェォッャュョ,.;:?!)]}»”’…%"
)
# Signs that turn or hide others, and those that only pictures of faces need.
_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_MOST_MARKS = 3
_UNREADABLE = 0.1
"""So great a share of its signs may be missing; with more, words are left out."""


def tidy(text: str) -> str:
    """On one line, without pictures, hidden signs and towers of accents."""
    line = _UNSEEN.sub("", without_controls(clean_line(text)))
    kept: list[str] = []
    marks = 0
    for sign in unicodedata.normalize("NFC", line):
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks > _MOST_MARKS or (
            unicodedata.category(sign) in {"So", "Sk", "Cn", "Co"} and sign not in "°©®™"
        ):
            continue
        kept.append(sign)
    return " ".join("".join(kept).split())


def is_turned(text: str) -> bool:
    """Whether it is written from right to left: its first letter is."""
    found = next((s for s in text if unicodedata.bidirectional(s) in {"L", "R", "AL"}), "")
    return bool(_RIGHT_TO_LEFT.match(found))


def can_be_read(text: str) -> bool:
    signs = [sign for sign in text if not sign.isspace()]
    if _RIGHT_TO_LEFT.search(text) and not features.check("fribidi"):
        return False
    missing = sum(1 for sign in signs if _file_of("display", sign) is None)
    return missing <= len(signs) * _UNREADABLE


class Setter:
    """Words in one family and size."""

    def __init__(self, family: str, size: int) -> None:
        self.family, self.size = family, size

    def runs(self, text: str) -> list[tuple[ImageFont.FreeTypeFont, str]]:
        """The text in pieces of one font each. Right-to-left writing is one piece, so that it is turned as a whole."""
        if _RIGHT_TO_LEFT.search(text):
            return [(_font(self.family, _JOINED, self.size), text)]
        pieces: list[tuple[int, str]] = []
        for sign in text:
            at = _file_of(self.family, sign)
            if unicodedata.combining(sign) and (not pieces or not _has(self.family, pieces[-1][0], sign)):
                continue  # an accent that this font cannot set
            if pieces and (sign.isspace() or unicodedata.combining(sign)):
                at = pieces[-1][0]
            if pieces and pieces[-1][0] == (at or 0):
                pieces[-1] = (at or 0, pieces[-1][1] + sign)
            else:
                pieces.append((at or 0, sign))
        return [(_font(self.family, at, self.size), piece) for at, piece in pieces]

    def width(self, text: str) -> float:
        return sum(font.getlength(piece) for font, piece in self.runs(text))

    def lines(self, text: str, width: float, most: int) -> tuple[list[str], bool]:
        """Broken to `width`; and whether all of it found room. Else the last line ends in …"""
        lines: list[str] = []
        for part in _parts(text):
            wanted = f"{lines[-1]}{part}" if lines else part.lstrip()
            if lines and self.width(wanted.rstrip()) <= width:
                lines[-1] = wanted
                continue
            rest = part.lstrip()
            while self.width(rest.rstrip()) > width and len(rest) > 1:
                cut = self._fitting(rest, width)
                lines.append(rest[:cut])
                rest = rest[cut:]
            lines.append(rest)
        lines = [line.strip() for line in lines if line.strip()]
        if len(lines) <= most:
            return lines, True
        last = lines[most - 1]
        while last and self.width(f"{last}…") > width:
            last = last[:-1].rstrip()
        return [*lines[: most - 1], f"{last}…"], False

    def _fitting(self, word: str, width: float) -> int:
        low, high = 1, len(word)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.width(word[:middle]) <= width else (low, middle - 1)
        return low

    def write(self, draw: ImageDraw.ImageDraw, x: float, y: float, text: str, fill: str) -> None:
        """With its baseline at `y`."""
        for font, piece in self.runs(text):
            # The far east's font comes in one weight: a large word is thickened by a stroke.
            is_thin = self.family == "display" and font.path == str(_MPLUS)
            stroke = max(1, self.size // 36) if is_thin else 0
            draw.text((x, y), piece, font=font, fill=fill, anchor="ls", stroke_width=stroke)
            x += font.getlength(piece)


def _parts(text: str) -> list[str]:
    """What may stand on a line of its own: words with the blank before them, and each sign of the far east."""
    parts: list[str] = []
    for sign in text:
        alone = bool(_FAR_EAST.match(sign)) or bool(parts and _FAR_EAST.match(parts[-1][-1]))
        if sign.isspace() or not parts or (alone and sign not in _NOT_FIRST):
            parts.append(sign)
        else:
            parts[-1] += sign
    return parts


@lru_cache(maxsize=4096)
def _file_of(family: str, sign: str) -> int | None:
    """Which of the family's files has the sign."""
    if sign.isspace() or unicodedata.combining(sign):
        return 0
    return next((at for at in range(len(_FACES[family])) if _has(family, at, sign)), None)


@lru_cache(maxsize=8192)
def _has(family: str, at: int, sign: str) -> bool:
    """A sign that a font has not is drawn as every such sign is."""
    font = _font(family, at, 24)
    return _ink(font, sign) != _ink(font, "\uffff")


def _ink(font: ImageFont.FreeTypeFont, sign: str) -> tuple[float, bytes]:
    image = Image.new("L", (40, 40))
    ImageDraw.Draw(image).text((4, 30), sign, font=font, fill=255, anchor="ls")
    return font.getlength(sign), image.tobytes()


@lru_cache(maxsize=64)
def _font(family: str, at: int, size: int) -> ImageFont.FreeTypeFont:
    path, weight = _FACES[family][at]
    font = ImageFont.truetype(str(path), size)
    if weight:
        font.set_variation_by_axes([weight])
    return font
