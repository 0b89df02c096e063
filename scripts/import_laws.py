"""Two laws of imports that need more than import-linter sees.

From another app one imports only its doors (models, actions, rules, access, signals); `core` is open to all. And only
`core.places` asks a geocoder: import-linter knows packages of others by their first name alone, and `geopy.distance`
is free to use.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.system import ROOT, say

APPS = (
    "home",
    "community.recognition",
    "community.elections",
    "community.surveys",
    "community.stories",
    "speakers",
    "events.calendars",
    "events.programme",
    "events.booking",
    "events",
    "groups",
    "people",
)
DOORS = {"models", "actions", "rules", "access", "signals", "ical_entries", "json_ld", "share", "exports"}
OPEN_INSIDE = {"filters", "finding", "desk", "api"}  # what an app offers to the apps inside its own folder


@dataclass(frozen=True)
class Import:
    importer: str
    imported: str
    where: str


def app_of(module: str) -> str | None:
    return next((app for app in APPS if module == app or module.startswith(f"{app}.")), None)


def imports_of(source: str, module: str, where: str = "", *, is_package: bool = False) -> Iterator[Import]:
    """Every module that `source` imports, wherever in the file, with `from x import y` read as `x.y`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = module.split(".")
                above = parts[: len(parts) - node.level + is_package]
                base = ".".join([*above, *([node.module] if node.module else [])])
            names = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            yield Import(module, name, f"{where}:{node.lineno}")


def breaks_a_law(edge: Import) -> str | None:
    """What is wrong with one import, in a sentence; None where nothing is."""
    if edge.imported.startswith("geopy.geocoders") and not edge.importer.startswith("core.places"):
        return f"{edge.where}: only core.places asks a geocoder"
    mine, theirs = app_of(edge.importer), app_of(edge.imported)
    if theirs is None or mine is None or mine == theirs:
        # What belongs to no app composes them (config, the urls of a room); core is kept low by the contracts.
        return None
    inside = edge.imported.removeprefix(theirs).lstrip(".").split(".")[0]
    if inside in DOORS or (inside in OPEN_INSIDE and str(mine).startswith(f"{theirs}.")):
        return None
    return f"{edge.where}: {edge.importer} imports {edge.imported}; open are only {', '.join(sorted(DOORS))}"


def modules() -> Iterator[tuple[str, Path]]:
    """(dotted name, file) of the project's own modules, migrations left out."""
    for folder in (ROOT / "site", *(ROOT / name for name in sorted({app.split(".")[0] for app in APPS}))):
        base = folder if folder.name == "site" else ROOT
        for file in sorted(folder.rglob("*.py")):
            if "migrations" not in file.parts:
                parts = file.relative_to(base).with_suffix("").parts
                yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), file


def broken() -> list[str]:
    found = []
    for module, file in modules():
        where = str(file.relative_to(ROOT))
        for edge in imports_of(file.read_text(), module, where, is_package=file.name == "__init__.py"):
            if problem := breaks_a_law(edge):
                found.append(problem)
    return found


def main() -> int:
    problems = broken()
    for problem in problems:
        say(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
