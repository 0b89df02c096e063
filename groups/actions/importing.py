"""Bringing a list of groups into the site, as often as one likes."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.search.backends import get_search_backends

from core import answers, indexing, outbox, request_id
from core.models import AuditEntry, FormerName, Job
from core.places.folding import fold
from groups.models import UserGroup
from groups.rules.doublets import Folded, fold_doublets, is_same, name_key
from groups.rules.reading import GroupFacts, Reading
from groups.rules.slugs import choose_slug
from groups.signals import group_changed

LOCATE = "groups.locate"

# Facts that are written, or left alone, together.
UNITS: tuple[tuple[str, ...], ...] = (
    ("name",),
    ("city", "region", "country", "latitude", "longitude", "located_by", "is_virtual"),
    ("timezone",),
    ("status",),
    ("description",),
    ("website",),
    ("links",),
    ("aliases",),
    ("founded_on",),
    ("members_elsewhere",),
)
FIELDS = [name for unit in UNITS for name in unit]


@dataclass
class Report:
    """What became of the lines. `remarks` are (line, what was done) in order of line."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: int = 0
    refused: int = 0
    remarks: list[tuple[int, str]] = field(default_factory=list)

    @property
    def total(self) -> str:
        return f"new {self.new}, changed {self.changed}, unchanged {self.unchanged}, skipped {self.skipped}"


@transaction.atomic
def import_groups(*, readings: Iterable[Reading], source: str, now: dt.datetime, by: Any = None) -> Report:
    """Makes, changes or leaves the groups of a list; all of it or, on an error, nothing.

    What an organizer changed since the last import stays as it is: `imported` remembers what the list said then.
    """
    readings = list(readings)
    report = Report()
    for reading in readings:
        report.remarks += [(reading.line, remark) for remark in reading.remarks]
        if reading.refused:
            report.remarks.append((reading.line, f"skipped: {reading.refused}"))
            report.refused += 1
    folded, merged = fold_doublets(readings)
    report.remarks += merged
    report.skipped = report.refused + len(merged)

    mine, others = _known(source)
    taken = set(UserGroup.objects.values_list("slug", flat=True))
    taken |= set(FormerName.objects.filter(kind="groups.usergroup").values_list("slug", flat=True))
    born: list[UserGroup] = []
    grown: list[UserGroup] = []
    before: dict[int, GroupFacts] = {}
    claimed: dict[int, int] = {}
    ids: dict[str, int] = {}
    for one in folded:
        one_id = _source_id(one)
        if one_id in ids:
            report.skipped += 1
            report.remarks.append((one.line, f"skipped: its id is that of line {ids[one_id]}"))
            continue
        ids[one_id] = one.line
        group = next((mine[i] for i in (one_id, *one.source_ids) if i and i in mine), None)
        if group is not None and claimed.setdefault(group.pk, one.line) != one.line:
            group = None
        if group is None and (twin := others.twin(one.facts)):
            report.skipped += 1
            report.remarks.append((one.line, f"skipped: is in the site as “{twin.name}” ({twin.slug})"))
            continue
        if group is None:
            group = UserGroup(source=source, source_id=one_id, created_at=now)
            group.slug = choose_slug(one.facts.name, city=one.facts.city, fallback=one_id, taken=taken)
            taken.add(group.slug)
            _write(group, one.facts, report.remarks, one.line)
            born.append(group)
            continue
        was = facts_of(group)
        if _write(group, one.facts, report.remarks, one.line):
            group.updated_at = now
            grown.append(group)
            before[group.pk] = was
        else:
            report.unchanged += 1
    UserGroup.objects.bulk_create(born, batch_size=200)
    UserGroup.objects.bulk_update(grown, [*FIELDS, "imported", "updated_at"], batch_size=100)
    for group in grown:
        earlier, now_is = asdict(before[group.pk]), asdict(facts_of(group))
        changed = {name for name in now_is if now_is[name] != earlier[name]}
        group_changed.send(sender=UserGroup, group=group, changed=changed, now=now)
    report.new, report.changed = len(born), len(grown)
    _tell(born, grown, source=source, by=by, now=now)
    # Whose place was asked for in vain, while Nominatim was down for long: a new import is a new beginning.
    Job.objects.filter(kind=LOCATE).exclude(failed_at=None).update(failed_at=None, attempts=0, due_at=now)
    report.remarks.sort(key=lambda remark: remark[0])
    return report


