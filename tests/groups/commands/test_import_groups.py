"""import_groups: bad files are named, good ones come in once and never undo what people wrote."""

import csv
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from core.models import AuditEntry, Job
from groups.actions import importing
from groups.models import UserGroup
from tests.factories.groups import make_group

pytestmark = pytest.mark.django_db
LISTS = Path(__file__).parents[3] / "demo/data/groups"
HEADER = "name,city,country,lat,lon,url,members,source_id,links"


def run(path, **options):
    out, err = io.StringIO(), io.StringIO()
    call_command("import_groups", str(path), stdout=out, stderr=err, **options)
    return out.getvalue().splitlines()


@pytest.fixture
def file(tmp_path):
    def write(*lines, name="list.csv", header=HEADER):
        path = tmp_path / name
        path.write_text("\n".join([header, *lines]) + "\n", "utf-8")
        return path

    return write


GOOD = "Köln Cloud,Köln,Germany,50.94,6.96,https://koeln.example/,12,koeln,matrix=#koeln"
ALSO = "Lyon Cloud,Lyon,France,,,,,lyon,"


def test_groups_come_in_with_one_line_of_totals(file):
    lines = run(file(GOOD, ALSO))

    assert lines[-1] == "new 2, changed 0, unchanged 0, skipped 0"
    group = UserGroup.objects.get(slug="koln-cloud")
    assert (group.source, group.source_id, group.members_elsewhere) == ("list", "koeln", 12)
    assert group.links == {"matrix": "#koeln"} and group.timezone == "Europe/Berlin"
    assert UserGroup.objects.get(slug="lyon-cloud").located_by == "gazetteer"
    assert AuditEntry.objects.filter(verb="imported").count() == 2


def test_a_second_run_changes_nothing(file):
    path = file(GOOD, ALSO)
    run(path)
    before = list(UserGroup.objects.order_by("pk").values())

    assert run(path)[-1] == "new 0, changed 0, unchanged 2, skipped 0"
    assert list(UserGroup.objects.order_by("pk").values()) == before


def brought_twice(names):
    """What a second import of each real list says and changes, after all came in once."""
    lists = [LISTS / f"{name}.csv" for name in names]
    for path in lists:
        assert not run(path)[-1].startswith("new 0")
    before = list(UserGroup.objects.order_by("pk").values())
    told = [(path.stem, run(path)[-1]) for path in lists]
    changed = [said for said in told if not said[1].startswith("new 0, changed 0, unchanged ")]
    return changed, list(UserGroup.objects.order_by("pk").values()) == before


def test_a_real_list_twice_changes_nothing():
    """Names in many scripts, lines that are refused or folded, impossible coordinates; the whole is heavy."""
    assert brought_twice(["openstack-user-groups"]) == ([], True)


@pytest.mark.heavy(sabotage=["known"])
def test_every_real_list_twice_changes_nothing(sabotage, monkeypatch):
    if sabotage == "known":
        monkeypatch.setattr(importing, "_known", lambda source: ({}, importing._Others([])))

    assert brought_twice(sorted(path.stem for path in LISTS.glob("*.csv"))) == ([], True)


def test_a_changed_line_changes_that_group_alone(file):
    run(file(GOOD, ALSO))

    lines = run(file(GOOD.replace(",12,", ",13,"), ALSO))

    assert lines[-1] == "new 0, changed 1, unchanged 1, skipped 0"
    assert UserGroup.objects.get(slug="koln-cloud").members_elsewhere == 13


def test_what_an_organizer_wrote_stays(file):
    run(file(GOOD))
    UserGroup.objects.update(name="Cloud am Rhein", city="Deutz")

    lines = run(file(GOOD.replace("Köln Cloud", "Cologne Cloud").replace(",12,", ",13,")))

    group = UserGroup.objects.get()
    assert (group.name, group.city, group.slug) == ("Cloud am Rhein", "Deutz", "koln-cloud")
    assert group.members_elsewhere == 13
    assert any("name was changed by hand" in line for line in lines)
    assert run(file(GOOD.replace("Köln Cloud", "Cologne Cloud").replace(",12,", ",13,")))[-1] == (
        "new 0, changed 0, unchanged 1, skipped 0"
    )


def test_a_name_that_changed_keeps_its_address(file):
    run(file(GOOD))

    run(file(GOOD.replace("Köln Cloud", "Cloud am Rhein")))

    assert UserGroup.objects.get().slug == "koln-cloud"
    assert UserGroup.objects.get().name == "Cloud am Rhein"


def test_doublets_in_and_across_lists_are_told_by_line(file):
    run(file(GOOD, name="first.csv"))

    lines = run(
        file(GOOD.replace(",koeln,", ",other,"), ALSO, ALSO.replace(",lyon,", ",lyon2,"), name="second.csv")
    )

    assert lines[-1] == "new 1, changed 0, unchanged 0, skipped 2"
    assert any(line.startswith("line 2: skipped: is in the site as “Köln Cloud”") for line in lines)
    assert any(line.startswith("line 4: is the group of line 3") for line in lines)


