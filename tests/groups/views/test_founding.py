import pytest

from core.models import AuditEntry, FormerName
from groups.models import Membership, UserGroup
from tests.factories.groups import make_group, make_membership
from tests.factories.people import make_person, make_user

pytestmark = pytest.mark.django_db
GOOD = {"name": "Köln Cloud", "city": "Köln", "country": "DE"}


@pytest.fixture
def ada(client):
    user = make_user(name="Ada")
    client.force_login(user)
    return user


def test_a_name_and_a_town_are_enough(client, ada):
    answer = client.post("/groups/new/", GOOD)

    group = UserGroup.objects.get()
    assert answer.status_code == 302 and answer["Location"] == "/groups/koln-cloud/"
    assert (group.timezone, group.located_by) == ("Europe/Berlin", "gazetteer")
    assert Membership.objects.get().role == "organizer"


def test_strangers_and_unverified_people_do_not_found(client):
    assert client.get("/groups/new/").status_code == 302
    client.force_login(make_user(verified=False, name="Bo"))

    assert client.get("/groups/new/").status_code == 403
    assert client.post("/groups/new/", GOOD).status_code == 403
    assert not UserGroup.objects.exists()


@pytest.mark.parametrize(
    "change, field",
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 10_000}, "name"),
        ({"name": "\x00"}, "name"),
        ({"name": " \u3000\x07 "}, "name"),
        ({"city": ""}, "city"),
        ({"city": "Nowhereville"}, "city"),
        ({"city": "Köln", "country": "FR"}, "city"),
        ({"country": "XX"}, "country"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"coordinates": "91, 0"}, "coordinates"),
        ({"coordinates": "here"}, "coordinates"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "ftp://example.org/"}, "website"),
        ({"description": "x" * 5_001}, "description"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_nothing_is_lost(client, ada, change, field):
    answer = client.post("/groups/new/", {**GOOD, "description": "Our words", **change})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert field == "description" or "Our words" in answer.content.decode()
    assert not UserGroup.objects.exists()


def test_a_small_town_is_founded_by_coordinates(client, ada):
    client.post(
        "/groups/new/", {"name": "Surf", "city": "Ericeira", "country": "PT", "coordinates": "38.96, -9.41"}
    )

    group = UserGroup.objects.get()
    assert (group.latitude, group.located_by, group.timezone) == (38.96, "organizer", "Europe/Lisbon")


def test_a_group_of_nowhere_says_its_zone_or_none(client, ada):
    client.post("/groups/new/", {"name": "Online", "is_virtual": "on", "timezone": "Asia/Tokyo"})

    group = UserGroup.objects.get()
    assert (group.is_virtual, group.latitude, group.timezone) == (True, None, "Asia/Tokyo")


def test_a_reserved_name_and_a_second_submit_get_addresses_of_their_own(client, ada):
    client.post("/groups/new/", {**GOOD, "name": "New"})
    client.post("/groups/new/", GOOD)
    client.post("/groups/new/", GOOD)

    assert set(UserGroup.objects.values_list("slug", flat=True)) == {"new-koln", "koln-cloud", "koln-cloud-2"}


def test_so_many_a_day(client, ada):
    for n in range(3):
        client.post("/groups/new/", {**GOOD, "name": f"Group {n}"})

    assert client.post("/groups/new/", GOOD).status_code == 429
    assert UserGroup.objects.count() == 3


# -- the desk --------------------------------------------------------------------------------------------


@pytest.fixture
def group(ada):
    group = make_group("Köln Cloud", slug="koln-cloud", links={"matrix": "#koeln"}, located_by="gazetteer")
    make_membership(group, ada.person, "organizer")
    return group


def fields(client, group):
    form = client.get(f"/desk/groups/{group.slug}/").context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}


def test_saving_the_form_as_it_is_changes_nothing(client, group):
    before = UserGroup.objects.values().get()

    answer = client.post("/desk/groups/koln-cloud/", fields(client, group))

    assert answer.status_code == 302
    assert UserGroup.objects.values().get() == before
    assert not AuditEntry.objects.exists()


