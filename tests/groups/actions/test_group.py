import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core.models import AuditEntry, FormerName, Job, PlaceAnswer
from groups.actions import group as actions
from groups.actions.group import TooManyFounded
from groups.models import Membership, UserGroup
from groups.rules.facts import Facts
from tests.factories.groups import make_group, make_membership
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
FACTS = Facts(
    name="Köln Cloud", city="Köln", country="DE", latitude=50.94, longitude=6.96, located_by="gazetteer",
    timezone="Europe/Berlin",
)  # fmt: skip


def test_who_founds_a_group_organizes_it():
    user = make_user(name="Ada")

    group = actions.found(facts=FACTS, by=user, now=NOW)

    assert (group.slug, group.status, group.founded_on) == ("koln-cloud", "active", NOW.date())
    assert Membership.objects.get(group=group).role == "organizer"
    assert AuditEntry.objects.get(verb="founded").by == user


def test_without_a_verified_address_nobody_founds():
    with pytest.raises(PermissionDenied):
        actions.found(facts=FACTS, by=make_user(verified=False, name="Ada"), now=NOW)

    assert not UserGroup.objects.exists()


def test_so_many_a_day_and_not_more():
    user = make_user(name="Ada")
    for _ in range(actions.MOST_FOUNDED_A_DAY):
        actions.found(facts=FACTS, by=user, now=NOW)

    with pytest.raises(TooManyFounded):
        actions.found(facts=FACTS, by=user, now=NOW)

    assert len(set(UserGroup.objects.values_list("slug", flat=True))) == actions.MOST_FOUNDED_A_DAY


def test_a_former_address_is_never_given_away():
    FormerName.objects.create(kind="groups.usergroup", slug="koln-cloud", thing_id=make_group().pk)

    assert actions.found(facts=FACTS, by=make_user(is_staff=True), now=NOW).slug != "koln-cloud"


def test_a_reserved_name_is_no_address():
    group = actions.found(facts=Facts(name="New", is_virtual=True), by=make_user(is_staff=True), now=NOW)

    assert group.slug != "new"


@pytest.mark.parametrize(
    "facts", [Facts(name=""), Facts(name="A", timezone="Mars/Olympus"), Facts(name="x" * 161)]
)
def test_what_must_never_be_is_refused(facts):
    with pytest.raises(ValidationError):
        actions.found(facts=facts, by=make_user(is_staff=True), now=NOW)

    assert not UserGroup.objects.exists() and not AuditEntry.objects.exists()


def test_organizers_change_and_others_do_not():
    group, organizer, member = make_group(), make_user(name="Ada"), make_user(name="Bo")
    make_membership(group, organizer.person, "organizer")
    make_membership(group, member.person)

    actions.change(group=group, facts=FACTS, by=organizer, now=NOW)
    with pytest.raises(PermissionDenied):
        actions.change(group=group, facts=FACTS, by=member, now=NOW)

    group.refresh_from_db()
    assert group.name == "Köln Cloud"
    assert "name" in AuditEntry.objects.get(verb="changed").details["changed"]


def test_a_change_of_nothing_writes_nothing():
    staff = make_user(is_staff=True)
    group = actions.found(facts=FACTS, by=staff, now=NOW)

    actions.change(group=group, facts=FACTS, slug=group.slug, by=staff, now=NOW)

    assert not AuditEntry.objects.filter(verb="changed").exists()


def test_a_new_address_leaves_the_old_one_as_a_redirect_and_may_come_back():
    staff = make_user(is_staff=True)
    group = actions.found(facts=FACTS, by=staff, now=NOW)

    actions.change(group=group, facts=FACTS, slug="rhein-cloud", by=staff, now=NOW)
    assert FormerName.objects.get(slug="koln-cloud").thing_id == group.pk
    actions.change(group=group, facts=FACTS, slug="koln-cloud", by=staff, now=NOW)

    group.refresh_from_db()
    assert group.slug == "koln-cloud"
    assert list(FormerName.objects.values_list("slug", flat=True)) == ["rhein-cloud"]


def test_somebody_elses_address_present_or_former_is_refused():
    staff = make_user(is_staff=True)
    group, other = make_group(), make_group(slug="taken")
    FormerName.objects.create(kind="groups.usergroup", slug="was-taken", thing_id=other.pk)

    for slug in ("taken", "was-taken", "new", "Not a slug"):
        with pytest.raises(ValidationError):
            actions.change(group=group, facts=FACTS, slug=slug, by=staff, now=NOW)

    assert UserGroup.objects.get(pk=group.pk).name == group.name or group.name


def test_an_unknown_town_is_asked_for(monkeypatch):
    from core import outbox

    monkeypatch.setattr(outbox, "wake", type("Wake", (), {"enqueue": staticmethod(lambda pk: None)}))
    facts = Facts(name="Surf Cloud", city="Ericeira", country="PT", timezone="Europe/Lisbon")

    group = actions.found(facts=facts, by=make_user(is_staff=True), now=NOW)

    assert Job.objects.get(kind="groups.locate").payload == {"group": group.pk}


def test_an_answer_places_a_group_that_has_only_its_country():
    answer = PlaceAnswer(
        query="ericeira", found=True, latitude=38.96, longitude=-9.41, country_code="PT", timezone="Europe/Lisbon",
        provider="nominatim",
    )  # fmt: skip
    vague = make_group(city="Ericeira", country="PT", located_by="country")
    exact = make_group(city="Ericeira", country="PT", located_by="organizer")
    abroad = make_group(city="Ericeira", country="BR", located_by="country")

    placed = [actions.place_at(group=group, answer=answer, now=NOW) for group in (vague, exact, abroad)]

    assert placed == [True, False, False]
    vague.refresh_from_db()
    assert (vague.latitude, vague.located_by, vague.timezone) == (38.96, "nominatim", "Europe/Lisbon")
