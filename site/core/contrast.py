"""Whether words can be read on a colour: WCAG 2 relative luminance, and what follows from it for an event's accent."""

from __future__ import annotations

import re

# The grounds of tokens.css where text in the accent is hardest to read, in sRGB: --surface by day, --raised by night.
# The margin of WANTED over 4.5 pays for --accent-tint, which holds a tenth of the accent itself.
PAPER_LIGHT = "#f1f0ea"
PAPER_DARK = "#25282d"
WANTED = 4.9
DEFAULT_ACCENT = "#0b6650"

_HEX = re.compile(r"#?([0-9a-fA-F]{6})\Z")
_SHORT = re.compile(r"#?([0-9a-fA-F]{3})\Z")


class NotAColour(ValueError):
    """Said of anything that is not three or six hexadecimal digits."""


def parse(colour: str) -> tuple[int, int, int]:
    if short := _SHORT.match(colour):
        colour = "".join(digit * 2 for digit in short[1])
    found = _HEX.match(colour)
    if not found:
        raise NotAColour(colour[:40])
    digits = found[1]
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def to_hex(rgb: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*rgb)


def mix(colour: str, other: str, share: float) -> str:
    """`colour` with `share` (0 to 1) of `other` in it."""
    a, b = parse(colour), parse(other)
    return to_hex(
        (
            round(a[0] + (b[0] - a[0]) * share),
            round(a[1] + (b[1] - a[1]) * share),
            round(a[2] + (b[2] - a[2]) * share),
        )
    )


def luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        value = channel / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(channel) for channel in parse(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def ink_on(colour: str) -> str:
    """Black or white, whichever reads better; the better one has never less than 4.58 : 1."""
    return "#ffffff" if ratio(colour, "#ffffff") >= ratio(colour, "#000000") else "#000000"


def readable_on(colour: str, paper: str) -> str:
    """The colour itself, or the nearest mixture with black or white that reads as text on `paper`."""
    towards = ink_on(paper)
    for step in range(51):
        candidate = mix(colour, towards, step / 50)
        if ratio(candidate, paper) >= WANTED:
            return candidate
    return towards


def accent_css(colour: str) -> str:
    """The custom properties that a summit's accent sets, for both themes, as one rule."""
    accent = to_hex(parse(colour))
    light, dark = readable_on(accent, PAPER_LIGHT), readable_on(accent, PAPER_DARK)
    return (
        f":root{{--accent:{accent};--accent-ink:{ink_on(accent)};--accent-text:light-dark({light},{dark})}}\n"
    )
