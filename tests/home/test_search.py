import pytest
from django.core.management import call_command

from events.models import Event
from events.programme.models import Session
from home.models import StandardPage
from home.search import FEW, find, words_of
from tests.factories.events import make_event, make_venue
from tests.factories.groups import make_group
from tests.factories.people import make_person
from tests.factories.speakers import make_talk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("indexed")]


def counts(query):
    return {hits.kind.name: hits.count for hits in find(query) if hits.count}


def make_page(title, **fields):
    parent = StandardPage.objects.first().get_parent()
    return parent.add_child(instance=StandardPage(title=title, **fields))


def test_each_kind_is_found():
    event = make_event("Marzipan evening")
    make_group("Marzipan group")
    make_talk(event, make_person("Mira Marzipan", is_public=True), title="Why marzipan")
    make_page("About marzipan")

    assert counts("marzipan") == {"events": 1, "groups": 1, "talks": 1, "people": 1, "pages": 1}


@pytest.mark.needs_extension("unaccent")
@pytest.mark.parametrize("query", ["koln", "Köln", "KOLN", "köln"])
def test_a_place_is_found_without_its_accents_on_postgresql(query):
    make_group("A group", city="Köln")

    assert counts(query) == {"groups": 1}


@pytest.mark.parametrize("query", ["koln", "Köln", "KOLN", "köln"])
def test_a_place_is_found_without_its_accents(query, needs_accents):
    make_group("A group", city="Köln")
    make_event("An evening", venue=make_venue("Forum", city="Köln"))

    assert counts(query) == {"events": 1, "groups": 1}


@pytest.fixture
def needs_accents():
    """On PostgreSQL without unaccent the test above says so; SQLite always folds."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("select 1 from pg_extension where extname = 'unaccent'")
            if not cursor.fetchone():
                pytest.skip("this PostgreSQL has no unaccent")


def test_a_place_that_nothing_is_called_after_leads_to_what_is_around_it(client):
    make_group("Marzipan Cologne", city="Cologne")

    page = client.get("/search/", {"q": "koln"}).content.decode()

    assert "Around Köln, Germany" in page
    assert 'href="/groups/?near=koln"' in page and 'href="/events/?near=koln"' in page
    for named, nowhere in (("Cologne", "95,10"), ("marzipan", "")):
        assert "Around" not in client.get("/search/", {"q": named}).content.decode()
        assert "Around" not in client.get("/search/", {"q": nowhere}).content.decode()


def test_the_beginning_of_a_word_finds_where_nothing_else_does():
    make_group("Marzipan group")

    assert counts("marz") == {"groups": 1}


def test_only_what_is_public_is_found():
    hidden = make_event("Marzipan evening", status=Event.Status.DRAFT)
    make_talk(hidden, make_person("Mira Marzipan"), title="Marzipan in a draft")
    shown = make_event("An evening")
    make_talk(shown, make_person("Ada"), title="Marzipan not yet agreed", status=Session.Status.DRAFT)
    make_group("Marzipan group", status="closed")
    make_page("About marzipan", live=False)

    assert counts("marzipan") == {}


def test_what_changed_is_found_by_its_new_words_and_after_a_bulk_write():
    group = make_group("Marzipan group")
    group.name = "Nougat group"
    group.save()

    assert (counts("marzipan"), counts("nougat")) == ({}, {"groups": 1})

    type(group).objects.filter(pk=group.pk).update(name="Praline group")
    call_command("update_index", verbosity=0)

    assert counts("praline") == {"groups": 1}


@pytest.mark.parametrize(
    "query",
    [
        "'",
        '"',
        '"unclosed',
        "a\x00b",
        "x" * 10_000,
        "wort " * 3_000,
        "*",
        "a*",
        "NEAR(a b)",
        "a AND",
        "OR OR OR",
        "NOT",
        "title:a",
        "{a b}: c",
        "^a",
        "a & | ! b",
        "<->",
        "(((((",
        "%s %d %",
        "\\",
        "'; drop table events_event; --",
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
        "\u202eabc",
        "東京",
        "a:*",
    ],
)
def test_no_question_breaks_the_page(client, query):
    make_event("An evening")

    answer = client.get("/search/", {"q": query})

    assert answer.status_code == 200


def test_no_operator_gets_into_a_question():
    assert words_of('a"b* NEAR(c) \x00d_e') == ["a", "b", "NEAR", "c", "d", "e"]


def test_an_empty_question_asks_for_words(client):
    answer = client.get("/search/")

    assert b"type a word" in answer.content


def test_what_is_not_there_says_what_to_do(client):
    answer = client.get("/search/", {"q": "nowhereatall"})

    assert b"Nothing was found" in answer.content


def test_the_page_shows_a_few_of_each_kind_and_leads_to_all(client):
    for number in range(FEW + 2):
        make_group(f"Marzipan group {number}")

    few = client.get("/search/", {"q": "marzipan"}).content.decode()
    every = client.get("/search/", {"q": "marzipan", "kind": "groups"}).content.decode()

    assert few.count("group-card-name") == FEW and every.count("group-card-name") == FEW + 2
    assert "All 7" in few and "kind=groups" in few


def test_names_of_people_are_text_and_nothing_else(client):
    make_group("Marzipan <script>alert(1)</script>")

    assert b"<script>alert" not in client.get("/search/", {"q": "marzipan"}).content


def test_queries_do_not_grow_with_rows(client, django_assert_max_num_queries):
    def fill(many):
        event = make_event("Marzipan")
        for number in range(many):
            make_event(f"Marzipan {number}", group=make_group(f"Marzipan {number}"), venue=make_venue())
            make_talk(event, make_person(f"Marzipan {number}", is_public=True), title=f"Marzipan {number}")

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    fill(1)
    client.get("/search/", {"q": "marzipan"})
    with CaptureQueriesContext(connection) as few:
        client.get("/search/", {"q": "marzipan x".split()[0], "kind": ""})
    fill(30)
    with django_assert_max_num_queries(len(few) + 2):
        client.get("/search/", {"q": "marzipan", "a": "1"})
