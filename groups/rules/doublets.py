"""One group that stands twice: in several lines of a list, or in two lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from core.places.folding import fold
from core.places.geometry import haversine_km

from .reading import GroupFacts, Reading

SAME_PLACE_KM = 25
VAGUELY_KM = 120
"""For places that were only told by region or country."""


@dataclass(frozen=True, slots=True)
class Folded:
    """One group of the list with every line that speaks of it; the first gave the facts."""

    line: int
    facts: GroupFacts
    source_ids: tuple[str, ...]
    remarks: tuple[str, ...]
    lines: tuple[int, ...]


def name_key(name: str) -> str:
    """Blanks and signs do not tell groups apart: "CoderDojo 八女" is "CoderDojo八女"."""
    return fold(name).replace(" ", "")


def is_same(one: GroupFacts, other: GroupFacts) -> bool:
    """The same name at the same place; or the same address, a name within the other's, at the same place."""
    if one.country != other.country or one.is_virtual != other.is_virtual:
        return False
    a, b = name_key(one.name), name_key(other.name)
    if a != b:
        short, long = sorted((a, b), key=len)
        if len(short) < 5 or short not in long or not one.addresses & other.addresses:
            return False
    return _same_place(one, other)


def _same_place(one: GroupFacts, other: GroupFacts) -> bool:
    if one.latitude is None or other.latitude is None or one.longitude is None or other.longitude is None:
        return one.latitude is other.latitude and fold(one.region) == fold(other.region)
    vague = {one.located_by, other.located_by} & {"region", "country"}
    reach = VAGUELY_KM if vague else SAME_PLACE_KM
    return haversine_km(one.latitude, one.longitude, other.latitude, other.longitude) <= reach


def fold_doublets(readings: Iterable[Reading]) -> tuple[list[Folded], list[tuple[int, str]]]:
    """(groups, lines that became part of another with what to say of them)."""
    groups: list[Folded] = []
    by_key: dict[str, list[int]] = {}
    by_address: dict[str, list[int]] = {}
    merged: list[tuple[int, str]] = []
    for reading in readings:
        facts = reading.facts
        if facts is None:
            continue
        near = list(by_key.get(name_key(facts.name), ()))
        for address in facts.addresses:
            near += by_address.get(address, ())
        twin = next((i for i in dict.fromkeys(near) if is_same(groups[i].facts, facts)), None)
        if twin is None:
            twin = len(groups)
            groups.append(Folded(reading.line, facts, (facts.source_id,), reading.remarks, (reading.line,)))
        else:
            kept = groups[twin]
            groups[twin] = Folded(
                kept.line,
                with_more(kept.facts, facts),
                (*kept.source_ids, facts.source_id),
                kept.remarks,
                (*kept.lines, reading.line),
            )
            merged.append((reading.line, f"is the group of line {kept.line}: its links were added there"))
        by_key.setdefault(name_key(facts.name), []).append(twin)
        for address in facts.addresses:
            by_address.setdefault(address, []).append(twin)
    return groups, merged


def with_more(kept: GroupFacts, other: GroupFacts) -> GroupFacts:
    """Links and names of the second are added, nothing of the first is replaced."""
    aliases = dict.fromkeys([*kept.aliases, *other.aliases])
    if other.name != kept.name:
        aliases.setdefault(other.name)
    links = dict(kept.links)
    have = set(links.values())
    for service, link in other.links.items():
        if link in have:
            continue
        spot, number = service, 2
        while spot in links:
            spot, number = f"{service}-{number}", number + 1
        links[spot] = link
    return replace(
        kept,
        links=links,
        aliases=tuple(a for a in aliases if a != kept.name),
        website=kept.website or other.website,
        description=kept.description or other.description,
        founded_on=kept.founded_on or other.founded_on,
        members_elsewhere=kept.members_elsewhere or other.members_elsewhere,
    )


def twin_among(facts: GroupFacts, others: Sequence[tuple[int, GroupFacts]]) -> int | None:
    """The key of the first that is the same group."""
    return next((key for key, other in others if is_same(facts, other)), None)
