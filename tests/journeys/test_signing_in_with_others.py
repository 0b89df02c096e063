"""Signing in with an account elsewhere: a whole OpenID login against a real provider on loopback."""

import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from oidc_provider_mock import User as Claims
from oidc_provider_mock import run_server_in_thread

from people.models import User
from tests.factories.people import PASSWORD, make_user
from tests.people.letters import delivered

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings(
        "ignore::DeprecationWarning:authlib"
    ),  # the provider's own library speaking to it
]

PEOPLE = [
    Claims(
        sub="ada", claims={"email": "ada@people.example", "email_verified": True, "name": "Ada\u202e Lark"}
    ),
    Claims(sub="bea", claims={"email": "bea@people.example", "email_verified": False, "name": "Bea"}),
    Claims(sub="cis", claims={"email": "cis@people.example", "email_verified": "false", "given_name": "Cis"}),
    Claims(sub="nobody", claims={}),
]


@contextmanager
def provider():
    with run_server_in_thread(user_claims=PEOPLE) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="module")
def server():
    with provider() as address:
        yield address


@pytest.fixture(autouse=True)
def _configured(settings, server):
    settings.SOCIALACCOUNT_PROVIDERS = {
        **settings.SOCIALACCOUNT_PROVIDERS,
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "moot",
                    "name": "Moot ID",
                    "client_id": "folkmoot",
                    "secret": "hush",
                    "settings": {"server_url": server},
                }
            ],
        },
    }


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


def over_there(address, **form):
    """What the browser does at the provider: choose who one is; gives the way back."""
    opener = urllib.request.build_opener(NoRedirect)
    with pytest.raises(urllib.error.HTTPError) as sent_back:
        opener.open(urllib.request.Request(address, urllib.parse.urlencode(form).encode()))
    with sent_back.value as answer:
        back = urllib.parse.urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def sign_in_elsewhere(client, sub, process="login"):
    start = client.post(f"/accounts/oidc/moot/login/?process={process}")
    assert start.status_code == 302
    return client.get(over_there(start["Location"], sub=sub), follow=True)


def inside(client):
    return "_auth_user_id" in client.session


def test_a_verified_address_is_a_verified_account_with_the_name_from_there(client):
    sign_in_elsewhere(client, "ada")

    assert inside(client)
    user = User.objects.get()
    assert (user.email, user.person.name) == ("ada@people.example", "Ada Lark")
    assert not user.has_usable_password()
    assert EmailAddress.objects.get().verified

    client.logout()
    sign_in_elsewhere(client, "ada")
    assert inside(client) and User.objects.count() == 1


@pytest.mark.parametrize("sub", ["bea", "cis"])
def test_an_address_that_nobody_verified_is_verified_here_first(client, sub):
    sign_in_elsewhere(client, sub)

    assert not inside(client)
    assert not EmailAddress.objects.get().verified
    assert "/accounts/confirm-email/" in delivered()[0].body


@pytest.mark.parametrize("sub", ["ada", "bea"])
def test_an_account_with_the_same_address_is_never_entered(client, sub):
    owner = make_user(f"{sub}@people.example", name="The owner")

    sign_in_elsewhere(client, sub)

    assert not inside(client)
    assert not SocialAccount.objects.filter(user=owner).exists()
    assert delivered()[0].to == [owner.email], "the owner is told, and nobody else"


def test_who_is_signed_in_connects_it_themselves(client):
    owner = make_user("ada@people.example", name="Ada")
    client.post("/accounts/login/", {"login": owner.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    sign_in_elsewhere(client, "ada", process="connect")
    assert SocialAccount.objects.get().user == owner

    client.logout()
    sign_in_elsewhere(client, "ada")
    assert client.session["_auth_user_id"] == str(owner.pk)


def test_who_has_no_address_there_is_asked_for_one(client):
    page = sign_in_elsewhere(client, "nobody")

    assert page.status_code == 200 and b'name="email"' in page.content and b'name="name"' in page.content
    client.post("/accounts/3rdparty/signup/", {"email": "new@people.example", "name": "Newt"})
    assert User.objects.get().person.name == "Newt"
    assert not inside(client)


def test_who_says_no_over_there_is_told_and_not_signed_in(client):
    start = client.post("/accounts/oidc/moot/login/")

    page = client.get(over_there(start["Location"], action="deny"), follow=True)

    assert b"<h1" in page.content and not inside(client)


def test_an_answer_that_was_not_asked_for_is_refused(client):
    start = client.post("/accounts/oidc/moot/login/")
    way_back = over_there(start["Location"], sub="ada")
    client.logout()

    client.get(way_back, follow=True)

    assert not inside(client) and not User.objects.exists()


def test_a_provider_stands_on_the_page_only_when_it_is_set(client, settings):
    def offered():
        page = client.get("/accounts/login/").content.decode()
        return [name for name in ("Moot ID", "GitHub", "Google") if name in page]

    assert offered() == ["Moot ID"]
    settings.SOCIALACCOUNT_PROVIDERS = {
        "github": {"APPS": [{"client_id": "a", "secret": "b"}]},
        "google": {"APPS": [{"client_id": "a", "secret": "b"}]},
        "openid_connect": {"APPS": []},
    }
    assert offered() == ["GitHub", "Google"]
    settings.SOCIALACCOUNT_PROVIDERS = {"github": {"APPS": []}, "google": {"APPS": []}}
    assert offered() == []


@pytest.mark.parametrize("provider", ["github", "google", "oidc/nobody"])
def test_what_is_not_set_up_is_not_found(client, settings, provider):
    settings.SOCIALACCOUNT_PROVIDERS = {"github": {"APPS": []}, "google": {"APPS": []}}
    ends = (
        ["login/", "login/callback/", "login/token/"]
        if provider == "google"
        else ["login/", "login/callback/"]
    )

    for end in ends:
        for ask in (client.get, client.post):
            assert ask(f"/accounts/{provider}/{end}", {"credential": "x"}).status_code == 404, end


def test_the_second_factor_is_asked_for_here_as_well(client):
    from allauth.mfa.models import Authenticator

    sign_in_elsewhere(client, "ada")
    Authenticator.objects.create(user=User.objects.get(), type=Authenticator.Type.TOTP, data={"secret": ""})
    client.logout()

    page = sign_in_elsewhere(client, "ada")

    assert page.request["PATH_INFO"] == "/accounts/2fa/authenticate/" and not inside(client)
