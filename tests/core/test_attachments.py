"""What is taken of what people hand in, and how it is handed out."""

import io
import zipfile
from contextlib import closing

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from PIL import Image

from core import attachments
from core.attachments import checked, safe_name
from core.views import uploaded

PDF = b"%PDF-1.7\n1 0 obj"


def upload(content, name="talk.pdf", content_type="text/html"):
    return SimpleUploadedFile(name, content, content_type)


def zipped(*entries):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return whole.getvalue()


def picture(kind="JPEG", size=(40, 20), **options):
    whole = io.BytesIO()
    Image.new("RGB", size, "red").save(whole, kind, **options)
    return whole.getvalue()


def refused(content, name="talk.pdf"):
    with pytest.raises(ValidationError) as wrong:
        checked(upload(content, name))
    return wrong.value.code


SHOWN = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
PPTX = f'<Types><Override ContentType="{SHOWN}.main+xml"/></Types>'.encode()
ODP = b"application/vnd.oasis.opendocument.presentation"


@pytest.mark.parametrize(
    ("content", "content_type", "ending"),
    [
        (PDF, "application/pdf", ".pdf"),
        (picture("PNG"), "image/png", ".png"),
        (picture("JPEG"), "image/jpeg", ".jpg"),
        (picture("WEBP"), "image/webp", ".webp"),
        (zipped(("mimetype", ODP), ("content.xml", b"")), ODP.decode(), ".odp"),
        (
            zipped(("[Content_Types].xml", PPTX), ("ppt/presentation.xml", b"")),
            SHOWN,
            ".pptx",
        ),
    ],
)
def test_what_a_file_is_its_content_says(content, content_type, ending):
    found = checked(upload(content, "evil.html"))

    assert found.content_type == content_type
    assert found.title == f"evil{ending}" and found.name.endswith(ending)
    assert "evil" not in found.name and len(found.name) > 30


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"<html><script>alert(1)</script>", "kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "kind"),
        (b"MZ\x90", "kind"),
        (b"GIF89a" + PDF, "kind"),
        (b"\xff\xd8\xffnot a picture", "broken"),
        (picture("PNG")[:60], "broken"),
        (zipped(("a.txt", b"a")), "kind"),
        (zipped(("content.xml", b""), ("mimetype", ODP)), "kind"),
        (b"PK\x03\x04broken", "kind"),
        (zipped(("[Content_Types].xml", PPTX), ("ppt/vbaProject.bin", b"")), "macros"),
        (zipped(("mimetype", ODP), ("Basic/Standard/script.xml", b"")), "macros"),
    ],
)
def test_everything_else_is_refused(content, code):
    assert refused(content) == code


def test_what_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(attachments, "MOST_BYTES", 20)
    monkeypatch.setattr(attachments, "MOST_PIXELS", 100)

    assert refused(PDF + b" " * 20) == "large"
    monkeypatch.setattr(attachments, "MOST_BYTES", 10_000)
    assert refused(picture(), "a.jpg") == "large"


def test_where_a_picture_was_taken_is_not_kept():
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    exif[0x0112] = 6  # lies on its side

    found = checked(
        upload(picture(exif=exif, comment=b"my secret") + b"<script>hidden behind</script>", "me.jpg")
    )

    kept = found.file.read()
    with Image.open(io.BytesIO(kept)) as drawn:
        assert drawn.size == (20, 40) and not drawn.getexif()
    assert b"secret" not in kept and b"script" not in kept and b"at home" not in kept


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("Kühne Ideen (2).pdf", "Kühne Ideen (2).pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\talks\\keys.pptx", "keys.pdf"),
        ('a"b\r\nX-Evil: 1.pdf', "a_b__X-Evil_ 1.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("...", "file.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_a_name_becomes_harmless(given, safe):
    assert safe_name(given, "pdf") == safe


@pytest.mark.django_db  # an answer that is closed looks after the connections
@pytest.mark.parametrize(
    "path", ["proposals/2026/a.pdf", "./sessions/2026/a.pdf", "images/../proposals/a.pdf"]
)
def test_what_the_site_hands_out_is_not_read_at_the_address_of_uploads(rf, tmp_path, path):
    for name in ("proposals/2026", "sessions/2026", "images"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "a.pdf").write_bytes(PDF)
    (tmp_path / "proposals/a.pdf").write_bytes(PDF)

    with pytest.raises(Http404):
        uploaded(rf.get("/"), path, document_root=str(tmp_path))
    with closing(uploaded(rf.get("/"), "images/a.pdf", document_root=str(tmp_path))) as served:
        assert served.status_code == 200
