import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.people import make_organisation, make_person

pytestmark = pytest.mark.django_db


def test_the_list_is_found_by_words_and_sector(client):
    make_organisation("Karst Works", sector="Hosting")
    make_organisation("Nordlys", sector="Telecommunications")

    assert b"Karst" in client.get("/organisations/").content
    found = client.get("/organisations/?sector=Hosting").content
    assert b"Karst" in found and b"Nordlys" not in found
    found = client.get("/organisations/?q=nord").content
    assert b"Nordlys" in found and b"Karst" not in found


@pytest.mark.parametrize("query", ["?page=999", "?page=x"])
def test_a_page_that_is_not_there_gives_one_that_is(client, query):
    assert client.get(f"/organisations/{query}").status_code == 200


@pytest.mark.parametrize("query", ["?q=%00%27", "?sector=none", "?q=" + "x" * 500])
def test_a_strange_question_is_answered_beside_its_field(client, query):
    make_organisation("Karst Works")

    answer = client.get(f"/organisations/{query}")

    assert answer.status_code == 422
    assert b"field-errors" in answer.content and b"Karst" not in answer.content


def test_a_site_without_organisations_says_so(client):
    assert b"No organisation is here yet" in client.get("/organisations/").content


def test_an_organisation_shows_its_public_people_alone(client):
    works = make_organisation(description="*Rocks*", website="javascript:alert(1)")
    make_person("Public Ada", organisation=works, is_public=True)
    make_person("Private Bea", organisation=works)

    page = client.get(works.get_absolute_url()).content.decode()

    assert "Public Ada" in page and "Private Bea" not in page
    assert "<em>Rocks</em>" in page and "javascript:" not in page


def test_the_list_counts_public_people_alone(client):
    works = make_organisation()
    make_person("Public Ada", organisation=works, is_public=True)
    make_person("Private Bea", organisation=works)

    assert "1 person" in client.get("/organisations/").content.decode()


def test_the_pages_cost_the_same_with_one_row_and_with_thirty(client):
    def queries(path):
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    works = make_organisation(sector="A")
    make_person("P", organisation=works, is_public=True)
    queries("/organisations/?warm"), queries(f"{works.get_absolute_url()}?warm")
    few = queries("/organisations/?1"), queries(f"{works.get_absolute_url()}?1")
    for number in range(30):
        make_organisation(f"O{number}", sector=f"S{number}")
        make_person(f"P{number}", organisation=works, is_public=True)

    assert (queries("/organisations/?2"), queries(f"{works.get_absolute_url()}?2")) == few


def test_what_is_not_there_is_404(client):
    assert client.get("/organisations/nobody/").status_code == 404
