"""Crew, sponsors and cycles: who may come in, what is refused, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Crew, Cycle, Sponsorship
from people.models import Organisation
from tests.factories.events import make_crew, make_cycle, make_event
from tests.factories.people import make_organisation, make_person, make_user

pytestmark = pytest.mark.django_db
HOSTILE = "</script><script>alert(1)</script>"


@pytest.fixture
def event():
    return make_event("Oak summit", kind="summit")


@pytest.fixture
def organizer(client, event):
    user = make_user(name="Olu Organizer")
    make_crew(event, user.person)
    client.force_login(user)
    return user


@pytest.fixture
def admin(client):
    user = make_user(name="Ann Admin", is_staff=True)
    client.force_login(user)
    return user


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


# -- who may come in ----------------------------------------------------------------------------------


def test_strangers_stay_outside(client, event):
    member = make_crew(event, make_user(name="Cal Reed").person)
    gold = Sponsorship.objects.create(event=event, organisation=make_organisation(), tier="Gold")
    make_cycle()
    of_event = [
        reverse("desk_event_change", args=[event.slug]),
        reverse("desk_crew", args=[event.slug]),
        reverse("desk_crew_remove", args=[event.slug, member.pk]),
        reverse("desk_sponsors", args=[event.slug]),
        reverse("desk_sponsor", args=[event.slug, gold.pk]),
        reverse("desk_sponsor_remove", args=[event.slug, gold.pk]),
    ]
    of_staff = ["/desk/cycles/", "/desk/cycles/new/", "/desk/cycles/alder/"]
    for url in of_event + of_staff:
        assert client.get(url)["Location"].startswith("/accounts/login/")
    door = make_user(name="Ed Ash")
    make_crew(event, door.person, "door")
    elsewhere = make_user(name="Flo Birch")
    make_crew(make_event(kind="summit"), elsewhere.person)
    for user in (make_user(name="Bo Reed"), door, elsewhere):
        client.force_login(user)
        for url in of_event + of_staff:
            assert client.get(url).status_code == 403
            assert client.post(url).status_code == 403
    assert Crew.objects.filter(pk=member.pk).exists() and Sponsorship.objects.exists()


def test_a_row_of_another_event_is_not_found(client, event, organizer):
    other = make_event(kind="summit")
    member = make_crew(other, make_user(name="Cal Reed").person)
    gold = Sponsorship.objects.create(event=other, organisation=make_organisation(), tier="Gold")

    assert client.post(reverse("desk_crew_remove", args=[event.slug, member.pk])).status_code == 404
    assert client.post(reverse("desk_sponsor_remove", args=[event.slug, gold.pk])).status_code == 404


def test_the_facts_are_the_settings(event):
    assert reverse("desk_event_change", args=[event.slug]) == f"/desk/events/{event.slug}/settings/"


# -- crew ---------------------------------------------------------------------------------------------


def test_somebody_is_added_by_e_mail_and_by_profile(client, event, organizer):
    url = reverse("desk_crew", args=[event.slug])
    bo = make_user("bo@people.example", name="Bo Reed").person
    cal = make_user(name="Cal Ash").person
    cal.is_public = True
    cal.save()

    client.post(url, {"person": "BO@people.example", "role": "door"})
    client.post(url, {"person": f"https://site.example/people/{cal.slug}/", "role": "chair"})
    client.post(url, {"person": cal.slug, "role": "treasurer"})

    rows = set(event.crew.exclude(person=organizer.person).values_list("person", "role"))
    assert rows == {(bo.pk, "door"), (cal.pk, "chair"), (cal.pk, "treasurer")}
    assert "Bo Reed" in client.get(url).content.decode()
    assert "bo@people.example" not in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"person": "nobody@people.example", "role": "door"}, "person"),
        ({"person": "a@b@c", "role": "door"}, "person"),
        ({"person": HOSTILE, "role": "door"}, "person"),
        ({"person": "", "role": "door"}, "person"),
        ({"person": "x" * 10_000, "role": "door"}, "person"),
        ({"person": "Bell\x07", "role": "door"}, "person"),
        ({"person": "quiet", "role": "door"}, "person"),  # a profile that is not public
        ({"person": "imported", "role": "door"}, "person"),  # nobody's account
        ({"person": "olu@people.example", "role": "king"}, "role"),
    ],
)
def test_bad_crew_is_told_at_its_field(client, event, organizer, sent, field):
    make_user("olu@people.example", name="Olu")
    make_person("Quiet", slug="quiet", user=make_user())
    make_person("Imported", slug="imported", is_public=True)

    answer = client.post(reverse("desk_crew", args=[event.slug]), sent)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "<script>alert" not in answer.content.decode()
    assert event.crew.count() == 1


@pytest.mark.usefixtures("still_clock")
def test_asking_who_has_an_account_has_an_end(client, event, organizer):
    url = reverse("desk_crew", args=[event.slug])
    answers = [client.post(url, {"person": f"n{n}@people.example", "role": "door"}) for n in range(31)]

    assert [answers[29].status_code, answers[30].status_code] == [422, 429]


def test_removing_asks_once_by_name_and_never_takes_the_last_organizer(client, event, organizer):
    door = make_crew(event, make_user(name="Ed Ash").person, "door")
    url = reverse("desk_crew_remove", args=[event.slug, door.pk])

    assert "Ed Ash" in client.get(url).content.decode()
    assert event.crew.count() == 2
    assert client.post(url)["Location"] == reverse("desk_crew", args=[event.slug])
    mine = event.crew.get()
    refused = client.post(reverse("desk_crew_remove", args=[event.slug, mine.pk]))

    assert refused.status_code == 409 and "at least one organizer" in refused.content.decode()
    assert event.crew.get() == mine


def test_who_takes_themselves_out_is_led_to_their_own_desk(client, event, organizer):
    make_crew(event, make_user(name="Bo Reed").person)
    mine = event.crew.get(person=organizer.person)

    answer = client.post(reverse("desk_crew_remove", args=[event.slug, mine.pk]))

    assert answer["Location"] == reverse("desk")


def test_a_crew_of_thirty_costs_what_one_costs(client, event, organizer):
    url = reverse("desk_crew", args=[event.slug])
    one = queries(client, url)
    for n in range(30):
        make_crew(event, make_person(f"Person {n}"), "door")

    assert queries(client, url) == one


# -- sponsors -----------------------------------------------------------------------------------------


def sponsor(**fields):
    return {"name": "Karst Works", "tier": "Gold", "level": "1", "position": "0", **fields}


def test_a_known_and_a_new_organisation_become_sponsors(client, event, organizer):
    karst = make_organisation("Karst Works")
    url = reverse("desk_sponsors", args=[event.slug])

    assert client.post(url, sponsor(name="karst works")).status_code == 302
    assert client.post(url, sponsor(name="Loess Labs", website="https://loess.example/")).status_code == 302

    assert {row.organisation.name for row in event.sponsorships.all()} == {"Karst Works", "Loess Labs"}
    assert Organisation.objects.count() == 2 and karst.sponsorships.count() == 1
    page = client.get(event.get_absolute_url()).content.decode()
    assert "Karst Works" in page and "Loess Labs" in page


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"name": "Loess Labs"}, "website"),  # new, and nobody says where it is
        ({"name": "Loess Labs", "website": "javascript:alert(1)"}, "website"),
        ({"name": "x" * 10_000}, "name"),
        ({"name": "Bell\x07"}, "name"),
        ({"tier": ""}, "tier"),
        ({"tier": "x" * 61}, "tier"),
        ({"level": "0"}, "level"),
        ({"level": "1000000000"}, "level"),
        ({"position": "-1"}, "position"),
        ({"name": "Twice GmbH"}, "name"),
        ({"name": HOSTILE}, "website"),
    ],
)
def test_a_bad_sponsor_is_told_at_its_field(client, event, organizer, sent, field):
    make_organisation("Karst Works")
    twice = make_organisation("Twice GmbH")
    Sponsorship.objects.create(event=event, organisation=twice, tier="Gold")

    answer = client.post(reverse("desk_sponsors", args=[event.slug]), sponsor(**sent))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "<script>alert" not in answer.content.decode()
    assert Sponsorship.objects.count() == 1 and Organisation.objects.count() == 2


def test_a_sponsor_is_changed_and_removed(client, event, organizer):
    row = Sponsorship.objects.create(event=event, organisation=make_organisation(), tier="Gold")
    url = reverse("desk_sponsor", args=[event.slug, row.pk])

    assert client.get(url).status_code == 200
    assert client.post(url, {"tier": "Silver", "level": "2", "position": "70000"}).status_code == 422
    assert client.post(url, {"tier": "Silver", "level": "2", "position": "7"}).status_code == 302
    row.refresh_from_db()
    assert (row.tier, row.level, row.position) == ("Silver", 2, 7)
    away = reverse("desk_sponsor_remove", args=[event.slug, row.pk])
    assert client.get(away).status_code == 200 and Sponsorship.objects.exists()
    assert client.post(away).status_code == 302
    assert not Sponsorship.objects.exists() and Organisation.objects.exists()


def test_a_meetup_has_no_sponsors(client, organizer):
    meetup = make_event()
    make_crew(meetup, organizer.person)

    assert client.get(reverse("desk_sponsors", args=[meetup.slug])).status_code == 404
    assert (
        reverse("desk_sponsors", args=[meetup.slug])
        not in client.get(reverse("desk_event", args=[meetup.slug])).content.decode()
    )


def test_thirty_sponsors_cost_what_one_costs(client, event, organizer):
    url = reverse("desk_sponsors", args=[event.slug])
    Sponsorship.objects.create(event=event, organisation=make_organisation(), tier="Gold")
    one = queries(client, url)
    for n in range(30):
        Sponsorship.objects.create(event=event, organisation=make_organisation(f"Org {n}"), tier="Gold")

    assert queries(client, url) == one


# -- cycles -------------------------------------------------------------------------------------------


def cycle(**fields):
    return {
        "name": "Birch",
        "starts_on": "2026-10-01",
        "ends_on": "2027-04-01",
        "milestones": "2026-11-02 Call opens",
        **fields,
    }


def test_a_cycle_is_made_and_changed(client, admin):
    assert client.get("/desk/cycles/new/").status_code == 200
    assert client.post("/desk/cycles/new/", cycle()).status_code == 302
    page = client.get("/desk/cycles/birch/").content.decode()
    assert "2026-11-02 Call opens" in page and 'value="2026-10-01"' in page

    assert client.post("/desk/cycles/birch/", cycle(name="Black birch")).status_code == 302

    assert "Black birch" in client.get("/desk/cycles/").content.decode()
    assert "/desk/cycles/" in client.get("/desk/").content.decode()


@pytest.mark.parametrize(
    ("sent", "field", "says"),
    [
        ({"milestones": "2026-11-02 Call opens\n2026-02-30 Nothing"}, "milestones", "Line 2"),
        ({"milestones": "2026-11-02"}, "milestones", "Line 1"),
        ({"ends_on": "2026-10-01"}, "ends_on", "not after"),
        ({"starts_on": "2026-02-30"}, "starts_on", "no such day"),
        ({"starts_on": "0001-01-01"}, "starts_on", "no such day"),
        ({"starts_on": ""}, "starts_on", ""),
        ({"name": "Alder"}, "name", "exists"),
        ({"name": "x" * 10_000}, "name", ""),
        ({"milestones": "Bell\x07"}, "milestones", ""),
        ({"milestones": HOSTILE}, "milestones", "Line 1"),
    ],
)
def test_a_bad_cycle_is_told_at_its_field(client, admin, sent, field, says):
    make_cycle("Alder")

    answer = client.post("/desk/cycles/new/", cycle(**sent))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert says in answer.content.decode() and "<script>alert" not in answer.content.decode()
    assert Cycle.objects.count() == 1


def test_thirty_cycles_cost_what_one_costs(client, admin):
    make_cycle("Alder")
    one = queries(client, "/desk/cycles/")
    for n in range(30):
        make_cycle(f"Cycle-{n}")

    assert queries(client, "/desk/cycles/") == one
