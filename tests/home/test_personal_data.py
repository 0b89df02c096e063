import datetime as dt
import json

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models
from django.db.models import Q

from core import audit, clock, outbox
from core.models import AuditEntry, Community, CoreDocument, CoreImage, FormerName, Job
from core.personal_data import holdings
from events.booking.actions import payment as payments
from events.booking.models import Order, Refund, Registration
from events.models import Crew
from groups.models import Membership
from home.actions import personal_data
from people.models import Person, Standing, User
from scripts.import_laws import APPS
from speakers.models import Proposal
from tests.factories.booking import make_registration
from tests.factories.events import make_crew, make_event
from tests.factories.groups import make_group, make_membership
from tests.factories.paying import make_paid_event, order_seats
from tests.factories.people import PASSWORD, make_person, make_user
from tests.factories.speakers import make_call, make_proposal, make_talk

pytestmark = pytest.mark.django_db

# An address or a person in these is nobody's data, for the reason given.
NOT_OF_A_PERSON = {
    Community: "the community's own address",
    CoreImage: "an upload is the site's; it forgets who made it with the account, and a portrait goes with its person",
    CoreDocument: "the same",
}
OURS = {app.rsplit(".", 1)[-1] for app in APPS} | {"core"}


def fields_about_people(model):
    for field in model._meta.local_fields:
        if (
            isinstance(field, models.EmailField)
            or isinstance(field, models.ForeignKey)
            and field.related_model in (User, Person)
        ):
            yield field.name


def test_every_model_with_somebodys_data_has_an_entry():
    held = {entry.model for entry in holdings()}
    missing = {
        model._meta.label: fields
        for model in apps.get_models()
        if model._meta.app_label in OURS
        and model not in held
        and model not in NOT_OF_A_PERSON
        and (fields := list(fields_about_people(model)))
    }

    assert missing == {}


def test_what_libraries_keep_goes_with_the_account_or_forgets_it():
    kept = {
        f"{model._meta.label}.{field.name}": field.remote_field.on_delete.__name__
        for model in apps.get_models()
        if model._meta.app_label not in OURS
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and field.related_model in (User, Person)
        and field.remote_field.on_delete not in (models.CASCADE, models.SET_NULL)
    }

    # Wagtail's logs keep the bare number of an account that is gone.
    assert {name for name, rule in kept.items() if rule != "DO_NOTHING"} == set()


@pytest.fixture
def ada():
    """Somebody with data in every room."""
    user = make_user("ada@people.example", name="Ada Lark")
    person = user.person
    coming = make_event("Coming", capacity=5, taken=1)
    past = make_event("Past", starts_at=clock.now().replace(year=2020))
    make_registration(coming, name="Ada Lark", email="Ada@people.example", person=person)
    make_registration(past, name="Ada Lark", email="ada@people.example")
    make_membership(make_group(), person)
    make_crew(coming, person)
    Standing.objects.create(person=person, kind="active-user", starts_on=clock.now().date(), because="spoke")
    audit.note(by=user, verb="invite", thing=coming, to="ada@people.example")
    outbox.put("nothing.known", {"email": "ada@people.example"}, due_at=clock.now().replace(year=2040))
    FormerName.objects.create(kind="people.person", slug="ada-l", thing_id=person.pk)
    return user


def test_export_tells_everything_and_no_secret(ada, tmp_path):
    call_command("export_person", "ADA@people.example", str(tmp_path / "out"))

    told = {file.name: json.loads(file.read_text()) for file in (tmp_path / "out").glob("*.json")}
    assert {len(told["booking.registration.json"]), len(told["booking.order.json"])} == {2}
    assert told["people.person.json"][0]["name"] == "Ada Lark"
    assert told["groups.membership.json"][0]["role"] == "member"
    assert "password" not in told["people.user.json"][0]
    assert "argon" not in json.dumps(told) and ada.password not in json.dumps(told)


def test_export_twice_changes_nothing(ada, tmp_path, capsys):
    call_command("export_person", "ada@people.example", str(tmp_path))
    capsys.readouterr()
    call_command("export_person", "ada@people.example", str(tmp_path))

    assert capsys.readouterr().out.strip().splitlines()[-1].startswith("new 0, ")


@pytest.mark.parametrize(
    "command", [["export_person", "who@people.example", "/tmp/none"], ["erase_person", "who@people.example"]]
)
def test_an_unknown_address_is_said_to_be_one(command):
    with pytest.raises(CommandError, match="Nothing is held under"):
        call_command(*command)


def test_erasing_leaves_nothing_of_a_person(ada, capsys):
    make_user("boss@people.example", is_staff=True)

    call_command("erase_person", "ada@people.example", "--yes")

    assert not User.objects.filter(email__icontains="ada").exists()
    assert not Person.objects.filter(name__icontains="ada").exists()
    assert not (Membership.objects.exists() or Crew.objects.exists() or Standing.objects.exists())
    assert set(Registration.objects.values_list("name", flat=True)) == {"—"}
    assert set(Order.objects.values_list("person", flat=True)) == {None}
    assert not FormerName.objects.exists()
    everything = json.dumps(list(AuditEntry.objects.values("details")) + list(Job.objects.values("payload")))
    assert "ada@people" not in everything.lower()
    assert AuditEntry.objects.filter(verb="erase person", by=None).count() == 1
    assert capsys.readouterr().out.strip().splitlines()[-1].startswith("new 0, changed ")


