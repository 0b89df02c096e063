"""No address of this site leads to another one, whatever stands behind `next=`."""

from urllib.parse import quote, urlsplit

import pytest

from home.models import StandardPage
from tests.factories.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db
AWAY = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "https:evil.example",
    "javascript:alert(1)",
    "http://testserver@evil.example/",
    "https://evil.example\\@testserver/",
]


def leads_away(answer) -> bool:
    address = answer.get("Location", "")
    parts = urlsplit(address.replace("\\", "/"))
    return bool(parts.scheme or parts.netloc) and parts.netloc != "testserver" or address.startswith("//")


@pytest.mark.parametrize("there", AWAY)
def test_signing_in_and_out_stays_here(client, there):
    user = make_user("ada@people.example", name="Ada")
    asked = f"?next={quote(there)}"

    entered = client.post(f"/accounts/login/{asked}", {"login": user.email, "password": PASSWORD})
    assert entered.status_code == 302 and "_auth_user_id" in client.session
    already = client.get(f"/accounts/login/{asked}")
    left = client.post(f"/accounts/logout/{asked}", {"next": there})

    assert not any(leads_away(answer) for answer in (entered, already, left))
    sent_along = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD, "next": there})
    assert sent_along.status_code == 302 and not leads_away(sent_along)


@pytest.mark.parametrize("there", AWAY)
@pytest.mark.parametrize("door", ["/cms/login/", "/_util/login/"])
def test_the_other_doors_lead_to_ours(client, door, there):
    answer = client.get(f"{door}?next={quote(there)}")

    assert answer["Location"].startswith("/accounts/login/?next=")
    assert not leads_away(answer)


@pytest.mark.parametrize("there", AWAY)
def test_a_page_behind_a_password_leads_back_to_this_site(client, there):
    page = StandardPage.objects.first()
    restriction = page.view_restrictions.create(restriction_type="password", password="oak")

    answer = client.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/",
        {"password": "oak", "return_url": there},
    )

    assert answer.status_code == 302 and not leads_away(answer)


@pytest.mark.parametrize(
    "path", ["//evil.example/", "//evil.example", "/%2Fevil.example/", "/\\evil.example"]
)
def test_an_address_that_looks_like_another_host_leads_nowhere(client, path):
    answer = client.get("/", PATH_INFO=path)

    assert answer.status_code in (301, 302, 400, 404) and not leads_away(answer)
