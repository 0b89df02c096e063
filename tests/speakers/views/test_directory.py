import pytest
from django.urls import reverse

from tests.factories.events import make_event
from tests.factories.people import make_organisation, make_person
from tests.factories.speakers import make_talk

pytestmark = pytest.mark.django_db

ADDRESS = "/speakers/"


def names(answer):
    return [person.name for person in answer.context["page"]]


def test_an_empty_site_says_what_to_do(client):
    answer = client.get(ADDRESS)

    assert answer.status_code == 200
    assert "Nobody has spoken here yet" in answer.content.decode()
    assert reverse("speakers") == ADDRESS


def test_who_has_a_confirmed_talk_at_a_public_event_stands_there(client):
    public, hidden = make_event("Shown"), make_event(status="draft")
    make_talk(public, make_person("Ada Lark"), title="Keys")
    make_talk(public, make_person("Bo Reed"), status="draft")
    make_talk(public, make_person("Cy Moss"), status="cancelled")
    make_talk(hidden, make_person("Dee Fern"))
    make_talk(public, make_person("Ed Ash"), kind="break")
    make_person("Flo Birch", is_public=True)

    answer = client.get(ADDRESS)

    assert names(answer) == ["Ada Lark"]
    assert "Keys" in answer.content.decode()


def test_a_card_leads_to_the_profile_or_to_the_speaker_at_the_event(client):
    event = make_event()
    shown, private = make_person("Ada Lark", is_public=True), make_person("Bo Reed")
    make_talk(event, shown)
    make_talk(event, private)

    text = client.get(ADDRESS).content.decode()

    assert f'href="{shown.get_absolute_url()}"' in text
    assert f'href="/events/{event.slug}/speakers/{private.slug}/"' in text
    assert private.get_absolute_url() not in text


def test_who_shows_no_profile_stands_there_by_name_and_nothing_else(client):
    private = make_person("Bo Reed", headline="Whispers", organisation=make_organisation("Karst Works"))
    make_talk(make_event(), private, title="Keys")

    text = client.get(ADDRESS).content.decode()

    assert "Bo Reed" in text and "Keys" in text
    assert "Whispers" not in text and "Karst Works" not in text
    assert [names(client.get(ADDRESS, {"q": q})) for q in ("whispers", "karst", "reed")] == [
        [],
        [],
        ["Bo Reed"],
    ]


@pytest.mark.parametrize(
    ("q", "found"), [("lark", "Ada Lark"), ("karst", "Bo Reed"), ("  ada  ", "Ada Lark"), ("zz", "")]
)
def test_names_and_organisations_are_found(client, q, found):
    event = make_event()
    make_talk(event, make_person("Ada Lark"))
    make_talk(event, make_person("Bo Reed", is_public=True, organisation=make_organisation("Karst Works")))

    assert names(client.get(ADDRESS, {"q": q})) == ([found] if found else [])


@pytest.mark.parametrize("q", ["x" * 101, "\x07", "\x00"])
def test_an_odd_search_is_told(client, q):
    assert client.get(ADDRESS, {"q": q}).status_code == 422


def test_hostile_names_are_text(client):
    make_talk(
        make_event(), make_person("</script><script>alert(1)</script>"), title="<script>alert(2)</script>"
    )

    assert "<script>alert" not in client.get(ADDRESS, {"q": "script"}).content.decode()


def test_it_costs_the_same_however_many(client, queries_of):
    event = make_event()
    make_talk(event, make_person("Ada Lark", organisation=make_organisation()))
    one = queries_of(client, f"{ADDRESS}?page=1")
    for n in range(29):
        make_talk(event, make_person(f"Speaker {n}", organisation=make_organisation(f"Works {n}")))

    assert queries_of(client, f"{ADDRESS}?page=1&again=1") == one


def test_pages_of_it_keep_the_question(client):
    event = make_event()
    for n in range(50):
        make_talk(event, make_person(f"Speaker {n:02}"))

    first = client.get(ADDRESS, {"q": "speaker"})

    assert len(names(first)) == 48
    assert "q=speaker&amp;page=2" in first.content.decode()
    assert names(client.get(ADDRESS, {"q": "speaker", "page": 2})) == ["Speaker 48", "Speaker 49"]


def test_an_anonymous_answer_is_kept_and_dropped_by_the_change(client):
    event, person = make_event(), make_person("Ada Lark")
    talk = make_talk(event, person)
    for _ in range(2):
        assert "Ada Lark" in client.get(ADDRESS).content.decode()
    etag = client.get(ADDRESS)["ETag"]
    assert client.get(ADDRESS, headers={"If-None-Match": etag}).status_code == 304
    assert not client.cookies

    make_talk(event, make_person("Bo Reed"))
    assert "Bo Reed" in client.get(ADDRESS).content.decode()

    talk.status = "cancelled"
    talk.save()
    assert "Ada Lark" not in client.get(ADDRESS).content.decode()
