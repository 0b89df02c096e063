"""What the search index knows of one row by another: an event is found by its group's name, a talk by its speaker's.

Wagtail indexes a row when the row itself is saved. Where a model names others in its `search_fields` (RelatedFields
with words in them), those are watched here, and a job of the outbox indexes the rows that name them anew.
"""

import datetime as dt
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.signals import post_save
from wagtail.search import index
from wagtail.search.backends import get_search_backends

from core import answers, outbox

FOLLOW = "core.index_follow"
AT_ONCE = 200


@cache
def followers(model: type[models.Model]) -> tuple[tuple[Any, str], ...]:
    """The indexed models whose words include some of `model`'s, each with the name of its field."""
    return tuple(
        (follower, field.field_name)
        for follower in index.get_indexed_models()
        for field in follower.get_search_fields()
        if isinstance(field, index.RelatedFields)
        and any(isinstance(part, index.SearchField | index.AutocompleteField) for part in field.fields)
        and field.get_field(follower).related_model is model
    )


def follow(model: type[models.Model], keys: Iterable[int]) -> None:
    """Puts one job, however many rows changed; none where nobody's words include theirs. Bulk writes call it."""
    wanted = sorted(keys)
    if wanted and any(
        follower._default_manager.filter(**{f"{name}__in": wanted[start : start + AT_ONCE]}).exists()
        for follower, name in followers(model)
        for start in range(0, len(wanted), AT_ONCE)
    ):
        outbox.put(FOLLOW, {"model": model._meta.label_lower, "rows": wanted})


@outbox.handles(FOLLOW)
def index_followers(payload: dict[str, Any], now: dt.datetime) -> None:
    model: type[models.Model] = apps.get_model(payload["model"])
    for follower, name in followers(model):
        for start in range(0, len(payload["rows"]), AT_ONCE):
            named = {f"{name}__in": payload["rows"][start : start + AT_ONCE]}
            keys = list(follower._default_manager.filter(**named).values_list("pk", flat=True).distinct())
            for begin in range(0, len(keys), AT_ONCE):
                rows = list(follower.get_indexed_objects().filter(pk__in=keys[begin : begin + AT_ONCE]))
                for backend in get_search_backends(with_auto_update=True):
                    backend.add_bulk(follower, rows)
    answers.touch("search")


def row_saved(sender: type[models.Model], instance: Any, created: bool, raw: bool, **kwargs: Any) -> None:
    if not created and not raw:  # nobody names what is new
        follow(sender, [instance.pk])


def watch_all() -> None:
    for model in apps.get_models():
        if followers(model):
            post_save.connect(row_saved, sender=model, dispatch_uid=f"core.indexing.{model._meta.label}")