def _source_id(one: Folded) -> str:
    """The list's own id, or the name and place for lists without."""
    facts = one.facts
    return facts.source_id or f"{fold(facts.name)} · {fold(facts.city)} · {facts.country}"[:200]


class _Others:
    """Groups that other lists or people brought, to be found by name or address."""

    def __init__(self, groups: Iterable[UserGroup]) -> None:
        self._found: dict[str, list[tuple[UserGroup, GroupFacts]]] = {}
        for group in groups:
            facts = facts_of(group)
            for key in (name_key(facts.name), *facts.addresses):
                self._found.setdefault(key, []).append((group, facts))

    def twin(self, facts: GroupFacts) -> UserGroup | None:
        for key in (name_key(facts.name), *facts.addresses):
            for group, other in self._found.get(key, ()):
                if is_same(other, facts):
                    return group
        return None


def _known(source: str) -> tuple[dict[str, UserGroup], _Others]:
    mine: dict[str, UserGroup] = {}
    others: list[UserGroup] = []
    for group in UserGroup.objects.order_by("pk"):
        if group.source == source and group.source_id:
            mine[group.source_id] = group
        else:
            others.append(group)
    return mine, _Others(others)


def facts_of(group: UserGroup) -> GroupFacts:
    values = {name: getattr(group, name) for name in FIELDS}
    values |= {"country": str(group.country or ""), "aliases": tuple(group.aliases)}
    return GroupFacts(source_id=group.source_id, **values)


def _said(facts: GroupFacts) -> dict[str, Any]:
    """The facts as JSON keeps them."""
    said: dict[str, Any] = {name: getattr(facts, name) for name in FIELDS}
    said["links"], said["aliases"] = dict(facts.links), list(facts.aliases)
    said["founded_on"] = facts.founded_on.isoformat() if facts.founded_on else None
    return said


def _write(group: UserGroup, facts: GroupFacts, remarks: list[tuple[int, str]], line: int) -> bool:
    """Sets what the list says anew and nobody changed by hand. Whether the row has to be saved."""
    said = _said(facts)
    before: Mapping[str, Any] = group.imported or {}
    if before == said:
        return False
    present = _said(facts_of(group))
    for unit in UNITS:
        if before and all(before.get(name) == said[name] for name in unit):
            continue
        if before and any(before.get(name) != present[name] for name in unit):
            if any(present[name] != said[name] for name in unit):
                remarks.append((line, f"{unit[0]} was changed by hand and stays as it is"))
            continue
        for name in unit:
            setattr(group, name, facts.founded_on if name == "founded_on" else said[name])
    group.imported = said
    return True


def _tell(born: list[UserGroup], grown: list[UserGroup], *, source: str, by: Any, now: dt.datetime) -> None:
    """Audit, search and kept answers: bulk statements send no signals."""
    if not born and not grown:
        return
    rows = [(group, "imported") for group in born] + [(group, "import changed") for group in grown]
    AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                by=by,
                verb=verb,
                thing="groups.usergroup",
                thing_id=str(group.pk),
                details={"source": source},
                request_id=request_id.current.get(),
            )
            for group, verb in rows
        ],
        batch_size=500,
    )
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(UserGroup, [group for group, _ in rows])
    indexing.follow(UserGroup, [group.pk for group in grown])
    answers.touch("groups", *grown)
    if settings.GEOCODER == "nominatim":
        for group, _ in rows:
            if group.city and group.located_by in {"", "region", "country"}:
                key = f"{LOCATE}:{group.pk}:{group.city}"[:200]
                outbox.put(LOCATE, {"group": group.pk}, due_at=now, key=key)
