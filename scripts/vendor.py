"""Bring browser libraries and fonts into static/vendor, and what only tests run into tests/calendars/node, from the npm
registry, with the plain npm client.

    python scripts/vendor.py fetch        for developers; needs npm, and fonttools and brotli to cut the fonts
    python scripts/vendor.py fetch node   only what lies in the folder of this name
    python scripts/vendor.py verify       for the checks; offline: every file has its locked sum, no other is there

Running the site needs neither npm nor this file: what it brings is checked in, with the licences beside it.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import pathlib
import re
import shutil
import subprocess  # nosec B404 - only npm, with fixed arguments
import sys
import tarfile
import tempfile
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parent.parent

LEAFLET_IMAGES = ("layers", "layers-2x", "marker-icon", "marker-icon-2x", "marker-shadow")
WANTED = {
    "leaflet@1.9.4": [
        "dist/leaflet.js",
        "dist/leaflet.css",
        *(f"dist/images/{name}.png" for name in LEAFLET_IMAGES),
        "LICENSE",
    ],
    "leaflet.markercluster@1.5.3": [
        "dist/leaflet.markercluster.js",
        "dist/MarkerCluster.css",
        "MIT-LICENCE.txt",
    ],
    "topojson-client@3.1.0": ["dist/topojson-client.min.js", "LICENSE"],
    "world-atlas@2.0.2": ["countries-110m.json", "LICENSE"],
    "jsqr@1.4.0": ["dist/jsQR.js", "LICENSE"],
    # For what is printed (events.booking.exports), whole: a badge must bear any name.
    "dejavu-fonts-ttf@2.37.3": ["ttf/DejaVuSans.ttf", "ttf/DejaVuSans-Bold.ttf", "LICENSE"],
    "@fontsource/m-plus-1p@5.3.0": ["files/m-plus-1p-japanese-400-normal.woff", "LICENSE"],
    "@fontsource-variable/bricolage-grotesque@5.3.0": [
        "files/bricolage-grotesque-latin-wght-normal.woff2",
        "files/bricolage-grotesque-latin-ext-wght-normal.woff2",
        "LICENSE",
    ],
    "@fontsource-variable/atkinson-hyperlegible-next@5.3.0": [
        "files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
        "files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
        "files/atkinson-hyperlegible-next-latin-wght-italic.woff2",
        "LICENSE",
    ],
}

# Programs that read calendars, run by tests with the node that Playwright brings. Node finds them by these names.
READERS = {
    "ical.js@2.2.1": ["dist/ical.es5.min.cjs", "LICENSE"],
    "node-ical@0.27.2": ["node-ical.cjs", "package.json", "LICENSE"],
    "rrule-temporal@2.2.8": [
        "dist/index.cjs",
        "dist/src-DcoDqR4A.cjs",
        "dist/totext.cjs",
        "package.json",
        "LICENSE",
    ],
}


@dataclass(frozen=True)
class Shelf:
    """A folder of files of others, locked beside it. On a shelf of modules each lies as its package has it."""

    out: pathlib.Path
    wanted: dict[str, list[str]]
    of_modules: bool = False

    @property
    def lock(self) -> pathlib.Path:
        return self.out.parent / f"{self.out.name}.lock.json"

    def place(self, package: str, version: str, file: str) -> pathlib.Path:
        if self.of_modules:
            return self.out / package / file
        home = self.out / f"{package.replace('@', '').replace('/', '-')}-{version}"
        return home / file.removeprefix("dist/").removeprefix("files/").removeprefix("ttf/")


SHELVES = (
    Shelf(ROOT / "static" / "vendor", WANTED),
    Shelf(ROOT / "tests" / "calendars" / "node", READERS, of_modules=True),
)

# Latin-1 with the punctuation and arrows that the templates use; everything else comes, when a page needs it,
# from the latin-ext file.
LATIN_1 = [*range(0x20, 0x7F), *range(0xA0, 0x100), 0x131, 0x152, 0x153, 0x2C6, 0x2DA, 0x2DC]
PUNCTUATION = [0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2022, 0x2026]
SIGNS = [0x2039, 0x203A, 0x2032, 0x2033, 0x20AC, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2197, 0x2212, 0xD7]
# Headings are set between these weights only.
WEIGHTS = {"bricolage-grotesque": (400, 800), "atkinson-hyperlegible-next": (400, 700)}


def sri(data: bytes) -> str:
    return "sha384-" + base64.b64encode(hashlib.sha384(data).digest()).decode()


def cut_font(data: bytes, name: str) -> bytes:
    """The same font with the weights the stylesheets name, and in the latin file only the signs of LATIN_1."""
    from fontTools import subset  # here, so that `verify` needs nothing but the standard library
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    low, high = next(span for start, span in WEIGHTS.items() if name.startswith(start))
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum", "case"]
    options.hinting = False
    options.notdef_outline = True
    cutter = subset.Subsetter(options)
    every = set(font.getBestCmap())
    cutter.populate(unicodes=every if "latin-ext" in name else every & {*LATIN_1, *PUNCTUATION, *SIGNS})
    cutter.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": (low, high)})
    out = io.BytesIO()
    font.flavor = "woff2"
    font.save(out)
    return out.getvalue()


def pack(spec: str, folder: str) -> tuple[dict[str, str], pathlib.Path]:
    command = ["npm", "pack", spec, "--ignore-scripts", "--json", "--pack-destination", folder]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # nosec B603
    # npm has answered with a list, and in newer versions with an object keyed by package.
    meta = (list(told.values()) if isinstance(told, dict) else told)[0]
    return meta, next(pathlib.Path(folder).glob("*.tgz"))


def fetch(shelf: Shelf) -> None:
    lock: dict[str, dict[str, str]] = {}
    shutil.rmtree(shelf.out, ignore_errors=True)
    for spec, files in shelf.wanted.items():
        package, version = spec.rsplit("@", 1)
        with tempfile.TemporaryDirectory() as folder:
            meta, archive = pack(spec, folder)
            with tarfile.open(archive) as packed:
                for file in files:
                    member = packed.extractfile(f"package/{file}")
                    if member is None:
                        raise SystemExit(f"{spec} holds no {file}")
                    data = member.read()
                    if file.endswith((".js", ".css")):
                        # A map that is not there stops the manifest storage.
                        data = re.sub(rb"(?m)^(//|/\*)[#@] sourceMappingURL=.*$", b"", data)
                    if file.endswith(".woff2"):
                        data = cut_font(data, pathlib.PurePath(file).name)
                    goal = shelf.place(package, version, file)
                    goal.parent.mkdir(parents=True, exist_ok=True)
                    goal.write_bytes(data)
                    lock[goal.relative_to(shelf.out).as_posix()] = {
                        "package": spec,
                        "npm_integrity": meta["integrity"],
                        "sri": sri(data),
                    }
                    print(f"{len(data):>8}  {goal.relative_to(ROOT)}")
    shelf.lock.write_text(json.dumps(lock, indent=1, sort_keys=True) + "\n")


def verify(shelf: Shelf) -> None:
    lock = json.loads(shelf.lock.read_text())
    have = {path.relative_to(shelf.out).as_posix() for path in shelf.out.rglob("*") if path.is_file()}
    wrong = sorted(have ^ set(lock))
    wrong += [
        name for name in sorted(have & set(lock)) if sri((shelf.out / name).read_bytes()) != lock[name]["sri"]
    ]
    if wrong:
        raise SystemExit(f"vendored files differ from the lock: {', '.join(wrong)}")
    print(f"{len(have)} vendored files match in {shelf.out.relative_to(ROOT)}")


if __name__ == "__main__":
    commands = {"fetch": fetch, "verify": verify}
    if len(sys.argv) not in (2, 3) or sys.argv[1] not in commands:
        raise SystemExit(__doc__)
    for one in SHELVES:
        if len(sys.argv) == 2 or one.out.name == sys.argv[2]:
            commands[sys.argv[1]](one)
