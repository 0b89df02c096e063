"""The project's files as git sees them: tracked, or new and not ignored."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("site", "people", "groups", "events", "speakers", "community", "home")


@cache
def files() -> tuple[Path, ...]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(path for line in listed.splitlines() if (path := ROOT / line).is_file())


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def sources(*suffixes: str, under: tuple[str, ...] = ()) -> list[Path]:
    return [
        path
        for path in files()
        if path.suffix in suffixes and (not under or path.relative_to(ROOT).parts[0] in under)
    ]


def ours(path: Path) -> bool:
    """Whether somebody here wrote the file: not vendored, not locked by a tool, not somebody's data."""
    parts = path.relative_to(ROOT).parts
    generated = path.name.startswith("requirements") and path.suffix == ".txt"
    return not (
        parts[:2] in {("static", "vendor"), ("demo", "data")}
        or parts[:3] == ("tests", "calendars", "node")
        or "licences" in parts
        or generated
    )
