import pytest

from people.models import User
from tests.factories.people import PASSWORD, make_user
from tests.people.letters import address_in, delivered

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = make_user("admin@people.example", name="Admin", is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def test_the_list_shows_names_and_addresses(client, admin, django_assert_max_num_queries):
    answer = client.get("/cms/users/")

    assert b"admin@people.example" in answer.content and b"Admin" in answer.content


@pytest.mark.parametrize("query", ["?q=admin", "?ordering=email", "?ordering=-last_login"])
def test_the_list_is_searched_and_sorted(client, admin, query):
    assert b"admin@people.example" in client.get(f"/cms/users/{query}").content


def test_an_account_is_made_without_a_password_and_its_owner_is_written_to(client, admin):
    page = client.get("/cms/users/new/")
    assert page.status_code == 200 and b"first_name" not in page.content and b"password1" not in page.content

    answer = client.post("/cms/users/new/", {"email": "New@People.example", "name": "Newton Reed"})

    assert answer.status_code == 302, answer.context["form"].errors
    user = User.objects.get(email="new@people.example")
    assert user.person.name == "Newton Reed" and not user.has_usable_password()
    [letter] = delivered()
    assert letter.to == ["new@people.example"]
    client.logout()
    page = client.get(address_in(letter, "/accounts/password/reset/key/"), follow=True)
    client.post(page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_the_same_address_twice_is_refused(client, admin):
    answer = client.post("/cms/users/new/", {"email": "ADMIN@people.example", "name": "Other"})

    assert "email" in answer.context["form"].errors


def test_an_account_is_changed_but_never_its_address(client, admin):
    user = make_user("ada@people.example", name="Ada")
    path = f"/cms/users/edit/{user.pk}/"
    assert client.get(path).status_code == 200

    answer = client.post(
        path, {"email": "mine@people.example", "name": "Ada Lark", "is_staff": "on", "is_active": "on"}
    )

    assert answer.status_code == 302, answer.context["form"].errors
    user.refresh_from_db()
    user.person.refresh_from_db()
    assert (user.email, user.person.name, user.is_staff) == ("ada@people.example", "Ada Lark", True)


def test_an_account_is_closed_and_can_be_deleted(client, admin):
    user = make_user("ada@people.example", name="Ada")
    client.post(f"/cms/users/edit/{user.pk}/", {"name": "Ada"})
    user.refresh_from_db()
    assert not user.is_active

    assert client.get(f"/cms/users/delete/{user.pk}/").status_code == 200
    assert client.post(f"/cms/users/delete/{user.pk}/").status_code == 302
    assert not User.objects.filter(pk=user.pk).exists()
