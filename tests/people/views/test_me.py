import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.models import CoreImage
from people.forms import ProfileForm
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
FILLED = {
    "name": "Ada Lark",
    "headline": "Runs clouds",
    "links": "https://example.org/ada",
    "is_public": "on",
}


@pytest.fixture
def ada(client):
    user = make_user(name="Ada")
    client.force_login(user)
    return user


def picture(name="me.jpg", kind="JPEG", size=(40, 30)):
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    Image.new("RGB", size, "red").save(file, kind, **({"exif": exif} if kind == "JPEG" else {}))
    return SimpleUploadedFile(name, file.getvalue())


@pytest.mark.parametrize("path", ["/me/profile/", "/me/language/", "/me/security/"])
def test_whoever_is_not_signed_in_is_led_to_the_door(client, path):
    assert client.get(path).url == f"/accounts/login/?next={path}"


@pytest.mark.parametrize("path", ["/me/profile/", "/me/language/", "/me/security/"])
def test_pages_of_ones_own_are_never_kept(client, ada, path):
    answer = client.get(path)

    assert answer.status_code == 200 and "private" in answer["Cache-Control"]


def test_a_profile_is_saved(client, ada):
    answer = client.post("/me/profile/", FILLED)

    assert answer.status_code == 302
    ada.person.refresh_from_db()
    assert (ada.person.name, ada.person.links, ada.person.is_public) == (
        "Ada Lark",
        {"example.org": "https://example.org/ada"},
        True,
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 10_000),
        ("headline", "x" * 161),
        ("biography", "x" * 5001),
        ("biography", "\x00"),
        ("links", "javascript:alert(1)"),
        ("website", "javascript:alert(1)"),
        ("country", "XX"),
        ("organisation", "99999"),
    ],
)
def test_what_cannot_stand_is_told_beside_its_field_and_nothing_is_written(client, ada, field, value):
    answer = client.post("/me/profile/", {**FILLED, field: value})

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert b"Runs clouds" in answer.content or field == "headline", "what was written is not lost"
    ada.person.refresh_from_db()
    assert ada.person.name == "Ada"


def test_a_photo_is_drawn_anew_without_what_hides_in_it(client, ada):
    assert client.post("/me/profile/", {**FILLED, "photo": picture(size=(3000, 100))}).status_code == 302

    ada.person.refresh_from_db()
    with ada.person.photo.file.open() as file, Image.open(file) as kept:
        assert not kept.getexif() and kept.width == 1200
    first = ada.person.photo_id

    client.post("/me/profile/", {**FILLED, "without_photo": "on"})
    ada.person.refresh_from_db()
    assert ada.person.photo is None and not CoreImage.objects.filter(pk=first).exists()


@pytest.mark.parametrize(
    ("most", "name"),
    [
        ({"max_upload_size": 500}, "me.jpg"),
        ({"max_image_pixels": 1000}, "me.jpg"),
        ({}, "me.tiff"),
        ({}, "me.svg"),
    ],
)
def test_a_picture_that_is_too_much_or_of_another_kind_is_refused(client, ada, monkeypatch, most, name):
    for limit, value in most.items():
        monkeypatch.setattr(ProfileForm.base_fields["photo"], limit, value)
    kind = "TIFF" if name.endswith("tiff") else "JPEG"

    answer = client.post("/me/profile/", {**FILLED, "photo": picture(name, kind)})

    assert answer.status_code == 422 and "photo" in answer.context["form"].errors
    ada.person.refresh_from_db()
    assert ada.person.photo is None


def test_a_picture_may_be_so_large_and_no_larger():
    photo = ProfileForm.base_fields["photo"]

    assert photo.max_upload_size == 8 * 1024 * 1024 and photo.max_image_pixels <= 128_000_000


def test_a_file_that_is_no_picture_is_refused(client, ada):
    answer = client.post("/me/profile/", {**FILLED, "photo": SimpleUploadedFile("me.jpg", b"<script>")})

    assert answer.status_code == 422 and "photo" in answer.context["form"].errors
    ada.person.refresh_from_db()
    assert ada.person.name == "Ada"


def test_language_and_zone_are_chosen(client, ada):
    answer = client.post("/me/language/", {"language": "ja", "timezone": "Asia/Tokyo"})

    ada.refresh_from_db()
    assert (ada.language, ada.timezone) == ("ja", "Asia/Tokyo")
    assert answer.cookies["django_language"].value == "ja"


@pytest.mark.parametrize("chosen", [{"language": "xx"}, {"timezone": "Mars/Olympus"}])
def test_an_unknown_language_or_zone_is_refused(client, ada, chosen):
    assert client.post("/me/language/", chosen).status_code == 422
