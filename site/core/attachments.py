"""Files that people hand in. What one is, its content says; the name that somebody gave it is only words.

`checked(upload)` gives what may be kept, or a ValidationError for people. Pictures are drawn anew, so that neither the
place where one was taken nor anything hidden behind it stays. `answer(...)` hands a file out as a download that no
browser opens as a page of ours. Rows with files are watched by `drop_with_row`: the file goes from the disk once the
transaction that deleted the row has ended.
"""

import io
import secrets
import unicodedata
import warnings
import zipfile
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.http import FileResponse, Http404
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 40_000_000
LARGEST_SIDE = 4000
MOST_ENTRIES = 5000
LONGEST_NAME = 120

PICTURES = {"PNG": ("image/png", "png"), "JPEG": ("image/jpeg", "jpg"), "WEBP": ("image/webp", "webp")}
_ODF = "application/vnd.oasis.opendocument."
OPEN_DOCUMENTS = {_ODF + "presentation": "odp", _ODF + "text": "odt", _ODF + "spreadsheet": "ods"}
_OOXML = "application/vnd.openxmlformats-officedocument."
OFFICE = {
    "presentationml.presentation.main+xml": (_OOXML + "presentationml.presentation", "pptx"),
    "presentationml.slideshow.main+xml": (_OOXML + "presentationml.slideshow", "ppsx"),
    "wordprocessingml.document.main+xml": (_OOXML + "wordprocessingml.document", "docx"),
    "spreadsheetml.sheet.main+xml": (_OOXML + "spreadsheetml.sheet", "xlsx"),
}
ACCEPT = ".pdf,.png,.jpg,.jpeg,.webp,.odp,.odt,.ods,.pptx,.ppsx,.docx,.xlsx"
KINDS = _("PDF, PNG, JPEG, WebP, OpenDocument or Office without macros; at most 20 MB.")
CLOSED = "default-src 'none'; sandbox"

# What nobody reads at the address of uploads: the site hands these out itself, to whom they are for.
HANDED_OUT = ("proposals/", "sessions/", "documents/", "folders/")


@dataclass(frozen=True, slots=True)
class Checked:
    """What is kept: `name` tells nothing and cannot be guessed, `title` is what it is called."""

    name: str
    file: ContentFile
    title: str
    content_type: str

    @property
    def size(self) -> int:
        return int(self.file.size)


def checked(upload: UploadedFile) -> Checked:
    """Raises ValidationError: too large, empty, or of no kind that is taken."""
    if not upload.size:
        raise ValidationError(_("The file is empty."), code="empty")
    if upload.size > MOST_BYTES:
        raise ValidationError(_("The file is larger than 20 MB."), code="large")
    upload.seek(0)
    content = upload.read()
    content_type, ending, content = _told(content)
    return Checked(new_name(ending), ContentFile(content), safe_name(upload.name or "", ending), content_type)


def told(content: bytes) -> tuple[str, str]:
    """(type, ending) of what was checked before and comes back unchanged. ValidationError for all that is not taken."""
    if not content or len(content) > MOST_BYTES:
        raise ValidationError(_("The file is empty or larger than 20 MB."), code="large")
    content_type, ending, _redone = _told(content)
    return content_type, ending


def new_name(ending: str) -> str:
    return f"{secrets.token_hex(16)}.{ending}"


def _told(content: bytes) -> tuple[str, str, bytes]:
    """(type, ending, what to keep) by the first bytes and by what stands within."""
    if content.startswith(b"%PDF-"):
        return "application/pdf", "pdf", content
    if content.startswith(b"PK\x03\x04"):
        kind, ending = _office(content)
        return kind, ending, content
    if content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")) or content[8:12] == b"WEBP":
        return _redrawn(content)
    raise _unknown()


def _unknown() -> ValidationError:
    return ValidationError(
        _("No file of this kind is taken. %(kinds)s"), params={"kinds": KINDS}, code="kind"
    )


def _redrawn(content: bytes) -> tuple[str, str, bytes]:
    drawn = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=tuple(PICTURES)) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise ValidationError(_("The picture has too many pixels."), code="large")
                kind = str(opened.format)
                picture = ImageOps.exif_transpose(opened)
        picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
        has_alpha = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
        picture = picture.convert("RGBA" if has_alpha and kind != "JPEG" else "RGB")
        picture.info.clear()  # comments, profiles, places: Pillow would write some of them along
        picture.save(drawn, kind, quality=88)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(_("This picture cannot be read."), code="broken") from None
    content_type, ending = PICTURES[kind]
    return content_type, ending, drawn.getvalue()


def _office(content: bytes) -> tuple[str, str]:
    """Of a zip only the two small entries are read that say what it is; nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES:
                raise _unknown()
            names = {entry.filename for entry in entries}
            if any(name.lower().endswith(("vbaproject.bin", ".exe", ".js", ".vbs")) for name in names) or any(
                name.startswith("Basic/") for name in names
            ):
                raise ValidationError(_("There are macros in this file. Save it without."), code="macros")
            if entries and entries[0].filename == "mimetype":
                kind = _beginning(archive, "mimetype").decode("ascii", "replace").strip()
                if kind in OPEN_DOCUMENTS:
                    return kind, OPEN_DOCUMENTS[kind]
            elif "[Content_Types].xml" in names:
                said = _beginning(archive, "[Content_Types].xml").decode("utf-8", "replace")
                for sign, found in OFFICE.items():
                    if sign in said:
                        return found
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        pass  # what a broken or locked archive raises on being read: it is of no kind that is taken
    raise _unknown()


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as entry:
        return entry.read(200_000)


def safe_name(given: str, ending: str) -> str:
    """What a file is called when it is handed out: of the given name what is harmless on any system, and the ending
    that its content has."""
    stem = unicodedata.normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    stem = stem.rsplit(".", 1)[0] if "." in stem else stem
    kept = "".join(sign if sign.isalnum() or sign in " -_.()" else "_" for sign in stem)
    kept = " ".join(kept.split()).strip(" ._-")[:LONGEST_NAME]
    return f"{kept or 'file'}.{ending}"


def answer(row: Any, *, public: bool = False) -> FileResponse:
    """The file of a row with `file`, `title` and `content_type`, to be saved: never opened as a page of this site."""
    try:
        stream = row.file.open("rb")
    except (OSError, ValueError):
        raise Http404 from None
    response = FileResponse(stream, as_attachment=True, filename=row.title, content_type=row.content_type)
    response["Content-Security-Policy"] = CLOSED
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "public, max-age=300" if public else "private, no-store"
    return response


def drop_with_row(model: type[models.Model]) -> None:
    """From now on a deleted row of `model` takes its `file` along, after the transaction: also by cascades."""

    def gone(sender: object, instance: Any, **kwargs: object) -> None:
        stored = instance.file
        if stored:
            storage, name = stored.storage, stored.name
            transaction.on_commit(lambda: storage.delete(name), robust=True)

    post_delete.connect(gone, sender=model, weak=False, dispatch_uid=f"attachments.{model._meta.label_lower}")