def test_a_group_made_by_hand_is_not_doubled(file):
    make_group("Köln Cloud")

    assert run(file(GOOD))[-1] == "new 0, changed 0, unchanged 0, skipped 1"


def test_bad_lines_are_skipped_with_their_reason_and_the_good_one_comes_in(file):
    lines = run(file(GOOD, ",,,,,,,x,", "y" * 10_000 + ",,,,,,,z,", "A,B,C,1,2,,,w,,one,more"))

    assert lines[-1] == "new 1, changed 0, unchanged 0, skipped 3"
    assert [line.split(":")[0] for line in lines if "skipped:" in line] == ["line 3", "line 4", "line 5"]


def test_a_quoted_line_break_does_not_move_the_line_numbers(file):
    lines = run(file('"Two\nlines",Köln,Germany,,,,,a,', ",,,,,,,x,", GOOD))

    assert any(line.startswith("line 4: skipped: has no name") for line in lines)


def test_reserved_words_and_equal_names_get_addresses_of_their_own(file):
    run(
        file(
            "New,Köln,Germany,50.9,6.9,,,a,",
            "Calendar,,,,,,,b,",
            "Club,Lyon,France,,,,,c,",
            "Club,Köln,Germany,,,,,d,",
        )
    )

    assert set(UserGroup.objects.values_list("slug", flat=True)) == {
        "new-koln",
        "calendar-b",
        "club",
        "club-koln",
    }


def test_semicolons_and_a_byte_order_mark_are_read(tmp_path):
    path = tmp_path / "semi.csv"
    path.write_text("\ufeffname;city;country\nKöln Cloud;Köln;Germany\n", "utf-8")

    assert run(path)[-1] == "new 1, changed 0, unchanged 0, skipped 0"
    assert run(path)[-1] == "new 0, changed 0, unchanged 1, skipped 0"


@pytest.mark.parametrize(
    "data, words",
    [
        (b"", "is empty"),
        (b"  \n\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        ("\ufeff\u3000\n".encode(), "is empty"),
        (b"\x1c\x1d", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (b"name,city\nK\xf6ln,K\xf6ln\n", "no UTF-8"),
        (b"just some words\n", "no list of groups"),
        (b"title,place\nA,B\n", "no list of groups"),
        (b"name,city,name\nA,B,C\n", "twice"),
        (b"name,city,country\n", "no groups"),
        (b'name,city\n"never closed,Koeln\n', "is no CSV"),
        (b"<html><body>404</body></html>", "no list of groups"),
        (b"name,city\n,\n", "No line"),
    ],
)
def test_a_file_that_is_no_list_gets_a_clear_message_and_writes_nothing(tmp_path, data, words):
    path = tmp_path / "bad.csv"
    path.write_bytes(data)

    with pytest.raises(CommandError, match=words):
        run(path)

    assert not UserGroup.objects.exists()


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        run(tmp_path / "nowhere.csv")
    with pytest.raises(CommandError, match="There is no file"):
        run(tmp_path)


def test_an_error_in_the_middle_leaves_nothing_behind(file, monkeypatch):
    from groups.actions import importing

    def broken(*args, **kwargs):
        raise RuntimeError("disk full")

    monkeypatch.setattr(importing, "_tell", broken)

    with pytest.raises(RuntimeError):
        run(file(GOOD))

    assert not UserGroup.objects.exists()


def test_imported_groups_are_found_by_search(file):
    from wagtail.search.backends import get_search_backend

    run(file(GOOD))

    assert [g.name for g in get_search_backend().autocomplete("koln", UserGroup.objects.all())] == [
        "Köln Cloud"
    ]


def test_queries_do_not_grow_with_the_list(file, django_assert_max_num_queries):
    rows = [f"Group {n},Köln,Germany,,,,,{n}," for n in range(60)]

    with django_assert_max_num_queries(40):
        run(file(*rows))
    with django_assert_max_num_queries(12):
        run(file(*rows))


def test_with_nominatim_a_town_that_nobody_knows_is_asked_for(file, settings, monkeypatch):
    from core import outbox

    monkeypatch.setattr(outbox, "wake", type("Wake", (), {"enqueue": staticmethod(lambda pk: None)}))
    settings.GEOCODER = "nominatim"

    run(file("Surf Cloud,Ericeira,Portugal,,,,,a,", GOOD))

    job, told = Job.objects.get(kind="groups.locate"), {"group": UserGroup.objects.get(name="Surf Cloud").pk}
    assert job.payload == told

    run(file("Surf Cloud,Ericeira,Portugal,,,,,a,", GOOD))
    assert Job.objects.get(kind="groups.locate") == job

    Job.objects.filter(pk=job.pk).update(failed_at=job.due_at, attempts=8)
    run(file("Surf Cloud,Ericeira,Portugal,,,,,a,", GOOD))
    assert Job.objects.filter(pk=job.pk, failed_at=None, attempts=0).exists()

    run(file("Surf Cloud,Peniche de Cima,Portugal,,,,,a,", GOOD))
    assert [row.payload for row in Job.objects.filter(kind="groups.locate")] == [told, told]


def test_the_example_in_this_file_is_a_csv():
    assert len(next(csv.reader([GOOD]))) == len(HEADER.split(","))
