"""Two editors and one timetable: each drop has its number, and none is lost."""

import datetime as dt
import threading

import pytest
from django.db import connection

from events.actions.event import NotNow
from events.programme import draft
from events.programme.actions import session as sessions
from events.programme.actions import timetable as actions
from events.programme.models import Move, Placement, Room, Session, Timetable
from events.programme.rules.conflicts import Kind
from tests.factories.events import make_event
from tests.factories.people import make_person, make_user
from tests.factories.speakers import make_talk

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 3, 1, tzinfo=dt.UTC)
NINE = dt.datetime(2027, 3, 27, 8, tzinfo=dt.UTC)


def at(minutes):
    return NINE + dt.timedelta(minutes=minutes)


@pytest.fixture
def event():
    return make_event(kind="summit", starts_at=NINE, ends_at=at(3 * 24 * 60))


@pytest.fixture
def hall(event):
    return Room.objects.create(event=event, name="Hall", slug="hall", capacity=20)


@pytest.fixture
def loft(event):
    return Room.objects.create(event=event, name="Loft", slug="loft", position=1)


@pytest.fixture
def ann():
    return make_user("ann@people.example", name="Ann Ash")


@pytest.fixture
def bo():
    return make_user("bo@people.example", name="Bo Birch")


@pytest.fixture
def talk(event):
    return make_talk(event, make_person())


def move(session, room, start, end, *, seen, by=None):
    return actions.move(
        session=session, room=room, starts_at=at(start), ends_at=at(end), seen=seen, by=by, now=NOW
    )


def test_a_drop_is_drafted_beside_what_everybody_sees(event, hall, talk, ann):
    moved = move(talk, hall, 0, 30, seen=0, by=ann)

    talk.refresh_from_db()
    assert (talk.starts_at, talk.room, talk.sequence) == (None, None, 0)
    placement = Placement.objects.get()
    assert (placement.room, placement.starts_at, placement.ends_at) == (hall, at(0), at(30))
    row = Move.objects.get()
    assert (moved.number, moved.move, moved.others) == (1, row, [])
    assert (row.number, row.by, row.before["starts_at"], row.after["room"]) == (1, ann, None, hall.pk)


def test_back_where_everybody_sees_it_nothing_is_ahead(event, hall):
    talk = make_talk(event, make_person(), room=hall, starts_at=at(0), ends_at=at(30))
    move(talk, hall, 60, 90, seen=0)
    assert draft.drafted(event)[0].is_ahead

    move(talk, hall, 0, 30, seen=1)

    assert not Placement.objects.exists()
    assert not draft.drafted(event)[0].is_ahead


def test_the_same_drop_sent_twice_is_one(event, hall, talk):
    move(talk, hall, 0, 30, seen=0)

    again = move(talk, hall, 0, 30, seen=0)

    assert (again.number, again.move) == (1, None)
    assert Move.objects.count() == 1


def test_who_saw_an_older_draft_cannot_move_what_was_moved_since(event, hall, loft, talk, ann, bo):
    move(talk, hall, 0, 30, seen=0, by=ann)

    with pytest.raises(actions.ChangedMeanwhile) as refused:
        move(talk, loft, 0, 30, seen=0, by=bo)

    assert refused.value.number == 1
    assert [one.by for one in refused.value.against] == [ann]
    assert Placement.objects.get().room == hall
    assert move(talk, loft, 0, 30, seen=1, by=bo).number == 2


def test_who_saw_an_older_draft_cannot_drop_on_what_was_put_there_since(event, hall, loft, talk, ann, bo):
    other = make_talk(event, make_person())
    move(other, hall, 0, 30, seen=0, by=ann)

    with pytest.raises(actions.ChangedMeanwhile):
        move(talk, hall, 20, 40, seen=0, by=bo)
    with pytest.raises(actions.ChangedMeanwhile):
        move(talk, None, 20, 40, seen=0, by=bo)  # all rooms
    moved = move(
        talk, hall, 30, 60, seen=0, by=bo
    )  # half-open: what ends as the next begins is not in the way

    assert (moved.number, [one.session for one in moved.others]) == (2, [other])


def test_what_has_moved_on_is_not_in_the_way(event, hall, loft, talk, ann, bo):
    other = make_talk(event, make_person())
    move(other, hall, 0, 30, seen=0, by=ann)
    move(other, loft, 0, 30, seen=1, by=ann)

    assert move(talk, hall, 0, 30, seen=0, by=bo).number == 3


def test_seeing_the_others_move_one_may_drop_on_it(event, hall, talk):
    other = make_talk(event, make_person())
    move(other, hall, 0, 30, seen=0)

    move(talk, hall, 0, 30, seen=1)

    assert [one.kind for one in draft.of(event).found] == [Kind.ROOM]


def test_it_is_taken_out_again(event, hall, talk):
    move(talk, hall, 0, 30, seen=0)

    actions.unplace(session=talk, seen=1, by=None, now=NOW)

    assert draft.drafted(event)[0].starts_at is None
    assert Timetable.objects.get().edits == 2


def test_what_is_shown_can_be_drafted_out_of_the_timetable(event, hall):
    talk = make_talk(event, make_person(), room=hall, starts_at=at(0), ends_at=at(30))

    actions.unplace(session=talk, seen=0, by=None, now=NOW)

    assert draft.drafted(event)[0].starts_at is None
    assert Placement.objects.get().starts_at is None
    talk.refresh_from_db()
    assert talk.starts_at == at(0)


