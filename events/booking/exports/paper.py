"""Paper: pages of a PDF on which any name can be written. Lengths are in millimetres.

What no font of ours has is shown as □, never left out: a badge with a hole in the name is noticed before it is worn.
"""

import bisect
import io
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import segno
from django.conf import settings

from core.forms import clean_line, without_controls

_VENDOR = Path(settings.BASE_DIR) / "static" / "vendor"
_DEJAVU = _VENDOR / "dejavu-fonts-ttf-2.37.3"
_CJK = _VENDOR / "fontsource-m-plus-1p-5.3.0" / "m-plus-1p-japanese-400-normal.woff"
MISSING = "□"
# Kana, Chinese characters, full-width forms: a font of their own, which is read only where they are written.
_FAR_EAST = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_UNSEEN = re.compile("[\u200b-\u200f\u2060-\u2069\ufe00-\ufe0f\ufeff]|[\U000e0000-\U000e01ef]")
A4 = (210.0, 297.0)
A6 = (105.0, 148.0)


class Paper:
    """A document that is written on by place; `text` is clean, in one line or within a box."""

    def __init__(self, texts: Iterable[str], *, title: str, size: tuple[float, float] = A4) -> None:
        from fpdf import FPDF  # noqa: PLC0415 - it brings fontTools and Pillow, which few processes need

        self.pdf: Any = FPDF(format=size)
        self.pdf.set_auto_page_break(False)
        self.pdf.set_margin(0)
        self.pdf.c_margin = 0
        self.pdf.add_font("text", "", _DEJAVU / "DejaVuSans.ttf")
        self.pdf.add_font("text", "B", _DEJAVU / "DejaVuSans-Bold.ttf")
        fonts: Any = self.pdf.fonts
        self._signs = set(fonts["text"].cmap)
        if any(_FAR_EAST.search(text) for text in texts):
            self.pdf.add_font("far-east", "", _CJK)
            self.pdf.add_font("far-east", "B", _CJK)
            self.pdf.set_fallback_fonts(["far-east"], exact_match=False)
            self._signs |= set(fonts["far-east"].cmap)
        self._advances = {style: _Advances(self.pdf, style) for style in ("", "B")}
        self.pdf.set_title(self.clean(title))
        self.pdf.set_lang("")
        self.pdf.set_text_color(24)

    def clean(self, text: str) -> str:
        """On one line, with a sign for what cannot be printed."""
        line = _UNSEEN.sub("", without_controls(clean_line(text)))
        return "".join(sign if ord(sign) in self._signs else self._instead(sign) for sign in line)

    def _instead(self, sign: str) -> str:
        plain = unicodedata.normalize("NFKD", sign)
        if plain != sign and all(ord(part) in self._signs for part in plain):
            return plain
        return "" if unicodedata.combining(sign) else MISSING

    def page(self) -> None:
        self.pdf.add_page()

    def width(self, text: str) -> float:
        """In the font that is set. Asked of fpdf2, a page of names takes seconds."""
        signs = self._advances[self.pdf.font_style]
        return sum(signs[sign] for sign in text) * self.pdf.font_size / 1000

    def font(self, points: float, *, bold: bool = False, soft: bool = False) -> None:
        self.pdf.set_font("text", "B" if bold else "", points)
        self.pdf.set_text_color(96 if soft else 24)

    def lines(self, text: str, width: float, most: int) -> list[str]:
        """Broken where there are blanks, or within a word that is too long; the last of `most` ends in …"""
        lines: list[str] = []
        for word in self.clean(text).split(" "):
            fits = lines and self.width(f"{lines[-1]} {word}") <= width
            if fits:
                lines[-1] += f" {word}"
                continue
            while self.width(word) > width and len(word) > 1:
                cut = max(
                    1, bisect.bisect_left(range(len(word)), width, key=lambda n: self.width(word[: n + 1]))
                )
                lines.append(word[:cut])
                word = word[cut:]
            lines.append(word)
        if len(lines) > most:
            last = lines[most - 1]
            while last and self.width(f"{last}…") > width:
                last = last[:-1]
            lines = [*lines[: most - 1], f"{last}…"]
        return lines

    def write(self, text: str, x: float, y: float, width: float, *, points: float, align: str = "L", most: int = 1,
              bold: bool = False, soft: bool = False) -> float:  # fmt: skip
        """Writes within a width, from `y` on downwards; gives where it ends."""
        self.font(points, bold=bold, soft=soft)
        step = points * 0.3528 * 1.25
        for line in self.lines(text, width, most):
            self.pdf.set_xy(x, y)
            self.pdf.cell(width, step, visual(line), align=_side(line, align))
            y += step
        return y

    def fit(self, text: str, x: float, y: float, width: float, *, points: float, least: float, most: int = 2,
            align: str = "C", bold: bool = True) -> float:  # fmt: skip
        """As large as it fits in `most` lines, between two sizes."""
        size = points
        while size > least:
            self.font(size, bold=bold)
            words = self.clean(text).split(" ")
            if (
                all(self.width(word) <= width for word in words)
                and len(self.lines(text, width, most + 1)) <= most
            ):
                break
            size -= 1
        return self.write(text, x, y, width, points=max(size, least), align=align, most=most, bold=bold)

    def qr(self, text: str, x: float, y: float, side: float) -> None:
        """In capitals, which take a smaller code; `rules.door.read_code` reads both. One mask is as good as another."""
        code = segno.make(text, error="m", micro=False, mask=2, boost_error=False)
        picture = io.BytesIO()
        code.save(picture, kind="png", border=0, scale=1)
        picture.seek(0)
        self.pdf.image(picture, x, y, side, side)

    def rule(self, y: float, left: float, right: float) -> None:
        self.pdf.set_draw_color(190)
        self.pdf.set_line_width(0.2)
        self.pdf.line(left, y, right, y)

    def bytes(self) -> bytes:
        return bytes(self.pdf.output())


