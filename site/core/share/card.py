"""What a share picture shows. Two cards that show the same are one picture."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from typing import Any

DESIGN = 1
"""Raised when the drawing changes, so that every kept picture is drawn anew."""
LONGEST = 300


@dataclass(frozen=True, kw_only=True)
class Card:
    """All of it is words of strangers but the seed. `headline` is drawn large below the title: a date."""

    title: str
    site: str
    """The community's name."""
    headline: str = ""
    line: str = ""
    """Under it: a place, who speaks."""
    label: str = ""
    """Above the title: what it is, or what befell it."""
    accent: str = "#0b6650"
    seed: str = ""
    """What the art is drawn from where there is no photograph."""
    photo: str = ""
    """The name of a photograph's file in the site's storage."""
    is_poster: bool = False
    """On the accent itself, not on paper: a summit."""

    def cut(self) -> "Card":
        texts = ("title", "site", "headline", "line", "label")
        return replace(self, **{name: getattr(self, name)[:LONGEST] for name in texts})

    @property
    def name(self) -> str:
        """Of its file: the digest of what it shows."""
        said: dict[str, Any] = {"design": DESIGN, **asdict(self.cut())}
        digest = hashlib.blake2b(json.dumps(said, sort_keys=True).encode(errors="replace"), digest_size=10)
        return f"{digest.hexdigest()}.{'jpg' if self.photo else 'png'}"