def test_undo_takes_back_ones_own_last_move_then_the_one_before(event, hall, loft, talk, ann, bo):
    other = make_talk(event, make_person())
    move(talk, hall, 0, 30, seen=0, by=ann)
    move(talk, loft, 0, 30, seen=1, by=ann)
    move(other, hall, 0, 30, seen=2, by=bo)

    first = actions.undo(event=event, seen=3, by=ann, now=NOW)
    assert draft.of(event).by_id[talk.pk].room_id == hall.pk
    actions.undo(event=event, seen=4, by=ann, now=NOW)

    assert draft.of(event).by_id[talk.pk].starts_at is None
    assert draft.of(event).by_id[other.pk].room_id == hall.pk
    assert first.move.undoes.number == 2
    assert list(Move.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    with pytest.raises(actions.NothingToUndo):
        actions.undo(event=event, seen=5, by=ann, now=NOW)


def test_what_somebody_else_moved_since_is_not_undone(event, hall, loft, talk, ann, bo):
    move(talk, hall, 0, 30, seen=0, by=ann)
    move(talk, loft, 0, 30, seen=1, by=bo)

    with pytest.raises(actions.ChangedMeanwhile) as refused:
        actions.undo(event=event, seen=2, by=ann, now=NOW)

    assert [one.by for one in refused.value.against] == [bo]
    assert draft.of(event).by_id[talk.pk].room_id == loft.pk


def test_nobody_undoes_anothers_moves(event, hall, talk, ann, bo):
    move(talk, hall, 0, 30, seen=0, by=ann)

    with pytest.raises(actions.NothingToUndo):
        actions.undo(event=event, seen=1, by=bo, now=NOW)


def test_places_that_cannot_be(event, hall, talk):
    foreign = Room.objects.create(event=make_event(), name="Else", slug="else")
    for room, start, end in (
        (foreign, 0, 30),
        (hall, 30, 30),
        (hall, 30, 0),
        (hall, 0, 25 * 60),
        (hall, 9000, 9030),
    ):
        with pytest.raises(actions.NoSuchPlace):
            move(talk, room, start, end, seen=0)
    assert not Timetable.objects.exists()


def test_what_is_cancelled_stays_where_it_was(event, hall):
    talk = make_talk(event, make_person(), status="cancelled", room=hall, starts_at=at(0), ends_at=at(30))

    with pytest.raises(NotNow):
        move(talk, hall, 60, 90, seen=0)


def facts(**more):
    return sessions.Facts(**{"title": "Roots", "status": "confirmed", "room": "Hall", **more})


def test_the_form_of_a_session_writes_at_once_while_nothing_is_drafted(event, hall):
    made = sessions.make(event=event, facts=facts(starts_at=at(0), ends_at=at(30)), by=None, now=NOW)

    made.refresh_from_db()
    assert (made.room, made.starts_at) == (hall, at(0))
    assert not Placement.objects.exists()


def test_the_form_of_a_session_drafts_once_somebody_did(event, hall, loft, talk):
    move(talk, loft, 0, 30, seen=0)
    made = sessions.make(event=event, facts=facts(starts_at=at(0), ends_at=at(30)), by=None, now=NOW)
    sessions.change(
        session=talk, facts=facts(title="Stems", starts_at=at(60), ends_at=at(90)), by=None, now=NOW, seen=2
    )

    made.refresh_from_db()
    talk.refresh_from_db()
    assert (made.starts_at, talk.starts_at, talk.title, talk.sequence) == (None, None, "Stems", 0)
    now_at = {one.session.title: one.starts_at for one in draft.drafted(event)}
    assert now_at == {"Roots": at(0), "Stems": at(60)}
    with pytest.raises(actions.ChangedMeanwhile):
        sessions.change(session=talk, facts=facts(), by=None, now=NOW, seen=1)
    talk.refresh_from_db()
    assert talk.title == "Stems"


def test_what_an_import_writes_stands_at_once_and_editors_are_told(event, hall, loft, talk, ann, bo):
    move(talk, loft, 0, 30, seen=0, by=ann)
    held = actions.hold(event)
    was = {talk: actions.Place.of(talk)}
    talk.room, talk.starts_at, talk.ends_at = hall, at(60), at(90)
    talk.save()

    actions.follow(timetable=held, was=was, by=bo, now=NOW)

    assert not Placement.objects.exists()
    assert draft.drafted(event)[0].room_id == hall.pk
    with pytest.raises(actions.ChangedMeanwhile):
        move(talk, loft, 30, 60, seen=1, by=ann)
    assert list(Move.objects.values_list("number", "by")) == [(1, ann.pk), (2, bo.pk)]


def dropped_at_once(event, hall, number):
    """As many editors, each with a session and a free place of their own; what went wrong is returned."""
    talks = [make_talk(event, make_person()) for _ in range(number)]
    start, errors = threading.Barrier(number), []

    def drop(n, talk):
        try:
            start.wait()
            move(talk, hall, n * 30, n * 30 + 30, seen=0)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=drop, args=(n, talk)) for n, talk in enumerate(talks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def all_are_numbered(event, number):
    numbers = Move.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, number + 1))
    assert Timetable.objects.get().edits == number
    assert Session.objects.filter(placement__isnull=False).count() == number


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_are_numbered_without_a_gap(event, hall):
    assert dropped_at_once(event, hall, 8) == []
    all_are_numbered(event, 8)


@pytest.mark.heavy(sabotage=["lock"])
@pytest.mark.django_db(transaction=True)
def test_forty_at_once_are_numbered_without_a_gap(event, hall, sabotage, monkeypatch):
    if sabotage == "lock":
        Timetable.objects.create(event=event)
        monkeypatch.setattr(actions, "drop", actions.drop.__wrapped__)
        monkeypatch.setattr(actions, "hold", lambda event: Timetable.objects.get(event=event))

    assert dropped_at_once(event, hall, 40) == []
    all_are_numbered(event, 40)
