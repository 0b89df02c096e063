"""Two memberships of one human being in one group become one."""

import datetime as dt

import pytest

from groups.models import Membership
from people.actions.merging import merge
from tests.factories.groups import make_group, make_membership
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kept_role", "gone_role", "role"),
    [
        ("member", "member", "member"),
        ("member", "organizer", "organizer"),
        ("organizer", "member", "organizer"),
    ],
)
def test_whoever_is_in_a_group_twice_keeps_the_higher_role_and_the_earlier_day(kept_role, gone_role, role):
    group, kept, gone = make_group(), make_person("Ada Lark"), make_person("A. Lark")
    make_membership(group, kept, kept_role)
    earlier = make_membership(group, gone, gone_role)
    earlier.joined_at -= dt.timedelta(days=400)
    earlier.save()

    merge(by=None, kept=kept, gone=gone)

    [only] = Membership.objects.all()
    assert (only.person, only.role, only.joined_at) == (kept, role, earlier.joined_at)


def test_a_group_never_loses_its_last_organizer_by_a_merge(client):
    group, kept, gone = make_group(), make_person("Ada Lark", is_public=True), make_person("A. Lark")
    make_membership(group, kept)
    make_membership(group, gone, "organizer")
    assert "Ada Lark" not in client.get(group.get_absolute_url()).content.decode()

    merge(by=None, kept=kept, gone=gone)

    assert "Ada Lark" in client.get(group.get_absolute_url()).content.decode()
