"""A cover where an event has no picture: drawn from its id and accent, always the same for the same two.

The drawing holds neither words nor style attributes; its colours are presentation attributes, which a strict content
policy allows. Four families (arcs, bands, rings, grid) keep a list of meetups from looking like one repeated tile.
"""

from __future__ import annotations

import colorsys
import hashlib
import html
import random

from core.contrast import DEFAULT_ACCENT, NotAColour, luminance, mix, parse, to_hex

WIDTH, HEIGHT = 240, 150
CELL = 30


def _turned(colour: str, turn: float, lightness: float) -> str:
    """Another hue at the given lightness, for the one note that is not the accent's own."""
    red, green, blue = (channel / 255 for channel in parse(colour))
    hue, _light, depth = colorsys.rgb_to_hls(red, green, blue)
    values = colorsys.hls_to_rgb((hue + turn) % 1, lightness, min(0.85, max(0.35, depth)))
    return to_hex((round(values[0] * 255), round(values[1] * 255), round(values[2] * 255)))


def _palette(accent: str, dice: random.Random) -> dict[str, str]:
    dark = luminance(accent) < 0.45
    return {
        "ground": accent,
        "deep": mix(accent, "#0b0e14", 0.42 if dark else 0.62),
        "mid": mix(accent, "#ffffff" if dark else "#0b0e14", 0.22),
        "pale": mix(accent, "#fffdf5", 0.82),
        "note": _turned(accent, dice.choice((0.42, 0.5, 0.58)), 0.66),
    }


def _arcs(dice: random.Random, ink: dict[str, str]) -> list[str]:
    """Quarter discs in cells, gathered by colour so that the drawing stays small."""
    paths: dict[str, list[str]] = {}
    for row in range(HEIGHT // CELL):
        for column in range(WIDTH // CELL):
            if dice.random() < 0.2:
                continue
            size = CELL
            x, y = column * CELL, row * CELL
            corner = dice.randrange(4)
            cx, cy = x + size * (corner in (1, 2)), y + size * (corner in (2, 3))
            dx, dy = (1 if cx == x else -1) * size, (1 if cy == y else -1) * size
            sweep = 1 if dx * dy > 0 else 0
            path = f"M{cx} {cy}h{dx}A{size} {size} 0 0 {sweep} {cx} {cy + dy}z"
            tone = dice.choices(("deep", "mid", "pale", "note"), (5, 5, 3, 1))[0]
            paths.setdefault(tone, []).append(path)
    return [f'<path fill="{ink[tone]}" d="{"".join(parts)}"/>' for tone, parts in sorted(paths.items())]


def _bands(dice: random.Random, ink: dict[str, str]) -> list[str]:
    """Bands side by side that bend together, like tracks before a station; drawn as shapes, so that none overlaps."""
    rise = dice.choice((-60, -45, 45, 60))
    bend, drift = dice.randrange(2, 5) * CELL, dice.choice((-0.4, 0, 0.4))
    drawn, y = [], -75
    while y < HEIGHT + 75:
        thick = dice.choice((6, 9, 15, 24))
        upper, lower = round(bend + y * drift), round(bend + (y + thick) * drift)
        reach = abs(rise)
        tone = dice.choices(("deep", "mid", "pale", "note"), (5, 5, 3, 1))[0]
        drawn.append(
            f'<path fill="{ink[tone]}" d="M0 {y}H{upper}l{reach} {rise}H{WIDTH}v{thick}'
            f'H{lower + reach}l-{reach} {-rise}H0z"/>'
        )
        y += thick + dice.choice((4, 6, 10))
    return drawn


def _rings(dice: random.Random, ink: dict[str, str]) -> list[str]:
    """Rings about a place where people stand: the moot itself."""
    cx, cy = dice.choice((60, 90, 150, 180)), dice.choice((30, 75, 120, 150))
    drawn = []
    for index, radius in enumerate(range(240, 8, -dice.choice((16, 20, 24)))):
        tone = ("deep", "ground", "mid", "ground", "deep", "pale")[index % 6]
        drawn.append(f'<circle cx="{cx}" cy="{cy}" r="{radius}" fill="{ink[tone]}"/>')
    drawn.append(f'<circle cx="{cx}" cy="{cy}" r="{dice.choice((9, 12, 15))}" fill="{ink["note"]}"/>')
    return drawn


def _grid(dice: random.Random, ink: dict[str, str]) -> list[str]:
    """A field of dots that swells around one point."""
    fx, fy = dice.randrange(0, WIDTH), dice.randrange(0, HEIGHT)
    step = 20
    paths: dict[str, list[str]] = {}
    chosen = dice.randrange(84)
    for index in range(12 * 7):
        column, row = index % 12, index // 12
        x, y = column * step + 10, row * step + 15
        away = ((x - fx) ** 2 + (y - fy) ** 2) ** 0.5
        radius = round(max(1.5, 9.5 - away / 17), 1)
        tone = "note" if index == chosen else ("pale" if radius > 5.5 else "mid" if radius > 2.5 else "deep")
        span = round(radius * 2, 1)
        paths.setdefault(tone, []).append(
            f"M{x - radius:g} {y}a{radius:g} {radius:g} 0 1 1 {span:g} 0a{radius:g} {radius:g} 0 1 1-{span:g} 0"
        )
    return [f'<path fill="{ink[tone]}" d="{"".join(parts)}"/>' for tone, parts in sorted(paths.items())]


# Of people without a picture: quiet grounds that a row of them may share.
PORTRAIT_GROUNDS = ("#2f5d62", "#7a4e7e", "#a4493d", "#3d5a98", "#8a6d1f", "#4a6b3a")

# For what has no accent of its own: neighbours in a list differ, and each reads with white on it (a test says so).
GROUNDS = (
    DEFAULT_ACCENT,
    "#0b5f8a",
    "#6b3a86",
    "#a3324f",
    "#9a4715",
    "#3a4f9c",
    "#5c6612",
    "#14656e",
    "#8a2f7a",
)

FAMILIES = (_arcs, _bands, _rings, _grid)


def ground_of(seed: str) -> str:
    """One of GROUNDS, always the same for the same seed: a group's, so that its meetups belong together."""
    return GROUNDS[hashlib.sha256(str(seed).encode()).digest()[-1] % len(GROUNDS)]


def cover_svg(seed: str, accent: str = DEFAULT_ACCENT, title: str = "") -> str:
    """The drawing as SVG text; with a title it speaks, without one it is decoration."""
    try:
        accent = to_hex(parse(accent))
    except NotAColour:
        accent = DEFAULT_ACCENT
    number = int.from_bytes(hashlib.sha256(str(seed).encode()).digest()[:8], "big")
    dice = random.Random(number)  # nosec B311 # noqa: S311 - a drawing, not a secret
    ink = _palette(accent, dice)
    drawn = FAMILIES[number % len(FAMILIES)](dice, ink)
    role = f'role="img" aria-label="{html.escape(title, quote=True)}"' if title else 'aria-hidden="true"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {role} '
        f'preserveAspectRatio="xMidYMid slice"><rect width="{WIDTH}" height="{HEIGHT}" fill="{ink["ground"]}"/>'
        f"{''.join(drawn)}</svg>"
    )
