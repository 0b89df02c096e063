import pytest


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/surveys/", "/elections/", "/stories/", "/de/surveys/", "/ja/elections/"]
)
def test_what_is_not_there_yet_says_so(client, address):
    answer = client.get(address)

    assert answer.status_code == 200 and b'class="empty"' in answer.content
    assert not answer.cookies and answer["ETag"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/surveys/nothing/", "/elections/nothing/", "/stories/nothing/"])
def test_an_unknown_name_is_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/surveys/", "/elections/"])
def test_they_are_only_read(client, address):
    assert client.post(address).status_code == 405
