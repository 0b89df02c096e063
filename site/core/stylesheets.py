"""`site.css` and `site.js`: the stylesheets, and the small scripts of every page, each joined into one file.

They are offered by a finder of static files, so that `{% static "site.css" %}` means the same under the development
server, in tests and after `collectstatic`. The join is written anew only when its text changed.
"""

from __future__ import annotations

import functools
import os
import pathlib
import posixpath
import re
import tempfile
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

FIRST = ("css/tokens.css", "css/base.css", "css/layout.css")
COMMON_SCRIPTS = "js/site"

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_ADDRESS = re.compile(r"""url\(\s*(["']?)(?!data:|https?:|/|\#)([^"')]+)\1\s*\)""")
_STRING = re.compile(r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')""")


def minify(css: str) -> str:
    """Without comments and needless white space. What stands in quotes is left alone."""
    css = _COMMENT.sub("", css)
    parts = _STRING.split(css)
    for index in range(0, len(parts), 2):
        part = re.sub(r"\s+", " ", parts[index])
        part = re.sub(r" ?([{};,]) ?", r"\1", part)
        # Not before a colon: `a :hover` and `a:hover` differ.
        parts[index] = re.sub(r": ", ":", part).replace(";}", "}")
    return "".join(parts).strip()


def sheets(root: pathlib.Path) -> list[pathlib.Path]:
    """In the order of the join: tokens, base, layout, then the components by name."""
    return [root / name for name in FIRST] + sorted((root / "css/components").glob("*.css"))


def moved_to_root(sheet: pathlib.Path, root: pathlib.Path) -> str:
    """A sheet's text with its addresses as seen from the root of the static files."""
    folder = sheet.parent.relative_to(root).as_posix()

    def moved(found: re.Match[str]) -> str:
        return f'url("{posixpath.normpath(posixpath.join(folder, found[2]))}")'

    return _ADDRESS.sub(moved, sheet.read_text(encoding="utf-8"))


def part_of(sheet: pathlib.Path, root: pathlib.Path) -> str:
    """What a sheet gives to a join. Worked out again when the file is another: a page being written asks each time."""
    found = sheet.stat()
    return _part_of(sheet, root, found.st_mtime_ns, found.st_size)


@functools.lru_cache(maxsize=256)
def _part_of(sheet: pathlib.Path, root: pathlib.Path, *state: int) -> str:
    return minify(moved_to_root(sheet, root))


def join_stylesheets(root: pathlib.Path) -> str:
    """One text out of all sheets."""
    return "\n".join(part_of(sheet, root) for sheet in sheets(root)) + "\n"


def join_scripts(root: pathlib.Path) -> str:
    """The scripts of js/site/ one after the other, each in a block of its own: they import nothing from each other."""
    files = sorted((root / COMMON_SCRIPTS).glob("*.js"))
    return "".join(f"{{\n{file.read_text(encoding='utf-8').strip()}\n}}\n" for file in files)


MAP_STYLES = (
    "vendor/leaflet-1.9.4/leaflet.css",
    "vendor/leaflet.markercluster-1.5.3/MarkerCluster.css",
)
MAP_SCRIPTS = (
    "vendor/leaflet-1.9.4/leaflet.js",
    "vendor/leaflet.markercluster-1.5.3/leaflet.markercluster.js",
    "vendor/topojson-client-3.1.0/topojson-client.min.js",
    "js/map.js",
)


def join_map_styles(root: pathlib.Path) -> str:
    """The map's own sheets in the lowest layer, so that components/map.css has the last word."""
    parts = [part_of(root / name, root) for name in MAP_STYLES]
    return "@layer vendor{" + "\n".join(parts) + "}\n"


def join_map_scripts(root: pathlib.Path) -> str:
    """One request instead of four; classic scripts, whose licences lie beside them in static/vendor."""
    return "".join((root / name).read_text(encoding="utf-8").strip() + "\n;\n" for name in MAP_SCRIPTS)


def source_root() -> pathlib.Path:
    return pathlib.Path(settings.BASE_DIR) / "static"


def output_root() -> pathlib.Path:
    """Where the joined files lie; `JOINED_STATIC_ROOT` in the settings moves it (a read-only image needs that)."""
    named = getattr(settings, "JOINED_STATIC_ROOT", None)
    return pathlib.Path(named) if named else pathlib.Path(settings.BASE_DIR) / "var" / "joined"


JOINED = {
    "site.css": join_stylesheets,
    "site.js": join_scripts,
    "map.css": join_map_styles,
    "map.js": join_map_scripts,
}


def write_joined(name: str) -> pathlib.Path:
    """The joined file, fresh. Replaced in one step, since several servers may start at once."""
    goal = output_root() / name
    text = JOINED[name](source_root())
    if not goal.exists() or goal.read_text(encoding="utf-8") != text:
        goal.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=goal.parent, delete=False, encoding="utf-8") as draft:
            draft.write(text)
        pathlib.Path(draft.name).chmod(0o644)
        os.replace(draft.name, goal)
    return goal


class SiteStylesheetFinder(BaseFinder):
    """Offers the joined files beside what lies in static/."""

    def find(self, path: str, find_all: bool = False, **kwargs: object) -> Any:  # type: ignore[override]  # two overloads in one
        # Django 5.2 renamed the keyword `all` to `find_all` and still passes the old one in places.
        every = bool(find_all or kwargs.get("all"))
        if path not in JOINED:
            return []
        found = str(write_joined(path))
        return [found] if every else found

    def list(self, ignore_patterns: object) -> Iterator[tuple[str, Storage]]:
        for name in JOINED:
            write_joined(name)
            yield name, FileSystemStorage(location=output_root())
