"""What an organizer takes along of a group: asked for, packed by the worker, fetched, and gone after two days."""

import datetime as dt
import tempfile
import zipfile
from typing import Any

from django.core.files import File
from django.db import transaction

from core import attachments, audit, outbox
from core.access import can
from groups.models import UserGroup
from home.folder.out import group_files
from home.models import GroupFolder

PACK, DROP = "home.group_folder", "home.group_folder_end"
STAYS = dt.timedelta(days=2)


@transaction.atomic
def ask(*, group: UserGroup, by: Any, now: dt.datetime) -> GroupFolder:
    """One at a time: while one is being packed, asking again gives the same."""
    UserGroup.objects.select_for_update().get(pk=group.pk)
    waiting = GroupFolder.objects.standing(now).filter(group=group, file="").first()
    if waiting is not None:
        return waiting
    folder = GroupFolder.objects.create(group=group, asked_by=by, asked_at=now, expires_at=now + STAYS)
    outbox.put(PACK, {"folder": folder.pk})
    outbox.put(DROP, {"folder": folder.pk}, due_at=folder.expires_at)
    audit.note(by=by, verb="take along", thing=group)
    return folder


def pack(*, folder: GroupFolder, now: dt.datetime) -> None:
    """Whoever is no organizer any more gets nothing. May run twice: what is packed stays."""
    if folder.file or folder.expires_at <= now:
        return
    if not can(folder.asked_by, "change", folder.group):
        drop(folder=folder)
        return
    with tempfile.TemporaryFile() as archive:
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
            for path, content in group_files(folder.group, now, whole=False):
                packed.writestr(f"{folder.group.slug}/{path}", content)
        folder.size = archive.tell()
        archive.seek(0)
        folder.file.save(attachments.new_name("zip"), File(archive), save=False)
    try:
        with transaction.atomic():
            if not GroupFolder.objects.filter(pk=folder.pk, file="").update(
                file=folder.file.name, size=folder.size
            ):
                raise LookupError("It was dropped, or packed by another worker, meanwhile.")
    except BaseException:
        folder.file.delete(save=False)
        raise


def fetched(*, folder: GroupFolder, by: Any) -> None:
    """Who took it along is kept: it holds people's names."""
    audit.note(by=by, verb="fetch folder", thing=folder.group)


def drop(*, folder: GroupFolder) -> None:
    folder.delete()


def drop_all() -> None:
    """Before somebody is forgotten: what was packed may hold them. It is packed again in a moment."""
    GroupFolder.objects.all().delete()
