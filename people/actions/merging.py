"""Two rows for one human being become one.

`people` knows nothing of what stands above it, so it walks whatever points at a person. Rows are saved one by one
and not by UPDATE: what shows them, and the search index, hear of it by their signals.
"""

from django.db import IntegrityError, models, transaction

from core.audit import note
from core.models import FormerName
from people.models import Person, User
from people.signals import people_merging

FILLED = "pronouns headline biography photo organisation city country website links".split()


class CannotMerge(Exception):
    """Something of the one cannot become the other's: people must settle it first. `row` says what."""

    def __init__(self, row: models.Model) -> None:
        super().__init__(f"{row._meta.verbose_name} #{row.pk}")
        self.row = row


@transaction.atomic
def merge(*, by: User | None, kept: Person, gone: Person) -> Person:
    """Moves all that points at `gone` to `kept`, fills what `kept` leaves empty, and removes `gone`.

    Where both have the same thing, e.g. are members of the same group, the row of `kept` stays; its model may have a
    method `absorb(row)` that takes over from the other what matters. What is counted, or names people within JSON, is
    seen to by who hears `people_merging`. Raises CannotMerge where dropping the other would take something else with
    it.
    """
    people_merging.send(Person, kept=kept, gone=gone, by=by)
    moved = {
        relation.related_model._meta.label_lower: count
        for relation in Person._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel) and (count := _move(relation, kept, gone))
    }
    for name in FILLED:
        if not getattr(kept, name):
            setattr(kept, name, getattr(gone, name))
    user, kind = gone.user, Person._meta.label_lower
    note(by=by, verb="merge", thing=kept, gone=gone.pk, gone_slug=gone.slug, moved=moved)
    slug, gone_id = gone.slug, gone.pk
    gone.delete()
    FormerName.objects.filter(kind=kind, thing_id=gone_id).update(thing_id=kept.pk)
    FormerName.objects.update_or_create(kind=kind, slug=slug, defaults={"thing_id": kept.pk})
    if user is not None:
        kept.user = user
    kept.save()
    return kept


def _move(relation: models.ManyToOneRel, kept: Person, gone: Person) -> int:
    field = relation.field
    rows = list(relation.related_model._base_manager.filter(**{field.name: gone}))
    for row in rows:
        setattr(row, field.name, kept)
        try:
            with transaction.atomic():
                row.save(update_fields=[field.name])
        except IntegrityError:
            setattr(row, field.name, gone)
            _drop(row, field, kept)
    return len(rows)


def _drop(row: models.Model, field: models.Field, kept: Person) -> None:
    """Drops a row that `kept` has as well, after the twin has taken over what it wants."""
    for twin in _twins(row, field, kept):
        if absorb := getattr(twin, "absorb", None):
            absorb(row)
    hangs_on_it = any(
        relation.related_model._base_manager.filter(**{relation.field.name: row}).exists()
        for relation in row._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel)
    )
    if hangs_on_it:
        raise CannotMerge(row)
    row.delete()


def _twins(row: models.Model, field: models.Field, kept: Person) -> list[models.Model]:
    """The rows of `kept` that one of the model's unique constraints holds to be the same as `row`."""
    found: list[models.Model] = []
    for constraint in row._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and field.name in constraint.fields:
            same = {name: getattr(row, name) for name in constraint.fields if name != field.name}
            found += type(row)._base_manager.filter(**same, **{field.name: kept})
    return found
