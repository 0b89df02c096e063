"""What speakers hand in, confirm and bring; who may read it."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from core.client import limit
from events.programme.models import Availability, Session, SessionFile
from speakers.models import CoSpeaker, Phase, Proposal, ProposalFile, Reviewer
from tests.factories.events import make_crew, make_event
from tests.factories.people import make_organisation, make_user
from tests.factories.speakers import (
    make_access_code,
    make_call,
    make_co_speaker,
    make_proposal,
    make_question,
    make_talk,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n"
DAY = dt.timedelta(days=1)


@pytest.fixture
def ada():
    return make_user("ada@people.example", name="Ada Lark")


@pytest.fixture
def call():
    start = dt.datetime(2027, 5, 12, 7, tzinfo=dt.UTC)
    event = make_event("Autumn summit", kind="summit", starts_at=start, ends_at=start + 2 * DAY)
    return make_call(event, confirm_days=10)


@pytest.fixture
def mine(client, ada):
    client.force_login(ada)
    return client


def accepted(call, ada, **fields):
    talk = make_talk(call.event, ada.person, status=fields.pop("shown", "draft"))
    at = clock.now()
    facts = {"status": "accepted", "session": talk, "confirm_by": at + DAY, **fields}
    return make_proposal(call, ada.person, title="Keys", **facts)


def pdf(name="keys.pdf"):
    return SimpleUploadedFile(name, PDF)


def whole(**fields):
    return {"title": "Keys", "abstract": "How.", "key": "form-key-one", "submit": "1", **fields}


# -- the form -----------------------------------------------------------------------------------------


def test_own_questions_and_what_is_needed_on_stage_are_asked_and_kept(mine, call):
    line = make_question(call, is_required=True)
    several = make_question(call, "Which days?", kind="several", options=["first", "second"])
    address, fields = call.get_absolute_url(), {"equipment": "A harp", "do_not_record": "on"}

    missing = mine.post(address, whole(**fields))
    assert missing.status_code == 422 and f"question-{line.pk}" in missing.context["form"].errors
    mine.post(
        address,
        whole(**fields, **{f"question-{line.pk}": "Here", f"question-{several.pk}": ["first", "second"]}),
    )

    row = Proposal.objects.get()
    assert row.answers == {str(line.pk): "Here", str(several.pk): ["first", "second"]}
    assert row.equipment == "A harp" and row.do_not_record


def test_answers_of_a_stranger_wait_for_them_behind_the_door(client, call, ada):
    several = make_question(call, kind="several", options=["first", "second"])
    sent = whole(**{f"question-{several.pk}": ["first", "second"]})

    assert client.post(call.get_absolute_url(), sent).status_code == 302
    client.force_login(ada)

    form = client.get(call.get_absolute_url()).context["form"]
    assert form[f"question-{several.pk}"].value() == ["first", "second"]


def test_no_more_is_taken_from_one_than_the_call_says(mine, call, ada):
    call.most_each = 1
    call.save()
    make_proposal(call, ada.person)
    make_proposal(call, ada.person, status="withdrawn")

    answer = mine.post(call.get_absolute_url(), whole())

    assert answer.status_code == 403 and "takes 1 proposal from each" in answer.content.decode()
    assert mine.post(call.get_absolute_url(), {**whole(), "submit": "", "save": "1"}).status_code == 403
    sent = {name: value for name, value in whole().items() if name != "submit"}
    assert mine.post(call.get_absolute_url(), {**sent, "save": "1"}).status_code == 302


def test_a_closed_call_opens_by_a_code(mine, call):
    call.opens_at, call.closes_at = clock.now() - 2 * DAY, clock.now() - DAY
    call.save()
    make_access_code(call)
    address = call.get_absolute_url()

    shut = mine.get(address).content.decode()
    assert "I have a code for this call" in shut and 'name="abstract"' not in shut
    assert "opens nothing here" in mine.get(address, {"code": "WRONG"}).content.decode()
    opened = mine.get(address, {"code": "late-bird"})
    assert opened.context["form"]["code"].value() == "late-bird" and opened.context["may_write"]
    assert mine.post(address, whole(code="WRONG")).status_code == 403
    assert mine.post(address, whole(code="late-bird")).status_code == 302
    row = Proposal.objects.get()
    assert row.status == "submitted" and row.access_code.uses == 1
    assert mine.get(row.get_absolute_url()).context["may_write"]


def test_codes_are_not_tried_out(client, call, still_clock):
    call.opens_at, call.closes_at = clock.now() - 2 * DAY, clock.now() - DAY
    call.save()
    make_access_code(call)

    assert "opens nothing here" in client.get(call.get_absolute_url(), {"code": "TRY"}).content.decode()
    for _ in range(59):
        limit("proposal_code", "127.0.0.1", most=60, seconds=3600)

    assert "Too many codes" in client.get(call.get_absolute_url(), {"code": "LATE-BIRD"}).content.decode()


@pytest.mark.parametrize("asked", [{"code": "A\x00B"}, {"like": "\x00"}, {"talk": "\x00"}])
def test_what_is_no_text_in_the_address_is_nothing(mine, call, asked):
    call.opens_at, call.closes_at = clock.now() - 2 * DAY, clock.now() - DAY
    call.save()

    assert mine.get(call.get_absolute_url(), asked).status_code == 200
    sent = {name: value for name, value in asked.items() if name == "code"}
    assert mine.post(call.get_absolute_url(), whole(**sent)).status_code == 403


def test_a_talk_that_was_given_is_proposed_again_with_one_click(mine, call, ada):
    talk = make_talk(make_event(), ada.person, title="Keys", abstract="Old.", slides_url="https://s.example/")

    answer = mine.get(reverse("talk_again", args=[talk.event.slug, talk.code]), follow=True)

    form = answer.context["form"]
    assert form["title"].value() == "Keys" and form["given_before"].value() == str(talk.uuid)
    mine.post(call.get_absolute_url(), whole(given_before=str(talk.uuid)))
    row = Proposal.objects.get()
    assert row.given_before == talk
    assert "https://s.example/" in mine.get(row.get_absolute_url()).content.decode()


def test_nobody_gives_somebody_elses_talk_again(mine, call):
    theirs = make_talk(make_event(), make_user(name="Bo Reed").person)

    assert mine.get(reverse("talk_again", args=[theirs.event.slug, theirs.code])).status_code == 404
    page = mine.get(call.get_absolute_url(), {"talk": str(theirs.uuid)})
    assert not page.context["form"]["title"].value()
    answer = mine.post(call.get_absolute_url(), whole(given_before=str(theirs.uuid)))
    assert answer.status_code == 422 and not Proposal.objects.exists()


def test_an_earlier_proposal_is_the_start_of_a_new_one(mine, call, ada):
    old = make_proposal(make_call(), ada.person, title="Locks", equipment="A harp")
    theirs = make_proposal(old.call, make_user(name="Bo").person, title="Secret")

    page = mine.get(call.get_absolute_url())
    assert f"?like={old.code}#write" in page.content.decode()
    form = mine.get(call.get_absolute_url(), {"like": old.code}).context["form"]
    assert (form["title"].value(), form["equipment"].value()) == ("Locks", "A harp")
    assert form["key"].value() != old.key
    assert "Secret" not in mine.get(call.get_absolute_url(), {"like": theirs.code}).content.decode()


def test_submitting_costs_the_same_few_statements_however_much_there_is(mine, call, ada, still_clock):
    def statements(key):
        with CaptureQueriesContext(connection) as caught:
            assert mine.post(call.get_absolute_url(), whole(key=key)).status_code == 302
        return [q["sql"] for q in caught]

    statements("form-key-zero")
    few = statements("form-key-few")
    for n in range(5):
        make_question(call, f"Question {n}")
        make_proposal(call, ada.person)
    many = statements("form-key-many")

    assert len(few) == len(many) <= 20, "\n".join(many)


# -- files --------------------------------------------------------------------------------------------


def test_a_file_is_handed_in_read_by_few_and_deleted_for_good(
    mine, client, call, ada, django_capture_on_commit_callbacks
):
    row = make_proposal(call, ada.person)
    address = reverse("proposal_files", args=[row.code])

    mine.post(address, {"file": pdf("../Meine Folien.pdf")})
    kept = ProposalFile.objects.get()
    page = mine.get(address).content.decode()
    answer = mine.get(reverse("proposal_file", args=[row.code, kept.pk]))

    assert "Meine Folien.pdf" in page and b"".join(answer.streaming_content) == PDF
    assert "sandbox" in answer["Content-Security-Policy"] and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'attachment; filename="Meine Folien.pdf"'
    assert "no-store" in answer["Cache-Control"]
    storage, name = kept.file.storage, kept.file.name
    with django_capture_on_commit_callbacks(execute=True):
        mine.post(reverse("proposal_file_do", args=[row.code, kept.pk]), {"verb": "delete"})
        assert storage.exists(name)
    assert not storage.exists(name) and not ProposalFile.objects.exists()


def test_what_is_no_file_of_ours_is_refused_beside_the_field(mine, call, ada):
    row = make_proposal(call, ada.person)
    address = reverse("proposal_files", args=[row.code])

    for sent in ({"file": SimpleUploadedFile("a.pdf", b"<html>")}, {}):
        assert mine.post(address, sent).status_code == 422
    for _ in range(5):
        mine.post(address, {"file": pdf()})
    full = mine.post(address, {"file": pdf()})
    assert full.status_code == 422 and ProposalFile.objects.count() == 5
    Proposal.objects.update(status="declined")
    assert mine.post(address, {"file": pdf()}).status_code == 422


def test_who_may_read_a_file(mine, client, call, ada):
    row = make_proposal(call, ada.person)
    mine.post(reverse("proposal_files", args=[row.code]), {"file": pdf()})
    address = reverse("proposal_file", args=[row.code, ProposalFile.objects.get().pk])
    chair, reader, near = (make_user(name=name) for name in ("Chair", "Reader", "Near"))
    make_crew(call.event, chair.person)
    firm = make_organisation()
    for person in (ada.person, near.person):
        person.organisation = firm
        person.save()
    for user in (reader, near):
        Reviewer.objects.create(call=call, person=user.person)
    at = clock.now()
    phase = Phase.objects.create(call=call, name="Blind", starts_at=at - DAY, ends_at=at + DAY)

    def reads(user):
        client.force_login(user)
        answer = client.get(address)
        if answer.streaming:
            assert b"".join(answer.streaming_content) == PDF
        return answer.status_code

    assert [reads(user) for user in (ada, chair, reader, near, make_user())] == [200, 200, 404, 404, 404]
    phase.shows_names = True
    phase.save()
    assert [reads(user) for user in (reader, near)] == [200, 404]


# -- after acceptance ---------------------------------------------------------------------------------


def test_a_speaker_confirms_on_the_proposals_page(mine, call, ada):
    row = accepted(call, ada)

    page = mine.get(row.get_absolute_url()).content.decode()
    assert "Do you come?" in page and reverse("proposal_confirm", args=[row.code]) in page
    assert "Say whether you come" in mine.get(reverse("my_proposals")).content.decode()
    mine.post(reverse("proposal_confirm", args=[row.code]))

    row.refresh_from_db()
    assert row.status == "confirmed" and row.session.status == "confirmed"


def test_who_is_too_late_is_told_and_may_still_withdraw(mine, call, ada):
    row = accepted(call, ada, confirm_by=clock.now())

    assert "is over" in mine.get(row.get_absolute_url()).content.decode()
    answer = mine.post(reverse("proposal_confirm", args=[row.code]), follow=True)
    assert "Write to the organizers" in answer.content.decode()
    mine.post(reverse("proposal_withdraw", args=[row.code]))
    row.refresh_from_db()
    assert row.status == "withdrawn"


def test_somebody_elses_talk_is_not_confirmed_nor_seen(client, call, ada):
    row = accepted(call, ada)
    client.force_login(make_user(name="Bo"))

    assert client.post(reverse("proposal_confirm", args=[row.code])).status_code == 404
    for name in ("talk", "talk_files", "talk_again"):
        assert client.get(reverse(name, args=[call.event.slug, row.session.code])).status_code == 404


def test_times_are_said_by_the_day_in_the_events_zone(mine, call, ada):
    row = accepted(call, ada)
    address = reverse("talk", args=[call.event.slug, row.session.code])

    bad = mine.post(address, {"hours": "1", "day-2027-05-12": "in the morning", "day-2027-05-13": "9-12"})
    assert bad.status_code == 422 and "in the morning" in bad.content.decode()
    mine.post(address, {"hours": "1", "day-2027-05-12": "9-12, 14:00–18:00", "day-2027-05-13": ""})

    spans = list(Availability.objects.values_list("starts_at", "ends_at"))
    assert [(a.hour, b.hour) for a, b in spans] == [(7, 10), (12, 16)]
    assert "09:00–12:00, 14:00–18:00" in mine.get(address).content.decode()
    mine.post(address, {"hours": "1"})
    assert not Availability.objects.exists()


def test_links_equipment_and_no_recording_are_kept(mine, call, ada):
    row = accepted(call, ada)
    address = reverse("talk", args=[call.event.slug, row.session.code])

    assert mine.post(address, {"slides_url": "javascript:alert(1)"}).status_code == 422
    mine.post(address, {"equipment": "A harp", "do_not_record": "on", "slides_url": "https://s.example/"})

    row.refresh_from_db()
    assert (row.equipment, row.do_not_record) == ("A harp", True)
    assert row.session.do_not_record and row.session.slides_url == "https://s.example/"


def test_slides_stand_beside_the_talk_and_in_the_exports(mine, client, call, ada):
    row = accepted(call, ada, shown="confirmed", status="confirmed")
    talk = row.session
    talk.starts_at, talk.ends_at = call.event.starts_at, call.event.starts_at + dt.timedelta(hours=1)
    talk.save()
    mine.post(reverse("talk_files", args=[call.event.slug, talk.code]), {"file": pdf("Folien.pdf")})
    address = reverse("session_file", args=[call.event.slug, talk.code, SessionFile.objects.get().pk])
    client.logout()

    assert address in client.get(talk.get_absolute_url()).content.decode()
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == PDF and "sandbox" in answer["Content-Security-Policy"]
    for name in ("schedule_xml", "schedule_json"):
        assert address in client.get(reverse(name, args=[call.event.slug])).content.decode()
    Session.objects.update(status="draft")
    assert client.get(address).status_code == 404


def test_a_file_of_the_proposal_is_put_beside_the_talk_by_its_speaker(mine, call, ada):
    row = make_proposal(call, ada.person)
    mine.post(reverse("proposal_files", args=[row.code]), {"file": pdf()})
    kept, talk = ProposalFile.objects.get(), make_talk(call.event, ada.person)
    Proposal.objects.update(status="confirmed", session=talk)

    mine.post(reverse("proposal_file_do", args=[row.code, kept.pk]), {"verb": "publish"})

    shown = SessionFile.objects.get()
    assert shown.title == "keys.pdf" and shown.file.name != kept.file.name


# -- speaking along -----------------------------------------------------------------------------------


def test_looking_at_the_link_changes_nothing_and_answering_does(client, call, ada):
    row = make_co_speaker(make_proposal(call, ada.person, title="Keys"))
    address = reverse("co_speaker", args=[row.secret])

    page = client.get(address)
    assert "Keys" in page.content.decode() and "no-store" in page["Cache-Control"]
    assert CoSpeaker.objects.get().answered_at is None
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"answer": "yes"}).status_code == 422
    assert client.post(address, {"answer": "yes", "name": "Bo Reed"}).status_code == 302
    row.refresh_from_db()
    assert row.is_willing and row.person.name == "Bo Reed"
    assert client.post(address, {"answer": "no"}).status_code == 302
    assert not CoSpeaker.objects.get().is_willing


def test_what_is_withdrawn_is_not_answered(client, call, ada):
    row = make_co_speaker(make_proposal(call, ada.person, status="withdrawn"))

    assert client.post(reverse("co_speaker", args=[row.secret]), {"answer": "no"}).status_code == 409
    assert client.get(reverse("co_speaker", args=["nobody"])).status_code == 404


# -- lists --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["my_talks", "my_proposals"])
def test_ones_own_lists_cost_the_same_however_long(mine, call, ada, name, queries_of):
    accepted(call, ada, shown="confirmed")
    one = queries_of(mine, reverse(name))

    for _ in range(20):
        accepted(call, ada, shown="confirmed")

    assert queries_of(mine, reverse(name)) == one
