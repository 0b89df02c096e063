"""The catalogues of translations, without the gettext tools, which a fresh machine does not have.

python -m scripts.catalogues            # what is wrong with them: broken, fuzzy, placeholders that differ
python -m scripts.catalogues compile    # write each .mo that is older than its .po
"""

import re
import sys
from pathlib import Path

import polib

from scripts.system import ROOT, say

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def catalogues(root: Path = ROOT) -> list[Path]:
    return sorted((root / "locale").glob("*/LC_MESSAGES/*.po"))


def compile_catalogues(root: Path = ROOT) -> None:
    for source in catalogues(root):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(compiled))


def problems(source: Path) -> list[str]:
    try:
        catalogue = polib.pofile(str(source), check_for_duplicates=True)
        catalogue.to_binary()
    except (OSError, ValueError) as error:
        return [f"{source.name} cannot be compiled: {error}"]
    found = []
    for entry in catalogue:
        if entry.obsolete or not entry.translated():
            continue
        if "fuzzy" in entry.flags:
            found.append(f"line {entry.linenum}: fuzzy: {entry.msgid[:60]!r}")
        originals = [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]
        allowed = {name for text in originals for name in PLACEHOLDER.findall(text)}
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if strange := set(PLACEHOLDER.findall(text)) - allowed:
                found.append(f"line {entry.linenum}: {', '.join(sorted(strange))} is not in the original")
    return found


def main(arguments: list[str]) -> int:
    if arguments == ["compile"]:
        compile_catalogues()
        return 0
    bad = 0
    for source in catalogues():
        for problem in problems(source):
            say(f"{source.relative_to(ROOT)}: {problem}")
            bad = 1
    return bad


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
