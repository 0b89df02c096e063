import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from core.models import AuditEntry
from groups.actions import membership as actions
from groups.models import Membership
from tests.factories.groups import make_group, make_membership
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)


def test_joining_twice_is_joining_once():
    group, user = make_group(), make_user(name="Ada")

    for _ in range(2):
        actions.join(group=group, person=user.person, by=user, now=NOW)

    assert Membership.objects.get().role == "member"
    assert AuditEntry.objects.filter(verb="joined").count() == 1


def test_nobody_joins_a_closed_group():
    group, user = make_group(status="closed"), make_user(name="Ada")

    with pytest.raises(PermissionDenied):
        actions.join(group=group, person=user.person, by=user, now=NOW)


def test_leaving():
    group, user = make_group(), make_user(name="Ada")
    make_membership(group, user.person)

    assert actions.leave(group=group, person=user.person, by=user, now=NOW)
    assert not actions.leave(group=group, person=user.person, by=user, now=NOW)


def test_only_organizers_remove_others():
    group, user, other = make_group(), make_user(name="Ada"), make_user(name="Bo")
    make_membership(group, user.person)
    make_membership(group, other.person)

    with pytest.raises(PermissionDenied):
        actions.leave(group=group, person=other.person, by=user, now=NOW)

    assert Membership.objects.count() == 2


def test_the_last_organizer_stays_until_there_is_another():
    group, user, other = make_group(), make_user(name="Ada"), make_user(name="Bo")
    make_membership(group, user.person, "organizer")
    make_membership(group, other.person)

    with pytest.raises(actions.LastOrganizer):
        actions.leave(group=group, person=user.person, by=user, now=NOW)
    with pytest.raises(actions.LastOrganizer):
        actions.make_member(group=group, person=user.person, by=user, now=NOW)
    actions.make_organizer(group=group, person=other.person, by=user, now=NOW)
    actions.leave(group=group, person=user.person, by=user, now=NOW)

    assert Membership.objects.get().person == other.person


def test_staff_may_take_the_last_organizer():
    group, user = make_group(), make_user(name="Ada")
    make_membership(group, user.person, "organizer")

    assert actions.leave(group=group, person=user.person, by=make_user(is_staff=True), now=NOW)


def test_only_a_member_becomes_organizer():
    group, user = make_group(), make_user(name="Ada")

    with pytest.raises(actions.NotAMember):
        actions.make_organizer(group=group, person=user.person, by=make_user(is_staff=True), now=NOW)


@pytest.mark.django_db(transaction=True)
def test_who_is_made_organizer_is_told_once():
    group, user = make_group("Köln Cloud"), make_user(name="Ada")
    make_membership(group, user.person)

    for _ in range(2):
        actions.make_organizer(group=group, person=user.person, by=make_user(is_staff=True), now=NOW)

    (letter,) = mail.outbox
    assert letter.to == [user.email]
    assert "You organize Köln Cloud now" in letter.subject
    assert f"/desk/groups/{group.slug}/" in letter.body