class _Advances(dict[str, float]):
    """How far each sign reaches, in thousandths of the font's size."""

    def __init__(self, pdf: Any, style: str) -> None:
        names = [f"text{style}", f"far-east{style}"]
        self._fonts = [pdf.fonts[name] for name in names if name in pdf.fonts]

    def __missing__(self, sign: str) -> float:
        font = next((font for font in self._fonts if ord(sign) in font.cmap), self._fonts[0])
        self[sign] = font.cw[ord(sign)]
        return self[sign]


def visual(line: str) -> str:
    """In the order in which the signs stand on paper: a name in Hebrew or Arabic is written from the right."""
    if not _RIGHT_TO_LEFT.search(line):
        return line
    from fpdf.bidi import BidiParagraph  # noqa: PLC0415 - as above

    return BidiParagraph(joined(line)).get_reordered_string()


def _side(line: str, align: str) -> str:
    """Lines that begin from the right stand there, unless they stand in the middle."""
    first = next((unicodedata.bidirectional(sign) for sign in line if sign.isalpha()), "L")
    return "R" if align == "L" and first in {"R", "AL"} else align


def _forms() -> dict[str, dict[str, str]]:
    """Arabic letter (or lam and alef) → what it looks like by itself and beside others."""
    forms: dict[str, dict[str, str]] = {}
    for number in range(0xFE70, 0xFEFD):
        how, _blank, letters = unicodedata.decomposition(chr(number)).partition(" ")
        if letters:
            base = "".join(chr(int(code, 16)) for code in letters.split())
            forms.setdefault(base, {})[how.strip("<>")] = chr(number)
    return forms


_FORMS = _forms()


def joined(line: str) -> str:
    """Arabic letters as they look beside their neighbours, which fonts are not asked for here."""
    units: list[str] = []
    for sign in line:
        if units and units[-1] == "\u0644" and units[-1] + sign in _FORMS:
            units[-1] += sign
        else:
            units.append(sign)

    def reaches(unit: str, how: str) -> bool:
        return how in _FORMS.get(unit, {})

    written = []
    for n, unit in enumerate(units):
        if unit not in _FORMS:
            written.append(unit)
            continue
        before = next((other for other in reversed(units[:n]) if not unicodedata.combining(other[0])), "")
        after = next((other for other in units[n + 1 :] if not unicodedata.combining(other[0])), "")
        right, left = (
            reaches(before, "initial") and reaches(unit, "final"),
            reaches(unit, "initial") and reaches(after, "final"),
        )
        how = {(True, True): "medial", (True, False): "final", (False, True): "initial"}.get(
            (right, left), "isolated"
        )
        written.append(_FORMS[unit].get(how) or _FORMS[unit].get("isolated") or unit)
    return "".join(written)