def test_an_organizer_changes_the_facts_and_the_address(client, group):
    data = {**fields(client, group), "name": "Rhein Cloud", "slug": "rhein-cloud", "status": "dormant",
            "links": "matrix=#rhein\nmeetup=RheinCloud", "aliases": "RC\nKC\n"}  # fmt: skip

    answer = client.post("/desk/groups/koln-cloud/", data)

    group.refresh_from_db()
    assert answer["Location"] == "/desk/groups/rhein-cloud/"
    assert (group.name, group.status, group.aliases) == ("Rhein Cloud", "dormant", ["RC", "KC"])
    assert group.links == {"matrix": "#rhein", "meetup": "https://www.meetup.com/RheinCloud/"}
    assert client.get("/groups/koln-cloud/")["Location"] == "/groups/rhein-cloud/"


@pytest.mark.parametrize(
    "change, field",
    [
        ({"slug": "new"}, "slug"),
        ({"slug": "taken"}, "slug"),
        ({"slug": "was-taken"}, "slug"),
        ({"slug": "Not A Slug"}, "slug"),
        ({"slug": ""}, "slug"),
        ({"status": "asleep"}, "status"),
        ({"links": "no link at all"}, "links"),
        ({"links": "mail=somebody@people.example"}, "links"),
        ({"links": "website=javascript:alert(1)"}, "links"),
        ({"aliases": "x" * 200}, "aliases"),
        ({"name": ""}, "name"),
    ],
)
def test_bad_facts_are_said_beside_their_field(client, group, change, field):
    other = make_group(slug="taken")
    FormerName.objects.create(kind="groups.usergroup", slug="was-taken", thing_id=other.pk)

    answer = client.post("/desk/groups/koln-cloud/", {**fields(client, group), **change})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert UserGroup.objects.get(pk=group.pk).name == "Köln Cloud"
    assert UserGroup.objects.get(pk=group.pk).slug == "koln-cloud"


@pytest.mark.parametrize("part", ["stranger", "member", "organizer of another group"])
def test_the_desk_is_shut_to_others(client, group, part):
    bo = make_user(name="Bo")
    if part != "stranger":
        there = group if part == "member" else make_group()
        make_membership(there, bo.person, "member" if part == "member" else "organizer")
    client.force_login(bo)
    for address in ("/desk/groups/koln-cloud/", "/desk/groups/koln-cloud/members/"):
        assert client.get(address).status_code == 403
        assert client.post(address, {"name": "Mine"}).status_code == 403
    client.logout()

    assert client.get("/desk/groups/koln-cloud/").status_code == 302


def test_organizers_are_made_and_members_removed(client, group):
    bo = make_membership(group, make_person("Bo"))
    cy = make_membership(group, make_person("Cy"))
    address = "/desk/groups/koln-cloud/members/"

    client.post(address, {"member": bo.pk, "do": "organizer"})
    client.post(address, {"member": cy.pk, "do": "remove"})

    assert sorted(group.memberships.values_list("person__name", "role")) == [
        ("Ada", "organizer"),
        ("Bo", "organizer"),
    ]


@pytest.mark.parametrize(
    "data", [{}, {"member": "x"}, {"member": "²"}, {"member": "999999"}, {"member": "own", "do": "fly"}]
)
def test_a_wrong_button_is_answered(client, group, data):
    if data.get("member") == "own":
        data = {**data, "member": group.memberships.get().pk}

    assert client.post("/desk/groups/koln-cloud/members/", data).status_code == 409


def test_members_of_other_groups_are_not_reached(client, group):
    stranger = make_membership(make_group(), make_person("Bo"))

    answer = client.post("/desk/groups/koln-cloud/members/", {"member": stranger.pk, "do": "remove"})

    assert answer.status_code == 409
    assert Membership.objects.filter(pk=stranger.pk).exists()


def test_the_members_page_costs_the_same_for_many(client, group):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count():
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/desk/groups/koln-cloud/members/").status_code == 200
        return len(caught)

    few = count()
    for n in range(30):
        make_membership(group, make_person(f"P {n}"))

    assert count() <= few
