import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def queries_of():
    """How many queries a page costs, once what is looked up once a process has been looked up."""

    def count(client, address):
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as caught:
            client.get(address)
        return len(caught)

    return count
