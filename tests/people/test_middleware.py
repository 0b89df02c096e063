import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group

from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def guarded(settings):
    settings.REQUIRE_SECOND_FACTOR = True


def make_editor(**fields):
    user = make_user(name="Ed", **fields)
    user.groups.add(Group.objects.get(name="Editors"))
    return user


def add_passkey(user):
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={})


@pytest.mark.parametrize("wanted", ["/cms/", "/cms/pages/"])
def test_the_cms_has_no_login_form_of_its_own(client, wanted):
    assert client.get(wanted).url == f"/accounts/login/?next={wanted}"


def test_the_cms_login_page_is_the_sites(client):
    answer = client.get("/cms/login/?next=/cms/pages/")

    assert answer.url == "/accounts/login/?next=%2Fcms%2Fpages%2F"
    assert client.post("/cms/login/", {"username": "a", "password": "b"}).url.startswith("/accounts/login/")


@pytest.mark.parametrize("path", ["", "done/", "confirm/Mg/set-password/", "complete/"])
def test_the_cms_resets_no_password(client, path):
    assert client.get(f"/cms/password_reset/{path}").url == "/accounts/password/reset/"


def test_the_cms_account_page_changes_neither_password_nor_address(client):
    client.force_login(make_editor())

    answer = client.get("/cms/account/")

    assert answer.status_code == 200
    assert b'type="password"' not in answer.content and b'name="name_email-email"' not in answer.content


def test_who_may_not_edit_is_told_so_and_not_sent_round_in_circles(client):
    client.force_login(make_user(name="Me"))

    assert client.get("/cms/").status_code == 403


def test_an_editor_without_a_second_factor_is_led_to_where_one_is_made(client, guarded):
    user = make_editor()
    client.force_login(user)

    assert client.get("/cms/").url == "/accounts/2fa/"
    add_passkey(user)
    assert client.get("/cms/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, guarded):
    user = make_editor()
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(user)

    assert client.get("/cms/").url == "/accounts/2fa/"


def test_whoever_administers_needs_one_at_the_desk_as_well(client, guarded):
    staff = make_user(name="Staff", is_staff=True)
    client.force_login(staff)

    assert client.get("/desk/claims/").url == "/accounts/2fa/"
    assert client.get("/ja/desk/claims/").url == "/accounts/2fa/"
    add_passkey(staff)
    assert client.get("/desk/claims/").status_code == 200


def test_an_organizer_works_at_the_desk_without(client, guarded):
    client.force_login(make_user(name="Organizer"))

    assert client.get("/desk/claims/").status_code == 403


def test_where_it_is_only_offered_nobody_is_stopped(client, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    client.force_login(make_editor())

    assert client.get("/cms/").status_code == 200


def test_outside_the_demo_it_is_required():
    from config.settings import base

    assert base.REQUIRE_SECOND_FACTOR is not base.DEMO
    assert base.REFUSE_DEMO_ACCOUNTS is not base.DEMO
