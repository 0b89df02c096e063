"""What everybody sees of somebody."""

import pytest

from core.models import CoreImage
from people.models import Organisation, Person

pytestmark = pytest.mark.django_db
NAMED = {
    "id",
    "uuid",
    "slug",
    "user",
    "name",
    "is_public",
    "source",
    "source_url",
    "created_at",
    "updated_at",
}


def somebody(**fields) -> Person:
    words = {f.name: "Secret" for f in Person._meta.fields if f.name not in NAMED | {"photo", "organisation"}}
    return Person(
        **{
            "pk": 7,
            "name": "Ada Lark",
            "slug": "ada-lark",
            **words,
            "country": "DE",
            "links": {"Web": "https://secret.example/"},
            "photo": CoreImage(pk=1, title="Secret"),
            "organisation": Organisation(pk=1, name="Secret Works"),
            **fields,
        }
    )


def test_who_shows_a_profile_is_shown_as_they_are():
    ada = somebody(is_public=True)

    assert ada.as_shown() is ada


def test_who_shows_none_has_a_name_where_they_speak_and_nothing_else():
    ada = somebody(is_public=False)

    shown = ada.as_shown()

    assert (shown.pk, shown.name, shown.slug) == (7, "Ada Lark", "ada-lark")
    left = {f.name: getattr(shown, f.name) for f in Person._meta.fields if f.name not in NAMED}
    assert {name for name, value in left.items() if value} == set()
    assert ada.headline == "Secret" and ada.photo is not None, "the row itself stays as it is"
