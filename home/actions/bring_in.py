"""Reading a folder back that `export_event` wrote: whole or not at all, and never over what stands here already."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import get_image_dimensions
from django.db import IntegrityError, models, transaction
from wagtail.models import Locale
from wagtail.search.backends import get_search_backends
from wagtail.search.index import Indexed

from core import answers, attachments, audit
from core.models import CoreImage, FormerName, SectionPage
from core.slugs import free_slug
from events.models import Event, MeetupPage, SummitPage
from events.programme.models import StoredFile
from home.folder.kinds import KINDS, Kind
from home.folder.out import FORMAT, MANIFEST, VERSION
from home.folder.rows import Broken, Names, fields_of, lists_of, read
from home.folder.words import PAGES, SAID, put
from people.models import Person, User

LARGEST = 200 * 1024 * 1024
MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Brought:
    event: Event
    new: int
    unchanged: int
    """Rows of people, groups and the like that stood here already."""
    accounts: int = 0


def check(folder: Path) -> dict[str, Any]:
    """The manifest, after every file it names was found whole. Raises Broken."""
    said = _json(_content(folder, MANIFEST), MANIFEST)
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise Broken(f"{MANIFEST} does not say that this is an event ({FORMAT}).")
    if said.get("version") != VERSION:
        raise Broken(
            f"The folder has version {said.get('version')} of the format; this site reads {VERSION}."
        )
    files = said.get("files")
    if not isinstance(files, dict) or not files:
        raise Broken(f"{MANIFEST} names no files.")
    for path, sums in files.items():
        content = _content(folder, path)
        if not isinstance(sums, dict) or hashlib.sha256(content).hexdigest() != sums.get("sha256"):
            raise Broken(f"{path} is not the file that was exported: its checksum is another one.")
    return said


def event_from(folder: Path, *, by: Any, now: dt.datetime) -> Brought:
    """The event of the folder with everything in it. Where it stands here already, nothing is done.

    Raises Broken, with nothing left behind.
    """
    manifest = check(folder)
    return _Reading(folder, set(manifest["files"])).read(manifest, by=by, now=now)


class _Reading:
    def __init__(self, folder: Path, files: set[str]) -> None:
        self.folder, self.files = folder, files
        self.names = Names()
        self.new = self.unchanged = self.accounts = 0
        self.stored: list[tuple[Any, str]] = []

    def read(self, manifest: dict[str, Any], *, by: Any, now: dt.datetime) -> Brought:
        uuid = str((manifest.get("event") or {}).get("uuid"))
        try:
            if twin := Event.objects.filter(uuid=uuid).first():
                return Brought(
                    twin, 0, sum(n for n in manifest.get("rows", {}).values() if isinstance(n, int))
                )
        except ValidationError:
            raise Broken(f"{MANIFEST} does not name the event by its uuid.") from None
        try:
            with transaction.atomic():
                event = self._all(uuid)
                audit.note(by=by, verb="bring in", thing=event, site=str(manifest.get("site", ""))[:200])
                self._tell(event)
        except BaseException as error:
            for storage, name in self.stored:
                storage.delete(name)
            if isinstance(error, IntegrityError):
                raise Broken(
                    f"What is in the folder contradicts what stands here, or itself: {error}"
                ) from error
            raise
        return Brought(event, self.new, self.unchanged, self.accounts)

    def _all(self, uuid: str) -> Event:
        for kind in KINDS:
            if kind.file in self.files:
                self._kind(kind)
        event = Event.objects.filter(uuid=uuid).first()
        if event is None:
            raise Broken("The event of the manifest is not in events.json.")
        if "pages.json" in self.files:
            self._pages(self._rows("pages.json"))
        return event

    def _kind(self, kind: Kind) -> None:
        said = self._rows(kind.file)
        there = self._there(kind, said)
        fresh: list[tuple[dict[str, Any], models.Model]] = []
        seen: set[Any] = set()
        for number, one in enumerate(said, 1):
            row = read(kind, number, one, self.names)
            called = one["id"]
            if kind.has_name and str(getattr(row, "uuid", "")) != called:
                raise Broken(f"{kind.file}, row {number}: its id is not its uuid.")
            if not isinstance(called, str | int) or called in seen:
                raise Broken(f"{kind.file}, row {number}: another one has the same id.")
            seen.add(called)
            if kind.same and (twin := there.get(str(getattr(row, kind.same)))):
                self.names.put(kind.model, called, twin)
                self.unchanged += 1
                continue
            if isinstance(row, CoreImage | StoredFile):
                self._file(kind, number, row, one)
            if isinstance(row, Person):
                self._account(row, str(one.get("email") or ""))
            fresh.append((one, row))
        self._save(kind, fresh)

    def _there(self, kind: Kind, said: Sequence[Any]) -> dict[str, int]:
        """Of what is shared, those that stand here already: by uuid, slug or prefix."""
        if not kind.same:
            return {}
        wanted = [one.get(kind.same) for one in said if isinstance(one, dict) and one.get(kind.same)]
        try:
            rows = kind.model._default_manager.filter(**{f"{kind.same}__in": wanted})
            return {str(key): pk for key, pk in rows.values_list(kind.same, "pk")}
        except (ValidationError, TypeError, ValueError):
            raise Broken(f"{kind.file}: a “{kind.same}” cannot be read.") from None

    def _save(self, kind: Kind, fresh: Sequence[tuple[dict[str, Any], models.Model]]) -> None:
        if kind.model is FormerName:  # what leads elsewhere on this site goes on doing so
            taken = _addresses(Event, [one["slug"] for one, _row in fresh])
            fresh = [one for one in fresh if one[0]["slug"] not in taken]
        elif kind.same != "slug" and any(one.name == "slug" and one.unique for one in fields_of(kind)):
            self._give_addresses(kind.model, [row for _said, row in fresh])
        rows = [row for _said, row in fresh]
        kept = {one.attname: [getattr(row, one.attname) for row in rows] for one in _stamped(kind)}
        kind.model._default_manager.bulk_create(rows, batch_size=MOST_AT_ONCE)
        for said, row in fresh:
            self.names.put(kind.model, said["id"], row.pk)
        changed = list(kept)
        for name, values in kept.items():  # saving wrote the present instant into them
            for row, value in zip(rows, values, strict=True):
                setattr(row, name, value)
        for one in (one for one in fields_of(kind) if one.related_model is kind.model):
            changed.append(one.attname)
            for said, row in fresh:
                setattr(row, one.attname, self._own(kind, one, said.get(one.name)))
        if changed and rows:
            kind.model._default_manager.bulk_update(rows, changed, batch_size=MOST_AT_ONCE)
        for many in lists_of(kind):
            for said, row in fresh:
                if called := said.get(many.name):
                    getattr(row, many.name).set(self._several(kind, many, called))
        self.new += len(rows)
        if rows and issubclass(kind.model, Indexed):
            for backend in get_search_backends(with_auto_update=True):
                backend.add_bulk(kind.model, rows)

    def _give_addresses(self, model: type[models.Model], rows: Sequence[Any]) -> None:
        """Somebody else's address here stays theirs: who comes in has the next one that is free."""
        own = {row.slug for row in rows}
        taken = _addresses(model, own)
        for row in (row for row in rows if row.slug in taken):
            row.slug = free_slug(
                row.slug, lambda slug: slug in own or bool(_addresses(model, [slug])), fallback="x"
            )
            own.add(row.slug)

    def _own(self, kind: Kind, one: Any, called: Any) -> Any:
        found = self.names.swap(kind.model, called)
        if called is not None and found is None:
            raise Broken(
                f"{kind.file}: “{one.name}” points to {str(called)[:60]}, which is not in the folder."
            )
        return found

    def _several(self, kind: Kind, many: Any, called: Any) -> list[Any]:
        found = (
            [self.names.swap(many.related_model, one) for one in called]
            if isinstance(called, list)
            else [None]
        )
        if None in found:
            raise Broken(f"{kind.file}: “{many.name}” points to what is not in the folder.")
        return found

    def _file(self, kind: Kind, number: int, row: Any, said: dict[str, Any]) -> None:
        """Its type is told anew by its content: what the folder says of it are only words."""
        path = str(said.get("file") or "")
        if path not in self.files:
            raise Broken(f"{kind.file}, row {number}: its file is not in the folder.")
        content = _content(self.folder, path)
        try:
            content_type, ending = attachments.told(content)
        except ValidationError as error:
            raise Broken(f"{path}: {'; '.join(error.messages)}") from None
        if isinstance(row, CoreImage):
            if not content_type.startswith("image/"):
                raise Broken(f"{path} is no picture.")
        else:
            row.content_type, row.size = content_type, len(content)
        row.file.save(attachments.new_name(ending), ContentFile(content), save=False)
        self.stored.append((row.file.storage, row.file.name))
        if isinstance(row, CoreImage):  # storing the file forgot them
            row.width, row.height = get_image_dimensions(ContentFile(content))

    def _account(self, person: Person, email: str) -> None:
        """An account without a password: whoever reads the mailbox sets one. One that has a person keeps it."""
        if not email:
            return
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            user = User(email=email.lower())
            user.set_unusable_password()
            try:
                user.full_clean(exclude=["password"])
            except ValidationError:
                raise Broken(f"people.json: {email[:80]} is no address.") from None
            user.save()
            self.accounts += 1
        elif hasattr(user, "person"):
            return
        person.user = user

    def _pages(self, said: Sequence[Any]) -> None:
        section = SectionPage.objects.filter(list_url="/events/").order_by("path").first()
        if section is None:  # an editor took it away: events show their plain facts
            return
        beside = section.get_children()
        locales = {locale.language_code: locale for locale in Locale.objects.all()}
        for number, one in enumerate(said, 1):
            try:
                page = put(
                    one,
                    self.names.swap(Event, one["event"]),
                    lambda called: self.names.swap(CoreImage, called),
                )
                model: type[SummitPage] | type[MeetupPage] = PAGES[page["kind"]]
                row = model(
                    event_id=page["event"],
                    live=bool(page["is_live"]),
                    body=json.dumps(page["body"]),
                    locale=locales.get(page["language"], section.locale),
                    **{name: str(page[name]) for name in SAID},
                )
                row.slug = free_slug(
                    row.slug, lambda slug: beside.filter(slug=slug).exists(), fallback=page["kind"]
                )
                section.add_child(instance=row)
            except (KeyError, TypeError, AttributeError, ValidationError) as error:
                raise Broken(f"pages.json, row {number} cannot be read ({error!r}).") from None
            row.save_revision()
            self.new += 1

    def _tell(self, event: Event) -> None:
        """Many rows at once send no signals: what shows them is named here."""
        events = Event.objects.filter(pk__in=[event.pk, *event.parts.values_list("pk", flat=True)])
        for one in events:
            answers.touch(
                one, f"schedule:{one.pk}", *([f"groups.usergroup:{one.group_id}"] if one.group_id else [])
            )
        answers.touch("events", "groups", "people", "speakers", "organisations", "venues", "calls", "pages")

    def _rows(self, path: str) -> Sequence[Any]:
        said = _json(_content(self.folder, path), path)
        if not isinstance(said, list):
            raise Broken(f"{path} is no list of rows.")
        return said


