import pytest
from django.core.cache import cache

from people.models import Claim, Person
from tests.factories.people import make_claim, make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def speaker():
    return make_person("Ada Lark", slug="ada-lark", is_public=True)


def test_a_stranger_is_led_to_the_door(client, speaker):
    assert client.get("/people/ada-lark/claim/").url == "/accounts/login/?next=/people/ada-lark/claim/"


def test_a_claim_is_asked_and_granted(client, speaker):
    user = make_user(name="Me")
    client.force_login(user)
    assert client.post("/people/ada-lark/claim/", {"because": "See my site"}).status_code == 302
    claim = Claim.objects.get()
    client.force_login(make_user(name="Staff", is_staff=True))
    assert b"See my site" in client.get("/desk/claims/").content

    client.post(f"/desk/claims/{claim.pk}/", {"decision": "grant"})

    assert Person.objects.get(user=user) == speaker


def test_a_claim_says_why(client, speaker):
    client.force_login(make_user(name="Me"))

    answer = client.post("/people/ada-lark/claim/", {"because": " "})

    assert answer.status_code == 422 and not Claim.objects.exists()


def test_a_person_with_an_account_cannot_be_claimed(client):
    owner = make_user(name="Owner")
    Person.objects.filter(user=owner).update(is_public=True)
    client.force_login(make_user(name="Me"))

    assert client.get(f"/people/{owner.person.slug}/claim/").status_code == 403


def test_somebody_private_is_not_told_of(client):
    make_person("Hidden", slug="hidden")
    client.force_login(make_user(name="Me"))

    assert client.get("/people/hidden/claim/").status_code == 404


def test_somebody_private_with_an_account_is_no_more_told_of_than_nobody(client):
    hidden = make_user(name="Hidden")
    client.force_login(make_user(name="Me"))

    assert client.get(f"/people/{hidden.person.slug}/claim/").status_code == 404
    assert client.get("/people/nobody/claim/").status_code == 404


@pytest.mark.parametrize("fields", [{}, {"is_staff": False}])
def test_only_staff_decides(client, speaker, fields):
    claim = make_claim(person=speaker, user=make_user(name="Me"))
    client.force_login(make_user(name="Other", **fields))

    assert client.get("/desk/claims/").status_code == 403
    assert client.post(f"/desk/claims/{claim.pk}/", {"decision": "grant"}).status_code == 403
    assert Claim.objects.get().status == "open"


def test_nobody_decides_their_own(client, speaker):
    staff = make_user(name="Staff", is_staff=True)
    claim = make_claim(person=speaker, user=staff)
    client.force_login(staff)

    assert client.post(f"/desk/claims/{claim.pk}/", {"decision": "grant"}).status_code == 403


def test_a_decision_is_one_of_two(client, speaker):
    claim = make_claim(person=speaker, user=make_user(name="Me"))
    client.force_login(make_user(name="Staff", is_staff=True))

    assert client.post(f"/desk/claims/{claim.pk}/", {"decision": "maybe"}).status_code == 422
    assert client.get(f"/desk/claims/{claim.pk}/").status_code == 302
    assert Claim.objects.get().status == "open"


def test_asking_for_everybody_is_too_often(client):
    cache.clear()
    client.force_login(make_user(name="Me"))
    people = [make_person(f"P{n}", slug=f"p{n}", is_public=True) for n in range(6)]

    answers = [client.post(f"/people/{p.slug}/claim/", {"because": "me"}).status_code for p in people]

    assert answers == [302] * 5 + [429]
