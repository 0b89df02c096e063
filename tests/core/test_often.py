import datetime as dt
import threading
import uuid
from collections.abc import Collection

import pytest
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from core.models import Job
from core.often import insert, often

NOW = dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


def job(key: str, due_at: dt.datetime = NOW) -> Job:
    return Job(kind="booking.ticket", key=key, due_at=due_at, payload={"for": [key]})


@pytest.fixture
def jobs() -> list[Job]:
    rows = [job("a"), job("b", NOW + dt.timedelta(days=1))]
    insert(rows)
    return rows


def test_a_statement_is_written_once_and_answers_each_time_with_what_is_there(jobs: list[Job]) -> None:
    written = []

    @often
    def due(kind: str, until: dt.datetime) -> QuerySet[Job]:
        written.append(kind)
        return Job.objects.filter(kind=kind, due_at__lte=until)

    assert due("booking.ticket", NOW) == jobs[:1]
    assert due("booking.ticket", NOW + dt.timedelta(days=2)) == jobs
    assert due("booking.mail", NOW) == []
    Job.objects.filter(key="a").delete()
    assert due("booking.ticket", NOW) == []
    assert len(written) == 1


@pytest.mark.parametrize(
    ("keys", "ids", "found"),
    [
        ({"a"}, set(), ["a"]),
        ({"a", "b"}, {0}, ["a", "b"]),
        (set(), set(), []),
        ({*"abcdefghijkl"}, {1}, ["a", "b"]),
    ],
)
def test_each_number_of_values_has_a_statement_of_its_own(
    jobs: list[Job], keys: set[str], ids: set[int], found: list[str]
) -> None:
    @often
    def named(keys: Collection[str], ids: Collection[int]) -> QuerySet[Job, str | None]:
        rows = Job.objects.filter(Q(key__in=keys) | Q(pk__in=ids))
        return rows.order_by("key").values_list("key", flat=True)

    assert named(keys, ids) == named(keys, ids) == found


def test_values_are_never_part_of_the_statement(jobs: list[Job]) -> None:
    @often
    def named(key: str) -> QuerySet[Job]:
        return Job.objects.filter(key=key)

    for hostile in ("' OR 1=1 --", "%s", "a'; DROP TABLE core_job; --"):
        assert named(hostile) == []
    assert named("a") == jobs[:1]


@pytest.mark.skipif(not connection.features.has_select_for_update, reason="SQLite locks no rows")
@pytest.mark.django_db(transaction=True)
def test_rows_are_locked_within_a_transaction_only() -> None:
    @often
    def held(key: str) -> QuerySet[Job]:
        return Job.objects.select_for_update().filter(key=key)

    with transaction.atomic():
        held("a")
    with pytest.raises(transaction.TransactionManagementError):
        held("a")


def test_each_asks_by_the_connection_of_its_own_thread(jobs: list[Job]) -> None:
    @often
    def named(key: str) -> QuerySet[Job]:
        return Job.objects.filter(key=key)

    def ask() -> None:
        with pytest.raises(Refused), connection.execute_wrapper(refuse):
            named("a")
        connection.close()
        refused.append(True)

    refused: list[bool] = []
    assert named("a") == jobs[:1]
    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert refused
    assert named("a") == jobs[:1]


class Refused(Exception):
    pass


def refuse(*told: object) -> None:
    raise Refused


def test_what_is_inserted_knows_its_key_and_stands_as_it_was_told(jobs: list[Job]) -> None:
    stands = {row.key: row for row in Job.objects.all()}
    assert [row.pk for row in jobs] == [stands["a"].pk, stands["b"].pk]
    assert stands["a"].payload == {"for": ["a"]}
    assert stands["b"].due_at == NOW + dt.timedelta(days=1)
    jobs[0].payload = {}
    jobs[0].save()  # it is known to stand: this changes it
    assert Job.objects.count() == 2


def test_where_one_stands_nothing_is_inserted(jobs: list[Job]) -> None:
    other = job("a")
    assert not insert([other], unless="key")
    assert other.pk is None
    assert insert([job(str(uuid.uuid4()))], unless="key")
    assert insert([])
