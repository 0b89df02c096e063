"""Charts as geometry: numbers in, places on a drawing out. The template draws them, and a table says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

WIDTH, HEIGHT = 640, 280
LEFT, RIGHT, TOP, BOTTOM = 48, 632, 12, 252


@dataclass(frozen=True)
class Chart:
    series: list[str]
    rows: list[dict[str, Any]]
    grid: list[dict[str, Any]]
    ticks: list[dict[str, Any]]
    bars: list[dict[str, Any]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT


def nice_top(most: float) -> float:
    """The least of 1, 2, 2.5, 4, 5, 8 times a power of ten that is not below `most`; never zero."""
    if most <= 0:
        return 4
    power = 1.0
    while power * 10 <= most:
        power *= 10
    while power > most:
        power /= 10
    return next(step * power for step in (1, 2, 2.5, 4, 5, 8, 10) if step * power >= most)


def _number(value: float) -> str:
    return f"{round(value, 2):g}" if abs(value) < 1_000_000 else f"{value:.0f}"


def _grid(top: float) -> list[dict[str, Any]]:
    lines = []
    for step in range(5):
        y = round(BOTTOM - (BOTTOM - TOP) * step / 4, 1)
        lines.append(
            {"y": str(y), "x": str(LEFT - 8), "text_y": str(y + 4), "label": _number(top * step / 4)}
        )
    return lines


def _ticks(labels: Sequence[str]) -> list[dict[str, Any]]:
    """At most ten labels: more would run into each other."""
    every = max(1, -(-len(labels) // 10))
    slot = (RIGHT - LEFT) / max(1, len(labels))
    return [
        {"x": str(round(LEFT + slot * (index + 0.5), 1)), "y": str(BOTTOM + 20), "label": label}
        for index, label in enumerate(labels)
        if index % every == 0
    ]


def stacked_chart(labels: Sequence[str], series: Mapping[str, Sequence[float]]) -> Chart:
    names = list(series)
    sums = [sum(series[name][index] for name in names) for index in range(len(labels))]
    top = nice_top(max(sums, default=0))
    slot = (RIGHT - LEFT) / max(1, len(labels))
    width = round(min(56, slot * 0.68), 1)
    bars = []
    for index, label in enumerate(labels):
        floor = float(BOTTOM)
        for number, name in enumerate(names):
            height = round((BOTTOM - TOP) * series[name][index] / top, 1)
            floor = round(floor - height, 1)
            words = f"{label}, {name}: {_number(series[name][index])}"
            x = round(LEFT + slot * (index + 0.5) - width / 2, 1)
            bars.append(
                {
                    "series": number,
                    "x": str(x),
                    "y": str(floor),
                    "width": str(width),
                    "height": str(height),
                    "label": words,
                }
            )
    rows = [
        {"label": label, "values": [series[name][index] for name in names]}
        for index, label in enumerate(labels)
    ]
    return Chart(series=names, rows=rows, grid=_grid(top), ticks=_ticks(labels), bars=bars)


def bar_chart(labels: Sequence[str], values: Sequence[float], name: str) -> Chart:
    return stacked_chart(labels, {name: values})


def line_chart(labels: Sequence[str], series: Mapping[str, Sequence[float]]) -> Chart:
    names = list(series)
    top = nice_top(max((max(values, default=0) for values in series.values()), default=0))
    slot = (RIGHT - LEFT) / max(1, len(labels))
    lines = []
    for number, name in enumerate(names):
        points = [
            f"{round(LEFT + slot * (index + 0.5), 1)} {round(BOTTOM - (BOTTOM - TOP) * value / top, 1)}"
            for index, value in enumerate(series[name])
        ]
        lines.append({"series": number, "path": "M" + "L".join(points) if points else ""})
    rows = [
        {"label": label, "values": [series[name][index] for name in names]}
        for index, label in enumerate(labels)
    ]
    return Chart(series=names, rows=rows, grid=_grid(top), ticks=_ticks(labels), lines=lines)
