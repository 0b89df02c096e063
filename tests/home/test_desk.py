import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from core import audit
from core.clock import now
from core.models import Community
from events.models import SummitPage
from home.desk import TODO
from tests.factories.booking import make_registration
from tests.factories.events import make_crew, make_event
from tests.factories.groups import make_group, make_membership
from tests.factories.people import make_person, make_user
from tests.factories.reviewing import make_reviewer
from tests.factories.speakers import make_call, make_proposal

pytestmark = pytest.mark.django_db
LINK = re.compile(r"<a\b[^>]*\bhref=[\"']([^\"'#]+)")


@pytest.fixture
def ada(client):
    user = make_user("ada@people.example", name="Ada Lark")
    client.force_login(user)
    return user


@pytest.fixture
def boss(client, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    user = make_user("boss@people.example", name="Boss", is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def words(answer):
    return answer.content.decode()


@pytest.mark.parametrize("address", ["/desk/", "/desk/audit/", "/me/", "/me/privacy/", "/me/privacy/erase/"])
def test_who_is_not_signed_in_is_led_to_the_door_and_back(client, address):
    answer = client.get(address)

    assert answer.status_code == 302 and answer["Location"] == f"/accounts/login/?next={address}"


def test_who_organizes_nothing_sees_what_they_could_do(client, ada):
    page = words(client.get("/desk/"))

    assert "Nothing to organize yet" in page and "/groups/new/" in page and "First steps" not in page


def test_an_account_without_a_person_breaks_nothing(client):
    client.force_login(make_user())

    assert client.get("/desk/").status_code == 200
    assert client.get("/me/").status_code == 200
    assert client.get("/me/privacy/").status_code == 200


def test_the_desk_shows_my_events_and_my_groups_events_in_numbers(client, ada):
    mine = make_event("Mine", capacity=20, taken=7, waiting=2)
    make_crew(mine, ada.person)
    group = make_group("My group")
    make_membership(group, ada.person, "organizer")
    make_event("Of my group", group=group, taken=4)
    member = make_group("Only a member")
    make_membership(member, ada.person)
    make_event("Not mine", group=member)
    door = make_event("Only at the door")
    make_crew(door, ada.person, "door")
    summit = make_event("My summit", kind="summit")
    make_crew(summit, ada.person, "chair")
    make_proposal(make_call(summit), make_person("Bo"))

    answer = client.get("/desk/")
    page = words(answer)

    assert all(word in page for word in ("Mine", "Of my group", "My summit", "My group"))
    assert not any(word in page for word in ("Not mine", "Only a member"))
    assert "Only at the door" not in [row.event.title for row in answer.context["coming"]]
    tiles = page.split('class="stat-tiles"')[1].split("</dl>")[0]
    assert [tile.split("<")[0] for tile in tiles.split('stat-tile-value">')[1:]] == ["11", "2", "20", "1"]
    assert "Read the new proposals" in page and f"/desk/events/{summit.slug}/proposals/" in page


def test_an_event_that_is_mine_twice_stands_once(client, ada):
    group = make_group()
    make_membership(group, ada.person, "organizer")
    event = make_event("Twice mine", group=group)
    make_crew(event, ada.person)
    make_crew(event, ada.person, "chair")

    assert words(client.get("/desk/")).count('<th scope="row"') == 1


def test_queries_do_not_grow_with_rows(client, ada):
    def fill(many):
        for _n in range(many):
            group = make_group()
            make_membership(group, ada.person, "organizer")
            event = make_event(group=group)
            make_registration(event, person=ada.person)
            past = make_event(group=group, starts_at=now() - dt.timedelta(days=9))
            make_registration(past, person=ada.person)
            call = make_call(make_event(kind="summit"))
            make_proposal(call, ada.person)
            make_reviewer(call, ada.person, is_chair=True)

    def ask(address):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    fill(1)
    few = ask("/desk/"), ask("/me/")
    fill(30)

    assert (ask("/desk/"), ask("/me/")) <= few


def test_staff_see_first_steps_and_each_is_done_by_its_fact(client, boss):
    before = words(client.get("/desk/"))
    community = Community.current()
    community.name = "Oak people"
    community.contact_email = "oaks@people.example"
    community.save()
    make_group()
    make_event()
    summit = make_event(kind="summit")
    make_call(summit)
    make_user()
    after = words(client.get("/desk/"))

    assert "0 of 8 done" in before and "Name your community" in before
    assert "7 of 8 done" in after


def test_the_trail_is_for_staff_alone(client, ada):
    assert client.get("/desk/audit/").status_code == 403


def test_the_trail_tells_who_did_what_and_hostile_words_stay_words(client, boss):
    event = make_event()
    audit.note(by=boss, verb="publish", thing=event, title="<script>alert(1)</script>")

    page = words(client.get("/desk/audit/"))
    narrowed = words(client.get("/desk/audit/?thing=events.event&page=x"))
    nothing = words(client.get("/desk/audit/?thing=%00"))

    assert "publish" in page and "Boss" in page and "<script>alert" not in page
    assert "publish" in narrowed and nothing


def test_my_page_shows_what_is_mine(client, ada):
    soon, over = make_event("Soon"), make_event("Over", starts_at=now() - dt.timedelta(days=9))
    ticket = make_registration(soon, person=ada.person)
    make_registration(over, person=ada.person)
    make_registration(make_event("Given up"), person=ada.person, status="cancelled")
    make_membership(make_group("Oak group"), ada.person)
    make_proposal(make_call(), ada.person, title="On oaks")
    make_registration(make_event("Somebody else's"))

    page = words(client.get("/me/"))

    assert all(word in page for word in ("Soon", "Over", "Oak group", "On oaks", ticket.get_absolute_url()))
    assert "Given up" not in page and "Somebody else" not in page


def test_every_next_step_leads_somewhere(client, ada):
    event = make_event(kind="summit")
    make_crew(event, ada.person)

    for step, todo in TODO.items():
        assert client.get(f"/desk/events/{event.slug}/{todo.below}").status_code == 200, step


STATES = {
    "draft": {"status": "draft"},
    "postponed": {"status": "postponed"},
    "waiting": {"waiting": 2, "capacity": 1, "taken": 1},
    "far": {},
    "tomorrow": {"starts_at": now() + dt.timedelta(hours=30)},
    "over": {"starts_at": now() - dt.timedelta(days=3)},
}
# Who organizes is offered what any state has; to the others a state offers less, not more.
SENT = [("organizer", state) for state in STATES]
SENT += [(role, state) for role in ("door", "treasurer", "chair") for state in ("draft", "tomorrow")]


@pytest.mark.parametrize(("role", "state"), SENT)
def test_nobody_is_sent_where_they_may_not_go(client, ada, role, state):
    event = make_event(kind="summit", **STATES[state])
    Site.objects.get().root_page.add_child(instance=SummitPage(title="Words", slug="words", event=event))
    make_proposal(make_call(event), make_person("Bo"))
    make_crew(event, ada.person, role)

    desks = ["/desk/", f"/desk/events/{event.slug}/"]
    links = {link for desk in desks for link in LINK.findall(words(client.get(desk)).split("<main")[1])}
    statuses = {link: client.get(link, follow=True).status_code for link in links if link.startswith("/")}

    assert len(statuses) > 3
    assert {link: status for link, status in statuses.items() if status != 200} == {}


def test_whose_address_is_not_confirmed_is_not_asked_to_found_a_group(client):
    client.force_login(make_user(name="Ada Lark", verified=False))

    assert "/groups/new/" not in words(client.get("/desk/")).split("<main")[1]


def test_a_chair_of_a_track_finds_its_review_and_selection(client, ada):
    summit, read, mine = (make_event(name, kind="summit") for name in ("Chaired", "Only read", "Mine, too"))
    for event in (summit, read, mine):
        make_reviewer(make_call(event), ada.person, is_chair=event is not read)
    make_crew(mine, ada.person, "chair")

    page = words(client.get("/desk/"))

    assert "Nothing to organize yet" not in page and "Only read" not in page
    section = page.split('id="chaired"')[1].split("</section>")[0]
    assert "Chaired" in section and "Mine, too" not in section
    for door in LINK.findall(section):
        assert client.get(door).status_code == 200


def test_who_helps_at_the_door_finds_the_check_in(client, ada):
    door, mine = make_event("Door night"), make_event("My night")
    make_crew(door, ada.person, "door")
    make_crew(mine, ada.person)
    make_crew(mine, ada.person, "door")

    page = words(client.get("/desk/"))

    assert f'href="/desk/events/{door.slug}/check-in/"' in page
    assert f'href="/desk/events/{mine.slug}/check-in/"' not in page
    assert client.get(f"/desk/events/{door.slug}/check-in/").status_code == 200