def _addresses(model: type[models.Model], wanted: Iterable[str]) -> set[str]:
    """Those of the slugs that lead somewhere here."""
    former = FormerName.objects.filter(kind=model._meta.label_lower)
    return {
        slug
        for rows in (model._default_manager.all(), former)
        for slug in rows.filter(slug__in=list(wanted)).values_list("slug", flat=True)
    }


def _stamped(kind: Kind) -> list[Any]:
    """Fields that write the present instant by themselves."""
    return [
        one
        for one in fields_of(kind)
        if getattr(one, "auto_now", False) or getattr(one, "auto_now_add", False)
    ]


def _content(folder: Path, path: str) -> bytes:
    """A file below the folder and nowhere else."""
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or "\\" in path or "\x00" in path:
        raise Broken(f"{path[:100]!r} leads out of the folder.")
    there = folder / parts
    try:
        if not there.resolve().is_relative_to(folder.resolve()):
            raise Broken(f"{path[:100]!r} leads out of the folder.")
        if there.stat().st_size > LARGEST:
            raise Broken(f"{path} is larger than {LARGEST // 1024 // 1024} MB.")
        return there.read_bytes()
    except OSError as error:
        raise Broken(f"{path[:100]} cannot be read: {error.strerror}.") from None


def _json(content: bytes, path: str) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise Broken(f"{path} is no JSON.") from None
