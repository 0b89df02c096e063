"""What somebody wants in a calendar of their own."""

from collections.abc import Iterable

KINDS = ("stars", "sign_ups", "speaking", "registrations")


def wanted(told: object) -> frozenset[str]:
    """The kinds that are true in `told`, as it stands in the row. Anything else in it is passed over."""
    return frozenset(kind for kind in KINDS if isinstance(told, dict) and told.get(kind) is True)


def told(kinds: Iterable[str]) -> dict[str, bool]:
    chosen = set(kinds)
    return {kind: kind in chosen for kind in KINDS}
