import pytest
from django.core.exceptions import ValidationError

from core.models import AuditEntry, FormerName
from people.actions import person
from people.models import Person
from tests.factories.people import make_person, make_user

pytestmark = pytest.mark.django_db


def test_a_person_gets_a_free_address_made_from_the_name():
    first = person.create(by=None, name="Zoë Köln")
    second = person.create(by=None, name="Zoë Köln")

    assert (first.slug, second.slug) == ("zoe-koln", "zoe-koln-2")
    assert not first.is_public


def test_an_address_that_somebody_else_once_had_stays_theirs():
    FormerName.objects.create(kind="people.person", slug="ada-lark", thing_id=1)

    assert person.create(by=None, name="Ada Lark").slug == "ada-lark-2"


def test_an_account_has_one_person_however_often_it_is_made():
    user = make_user()

    first = person.create(by=user, user=user, name="Ada")
    again = person.create(by=user, user=user, name="Bea")

    assert again == first and again.name == "Ada"


def test_a_change_is_noted_without_what_was_written():
    user = make_user(name="Ada")

    person.change(by=user, person=user.person, headline="Runs clouds")

    entry = AuditEntry.objects.get(verb="change")
    assert (entry.by, entry.details) == (user, {"fields": ["headline"]})


def test_what_is_too_long_is_refused_and_nothing_written():
    user = make_user(name="Ada")

    with pytest.raises(ValidationError):
        person.change(by=user, person=user.person, headline="x" * 161)
    assert Person.objects.get(user=user).headline == ""


def test_only_facts_of_the_profile_are_changed():
    with pytest.raises(TypeError):
        person.change(by=None, person=make_person(), user=None)


def test_an_unknown_zone_is_refused():
    with pytest.raises(ValidationError):
        person.choose(by=make_user(), language="de", timezone="Mars/Olympus")
