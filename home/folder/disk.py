"""Files into a folder on disk, for nobody's eyes but the owner's."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from home.folder.out import FORMAT, GROUP_FORMAT, MANIFEST


class NotOurs(Exception):
    """The folder holds something else, or cannot be made; the text says which."""


@dataclass
class Done:
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0


def write(folder: Path, files: Iterable[tuple[str, bytes]], *, tell: Callable[[str], Any]) -> Done:
    """Anew into an empty folder, or over an earlier export, of which nothing stays that is no more."""
    done, written = Done(), set()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        before = _earlier(folder)
        for path, content in files:
            there = folder / path
            for above in reversed(there.relative_to(folder).parents[:-1]):
                (folder / above).mkdir(mode=0o700, exist_ok=True)
            old = there.read_bytes() if there.exists() else None
            if old == content:
                done.unchanged += 1
            else:
                there.touch(mode=0o600)
                there.chmod(0o600)
                there.write_bytes(content)
                done.new, done.changed = done.new + (old is None), done.changed + (old is not None)
                tell(f"{there}  {len(content)} bytes")
            written.add(path)
        for path in sorted(before - written):
            (folder / path).unlink(missing_ok=True)
            done.removed += 1
    except OSError as error:
        raise NotOurs(f"{folder} cannot be written: {error.strerror}.") from error
    return done


def _earlier(folder: Path) -> set[str]:
    """The files of the export that lies there; NotOurs where something else does."""
    if not any(folder.iterdir()):
        return set()
    try:
        said = json.loads((folder / MANIFEST).read_bytes())
        if said["format"] in {FORMAT, GROUP_FORMAT}:
            return {
                path
                for path in said["files"]
                if ".." not in Path(path).parts and not Path(path).is_absolute()
            }
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise NotOurs(f"{folder} is not empty, and what is in it is no export. Choose another folder.")