def test_erasing_gives_the_seat_to_the_next_in_line(ada):
    event = Registration.objects.get(event__title="Coming").event
    type(event).objects.filter(pk=event.pk).update(capacity=1, waiting=1)
    waiting = make_registration(event, status="waiting", waiting_since=clock.now(), confirmed_at=None)

    personal_data.erase_person(whose=personal_data.whose(user=ada), by=ada, now=clock.now())

    event.refresh_from_db()
    waiting.refresh_from_db()
    assert (event.taken, event.waiting, waiting.status) == (1, 0, "confirmed")


def test_erasing_gives_the_money_back_that_the_terms_promise(ada):
    event = make_paid_event(refunds_until=clock.now() + dt.timedelta(days=10))
    payments.record(
        order=order_seats(event, email=ada.email, pays_by="transfer"),
        method="transfer",
        by=None,
        now=clock.now(),
    )

    personal_data.erase_person(whose=personal_data.whose(user=ada), by=ada, now=clock.now())

    assert [row.amount_cents for row in Refund.objects.filter(payment__order__event=event)] == [4500]


def test_numbers_of_the_past_stay_true(ada):
    personal_data.erase_person(whose=personal_data.whose(user=ada), by=ada, now=clock.now())

    assert Registration.objects.filter(event__title="Past", status="confirmed").count() == 1


def test_a_speaker_leaves_a_programme_whole_and_no_name(ada):
    talk = make_talk(make_event("Summit", kind="summit"), ada.person, title="On oaks")
    call = make_call()
    make_proposal(call, ada.person, session=talk, status="accepted", notes="call me")
    make_proposal(call, ada.person, title="Declined")
    other = make_proposal(call, make_person("Bo"), co_speakers="Ada@people.example, bo@people.example")

    personal_data.erase_person(whose=personal_data.whose(user=ada), by=ada, now=clock.now())

    left = talk.speakers.get()
    assert (left.name, left.is_public, left.user) == ("Somebody who left", False, None)
    assert left.slug.startswith("left-") and "ada" not in left.slug
    assert list(Proposal.objects.filter(person=left).values_list("notes", flat=True)) == [""]
    other.refresh_from_db()
    assert other.co_speakers == "bo@people.example"


def test_a_guest_without_an_account_is_erased_as_well():
    event = make_event(taken=1)
    seat = make_registration(event, name="Guest", email="guest@people.example")
    make_registration(event, order=seat.order, holder=seat, is_own=False, name="Guest", email="")  # a dinner

    call_command("erase_person", "Guest@People.example", "--yes")

    mine = Q(email__icontains="guest@") | Q(name="Guest")
    assert not Registration.objects.filter(mine).exists()


def test_somebody_elses_data_stay(ada):
    bo = make_user("bo@people.example", name="Bo Reed")
    make_registration(make_event(), name="Bo Reed", email="bo@people.example", person=bo.person)

    personal_data.erase_person(whose=personal_data.whose(user=ada), by=ada, now=clock.now())

    assert Registration.objects.get(name="Bo Reed").person == bo.person


def test_an_address_that_was_never_verified_gives_nobody_anothers_data(ada):
    from allauth.account.models import EmailAddress

    thief = make_user("thief@people.example", name="Thief")
    EmailAddress.objects.create(user=thief, email="guest@people.example", verified=False)
    make_registration(make_event(), name="Guest", email="guest@people.example")

    assert personal_data.whose(user=thief).emails == {"thief@people.example"}


def test_the_last_administrator_cannot_leave(ada):
    ada.is_staff = True
    ada.save()

    with pytest.raises(CommandError, match="last who administers"):
        call_command("erase_person", "ada@people.example", "--yes")

    assert User.objects.filter(pk=ada.pk).exists()


@pytest.mark.usefixtures("still_clock")
def test_downloads_are_few_an_hour(client, ada):
    client.force_login(ada)

    answers = [client.post("/me/privacy/download/").status_code for _ in range(11)]

    assert answers == [200] * 10 + [302]


def test_people_download_and_erase_on_their_own_page(client, ada):
    client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})

    page = client.get("/me/privacy/")
    packed = client.post("/me/privacy/download/")
    asked = client.post("/me/privacy/erase/", {"email": "ada@people.example"})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    wrong = client.post("/me/privacy/erase/", {"email": "bo@people.example"})
    right = client.post("/me/privacy/erase/", {"email": "ada@people.example"})

    assert b"registrations" in page.content.lower()
    assert packed["Content-Type"] == "application/zip" and packed.content[:2] == b"PK"
    assert packed["Cache-Control"] == "private, no-store"
    assert asked["Location"].startswith("/accounts/reauthenticate/")
    assert wrong.status_code == 422
    assert right.status_code == 302 and not User.objects.filter(pk=ada.pk).exists()
    assert client.get("/me/").status_code == 302
