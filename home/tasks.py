"""What the worker does for the front of the house."""

import datetime as dt
from typing import Any

from core.outbox import handles
from home.actions import group_folder
from home.models import GroupFolder


@handles(group_folder.PACK)
def pack_group_folder(payload: dict[str, Any], now: dt.datetime) -> None:
    folder = GroupFolder.objects.select_related("group", "asked_by").filter(pk=payload["folder"]).first()
    if folder is not None:
        group_folder.pack(folder=folder, now=now)


@handles(group_folder.DROP)
def drop_group_folder(payload: dict[str, Any], now: dt.datetime) -> None:
    for folder in GroupFolder.objects.filter(pk=payload["folder"], expires_at__lte=now):
        group_folder.drop(folder=folder)
