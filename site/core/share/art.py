"""The drawn cover (`core.covers`) as pixels: the few commands that its drawing knows, painted by Pillow."""

import math
import re
from xml.etree.ElementTree import Element  # what is read was drawn by us

from defusedxml import ElementTree
from PIL import Image, ImageDraw

from core.covers import HEIGHT, WIDTH, cover_svg

_STEP = re.compile(r"([MmHhVvLlAaZz])|(-?\d+(?:\.\d+)?)")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "A": 7, "Z": 0}
_FINE = 2  # drawn so many times larger, then made smaller: smooth edges
Point = tuple[float, float]


def cover_image(seed: str, accent: str, width: int, height: int) -> Image.Image:
    """The cover cut to a rectangle of this size, as a page shows it (`xMidYMid slice`)."""
    scale = max(width / WIDTH, height / HEIGHT) * _FINE
    left, top = (WIDTH * scale - width * _FINE) / 2, (HEIGHT * scale - height * _FINE) / 2
    image = Image.new("RGB", (width * _FINE, height * _FINE))
    draw = ImageDraw.Draw(image)
    for element in ElementTree.fromstring(cover_svg(seed, accent)):
        for outline in _outlines(element):
            draw.polygon([(x * scale - left, y * scale - top) for x, y in outline], fill=element.get("fill"))
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _outlines(element: Element) -> list[list[Point]]:
    kind = element.tag.rpartition("}")[2]
    if kind == "circle":
        x, y, r = (float(element.get(name, 0)) for name in ("cx", "cy", "r"))
        turns = [math.tau * n / 180 for n in range(180)]
        return [[(x + r * math.cos(turn), y + r * math.sin(turn)) for turn in turns]]
    if kind == "rect":
        width, height = float(element.get("width", 0)), float(element.get("height", 0))
        return [[(0, 0), (width, 0), (width, height), (0, height)]]
    return _path(element.get("d", ""))


def _path(text: str) -> list[list[Point]]:
    outlines: list[list[Point]] = []
    steps = _STEP.findall(text)
    at, command = 0, "M"
    x = y = 0.0
    while at < len(steps):
        if steps[at][0]:
            command = steps[at][0]
            at += 1
        takes = _TAKES[command.upper()]
        values = [float(number) for _letter, number in steps[at : at + takes]]
        at += takes
        base_x, base_y = (x, y) if command.islower() else (0.0, 0.0)
        if command in "Zz":
            x, y = outlines[-1][0]
            continue
        if command in "Hh":
            goal = (base_x + values[0], y)
        elif command in "Vv":
            goal = (x, base_y + values[0])
        else:
            goal = (base_x + values[-2], base_y + values[-1])
        if command in "Mm":
            outlines.append([goal])
        elif command in "Aa":
            outlines[-1] += _arc((x, y), goal, values[0], sweep=bool(values[4]))
        else:
            outlines[-1].append(goal)
        x, y = goal
    return outlines


def _arc(start: Point, end: Point, radius: float, *, sweep: bool) -> list[Point]:
    """Of at most half a circle, which is all that covers have."""
    half = math.dist(start, end) / 2
    radius = max(radius, half)
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    away = math.sqrt(max(0.0, radius**2 - half**2)) / (2 * half)
    side = -1 if sweep else 1
    cx = middle[0] + side * away * (end[1] - start[1])
    cy = middle[1] - side * away * (end[0] - start[0])
    begin = math.atan2(start[1] - cy, start[0] - cx)
    turn = math.atan2(end[1] - cy, end[0] - cx) - begin
    turn = turn % math.tau if sweep else -((-turn) % math.tau)
    return [
        (cx + radius * math.cos(begin + turn * n / 48), cy + radius * math.sin(begin + turn * n / 48))
        for n in range(1, 49)
    ]
