"""A passkey in Chromium's own virtual authenticator, under the site's strict content policy."""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from tests.factories.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(live_server):
    """Passkeys belong to a name, not to a number: 127.0.0.1 can have none."""
    return live_server.url.replace("127.0.0.1", "localhost")


def add_authenticator(context, page):
    cdp = context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return cdp


def test_a_passkey_is_added_and_then_opens_the_door_alone(site, new_context, problems):
    user = make_user("ada@people.example", name="Ada")
    context = new_context(base_url=site)
    page = context.new_page()
    add_authenticator(context, page)

    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/me/**")

    page.goto("/accounts/2fa/webauthn/add/")
    page.locator("[name=password]").fill(PASSWORD)  # who it is, is asked again before a key is cut
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/webauthn/add/**")
    page.locator("[name=name]").fill("My laptop")
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/**")  # what allauth shows after the first key
    expect(page.locator("body")).not_to_contain_text("Not saved yet")
    page.goto("/accounts/2fa/webauthn/")
    expect(page.locator("body")).to_contain_text("My laptop")
    assert Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).count() == 1

    context.clear_cookies()
    page.goto("/accounts/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url("**/me/**")
    page.goto("/me/profile/")

    expect(page.locator("[name=name]")).to_have_value("Ada")
    assert problems == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning:authlib")
def test_the_door_to_an_openid_provider_is_not_shut_by_the_content_policy(
    site, new_context, problems, settings
):
    from oidc_provider_mock import User as Claims
    from oidc_provider_mock import run_server_in_thread

    ada = Claims(
        sub="ada", claims={"email": "ada@people.example", "email_verified": True, "name": "Ada Lark"}
    )
    with run_server_in_thread(user_claims=[ada]) as server:
        there = f"http://localhost:{server.server_port}"
        app = {"provider_id": "moot", "name": "Moot ID", "client_id": "c", "secret": "s"}
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {"APPS": [{**app, "settings": {"server_url": there}}]}
        }
        # What base.py does of the same settings.
        policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**policy, "form-action": ["'self'", there]}}
        page = new_context(base_url=site).new_page()
        page.goto("/accounts/oidc/moot/login/")
        page.locator("main button[type=submit]").click()
        page.wait_for_url(f"{there}/**")
        assert not [problem for problem in problems if "form-action" in problem]
        page.locator("button[name=sub][value=ada]").click()
        page.wait_for_url("**/me/**")
        problems.clear()  # the provider's page is not ours
        page.goto("/me/profile/")

        expect(page.locator("[name=name]")).to_have_value("Ada Lark")
    assert problems == []
