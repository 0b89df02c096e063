import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType

from core.models import AuditEntry, FormerName
from events.models import Crew, Event
from events.programme.models import Session, SessionSpeaker
from groups.models import Membership, UserGroup
from people.actions import claim as claiming
from people.actions import merging
from people.models import Claim, Person, Standing
from tests.factories.people import make_claim, make_person, make_user
from tests.people.letters import delivered

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)


def make_event():
    return Event.objects.create(
        slug="a-meetup",
        title="A meetup",
        timezone="UTC",
        starts_at=NOW,
        ends_at=NOW + dt.timedelta(hours=2),
        status="published",
        shown_changed_at=NOW,
    )


def make_talk(event, *people, title="On sealing"):
    talk = Session.objects.create(event=event, title=title, status="confirmed", shown_changed_at=NOW)
    for position, one in enumerate(people):
        SessionSpeaker.objects.create(session=talk, person=one, position=position)
    return talk


def make_group(name="Bonn"):
    return UserGroup.objects.create(slug=name.lower(), name=name)


def test_a_profile_is_asked_for_once():
    speaker, user = make_person(is_public=True), make_user(name="Me")

    first = claiming.ask(by=user, person=speaker, because="See my site", now=NOW)
    again = claiming.ask(by=user, person=speaker, because="Please", now=NOW)

    assert again == first and again.because == "See my site"


def test_a_profile_with_an_account_cannot_be_asked_for():
    owner, user = make_user(name="Owner"), make_user(name="Me")

    with pytest.raises(claiming.ClaimRefused):
        claiming.ask(by=user, person=owner.person, because="Mine", now=NOW)


def test_granting_moves_all_that_the_account_had():
    staff, user = make_user(is_staff=True), make_user(name="Me", email="me@people.example")
    own, speaker = user.person, make_person("Ada Lark", is_public=True, slug="ada-lark")
    event, group = make_event(), make_group()
    old_talk, own_talk = make_talk(event, speaker), make_talk(event, own, title="Mine")
    Membership.objects.create(group=group, person=own, role="organizer", joined_at=NOW)
    Crew.objects.create(event=event, person=own, role="door")
    Standing.objects.create(person=own, kind="mentor", starts_on=NOW.date(), because="Helped")
    Person.objects.filter(pk=own.pk).update(headline="Runs clouds")

    claiming.grant(by=staff, claim=make_claim(person=speaker, user=user), now=NOW)

    user.refresh_from_db()
    mine = Person.objects.get(user=user)
    assert mine == speaker and not Person.objects.filter(pk=own.pk).exists()
    assert set(mine.sessions.all()) == {old_talk, own_talk}
    assert mine.memberships.get().role == "organizer"
    assert mine.crew.get().role == "door"
    assert mine.standings.get().because == "Helped"
    assert (mine.name, mine.headline) == ("Ada Lark", "Runs clouds")
    assert FormerName.objects.get(slug=own.slug).thing_id == mine.pk
    assert AuditEntry.objects.filter(verb="merge", thing_id=str(mine.pk)).exists()
    assert [letter.to for letter in delivered()] == [["me@people.example"]]


def test_what_both_have_stands_once():
    staff, user, speaker = make_user(is_staff=True), make_user(name="Me"), make_person(is_public=True)
    event, group = make_event(), make_group()
    talk = make_talk(event, speaker, user.person)
    for one in (speaker, user.person):
        Membership.objects.create(group=group, person=one, joined_at=NOW)

    claiming.grant(by=staff, claim=make_claim(person=speaker, user=user), now=NOW)

    assert list(talk.speakers.all()) == [speaker]
    assert group.memberships.get().person == speaker


def test_a_twin_may_take_over_from_the_row_that_goes(monkeypatch):
    kept, gone, group = make_person("A"), make_person("B"), make_group()
    Membership.objects.create(group=group, person=kept, role="member", joined_at=NOW)
    Membership.objects.create(group=group, person=gone, role="organizer", joined_at=NOW)

    def absorb(self, other):
        Membership.objects.filter(pk=self.pk).update(role=other.role)

    monkeypatch.setattr(Membership, "absorb", absorb, raising=False)

    merging.merge(by=None, kept=kept, gone=gone)

    assert group.memberships.get().role == "organizer"


def test_every_model_that_points_at_a_person_is_walked():
    """A new relation is moved without anybody thinking of it; this names those that there are."""
    relations = {
        f"{relation.related_model._meta.label_lower}.{relation.field.name}"
        for relation in Person._meta.get_fields(include_hidden=True)
        if relation.auto_created and (relation.one_to_many or relation.one_to_one)
    }

    assert {
        "programme.sessionspeaker.person",
        "groups.membership.person",
        "booking.registration.person",
        "booking.order.person",
        "speakers.proposal.person",
        "events.crew.person",
        "people.standing.person",
        "home.articlepage.author",
    } <= relations
    assert ContentType.objects.get_for_model(Person)


def test_a_claim_is_decided_once():
    staff, user, speaker = make_user(is_staff=True), make_user(name="Me"), make_person(is_public=True)
    asked = make_claim(person=speaker, user=user)
    claiming.refuse(by=staff, claim=asked, now=NOW)

    with pytest.raises(claiming.ClaimRefused):
        claiming.grant(by=staff, claim=asked, now=NOW)
    speaker.refresh_from_db()
    assert speaker.user is None


def test_others_who_asked_for_the_same_profile_are_refused():
    staff, user, other = make_user(is_staff=True), make_user(name="Me"), make_user(name="Other")
    speaker = make_person(is_public=True)
    theirs = make_claim(person=speaker, user=other)

    claiming.grant(by=staff, claim=make_claim(person=speaker, user=user), now=NOW)

    theirs.refresh_from_db()
    assert theirs.status == Claim.Status.REFUSED


def test_a_second_profile_of_the_same_human_joins_the_first():
    staff, user = make_user(is_staff=True), make_user(name="Me")
    one, two = make_person("Ada Lark", slug="ada-1"), make_person("A. Lark", slug="ada-2")
    event = make_event()
    make_talk(event, one), make_talk(event, two, title="Two")
    claiming.grant(by=staff, claim=make_claim(person=one, user=user), now=NOW)

    claiming.grant(by=staff, claim=make_claim(person=two, user=user), now=NOW)

    mine = Person.objects.get(user=user)
    assert mine.sessions.count() == 2
    assert set(FormerName.objects.values_list("thing_id", flat=True)) == {mine.pk}


def test_what_cannot_be_dropped_stops_the_merge_and_nothing_is_half_done(monkeypatch):
    kept, gone = make_person("A", slug="a"), make_person("B", slug="b")
    talk = make_talk(make_event(), kept, gone)
    alone = make_talk(talk.event, gone, title="Alone")

    def cannot(row, field, kept):
        raise merging.CannotMerge(row)

    monkeypatch.setattr(merging, "_drop", cannot)

    with pytest.raises(merging.CannotMerge):
        merging.merge(by=None, kept=kept, gone=gone)

    assert list(alone.speakers.all()) == [gone]
