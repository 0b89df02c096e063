"""A row is found by the new name of what it names: its group, its venue, its speaker."""

import pytest
from django.core.management import call_command

from core import clock, indexing, outbox
from core.models import Job
from home.search import find
from people.actions.merging import merge
from tests.factories.events import make_event, make_venue
from tests.factories.groups import make_group
from tests.factories.people import make_person
from tests.factories.speakers import make_talk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("indexed")]


def counts(query):
    return {hits.kind.name: hits.count for hits in find(query) if hits.count}


def work():
    outbox.sweep(clock.now())


def jobs():
    return Job.objects.filter(kind=indexing.FOLLOW).count()


def test_an_event_is_found_by_its_groups_new_name_and_its_venues():
    group, venue = make_group("Marzipan group", city=""), make_venue("Marzipan hall")
    make_event("An evening", group=group)
    make_event("A morning", venue=venue)

    group.name, venue.name = "Nougat group", "Nougat hall"
    group.save()
    venue.save()
    work()

    assert counts("marzipan") == {} and counts("nougat") == {"events": 2, "groups": 1}


def test_a_talk_is_found_by_its_speakers_new_name():
    event, speaker = make_event(), make_person("Mira Marzipan", is_public=True)
    talk = make_talk(event, speaker)
    talk.save()  # as the actions do, once its speakers stand
    assert counts("marzipan") == {"people": 1, "talks": 1}

    speaker.name = "Mira Nougat"
    speaker.save()
    work()

    assert counts("marzipan") == {} and counts("nougat") == {"people": 1, "talks": 1}


def test_a_talk_of_somebody_merged_is_found_by_the_name_that_stays():
    kept, gone = make_person("Mira Nougat", is_public=True), make_person("Mira Marzipan")
    make_talk(make_event(), gone).save()

    merge(by=None, kept=kept, gone=gone)
    work()

    assert counts("marzipan") == {} and counts("nougat") == {"people": 1, "talks": 1}


def test_what_nobody_names_puts_no_job():
    group = make_group()
    group.save()
    make_event(group=group)
    assert jobs() == 0

    group.save()
    assert jobs() == 1


def test_an_import_puts_one_job_for_all_its_groups(tmp_path, django_assert_max_num_queries):
    def bring(names):
        rows = [f"{name},Köln,Germany,{n}" for n, name in enumerate(names)]
        list_ = tmp_path / "groups.csv"
        list_.write_text("\n".join(["name,city,country,id", *rows]) + "\n")
        call_command("import_groups", str(list_), verbosity=0)

    from groups.models import UserGroup

    bring([f"Marzipan {n}" for n in range(30)])
    assert jobs() == 0
    for group in UserGroup.objects.all():
        make_event(f"Evening {group.pk}", group=group)

    bring([f"Nougat {n}" for n in range(30)])
    assert jobs() == 1
    with django_assert_max_num_queries(60):
        work()

    assert counts("marzipan") == {} and counts("nougat") == {"events": 30, "groups": 30}
