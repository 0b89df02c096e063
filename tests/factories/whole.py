"""An event with everything that can hang on one: of each kind of row at least one."""

import datetime as dt
import io
import json
import uuid

from django.core.files.base import ContentFile
from PIL import Image

from core.clock import now
from core.models import CoreImage, FormerName, SectionPage
from events.booking.models import (
    Answer,
    CheckIn,
    Invoice,
    Letter,
    Order,
    Payment,
    PriceWindow,
    Question,
    Refund,
    Seller,
    SensitiveAnswer,
    Terms,
)
from events.calendars.models import Deadline
from events.models import Event, Series, Sponsorship, SummitPage
from events.programme.models import (
    Availability,
    Feedback,
    Hours,
    Move,
    Placement,
    Release,
    Room,
    SessionFile,
    SignUp,
    Star,
    Timetable,
)
from speakers.models import (
    Assignment,
    CallLetter,
    Conflict,
    ProposalFile,
    Review,
    Score,
    TrackChange,
    Vote,
)
from tests.factories.booking import make_code, make_quota, make_registration, make_ticket_type
from tests.factories.events import make_crew, make_cycle, make_event, make_venue
from tests.factories.groups import make_group
from tests.factories.people import make_organisation, make_person, make_user
from tests.factories.reviewing import make_criterion, make_phase, make_reviewer
from tests.factories.selection import make_choice, make_decision
from tests.factories.speakers import (
    make_access_code,
    make_call,
    make_co_speaker,
    make_proposal,
    make_question,
    make_talk,
    make_track,
)

PDF = b"%PDF-1.4\nslides"
SECRETS = ("door-5ecr", "ACTIVE-5ECR", "LATE-5ECR", "cs_5ecr", "pi_5ecr", "re_5ecr", "pay.example/5ecr")


def make_picture(title: str) -> CoreImage:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "#0b6650").save(file, "PNG")
    return CoreImage.objects.create(
        title=title, file=ContentFile(file.getvalue(), f"{title}.png"), width=40, height=30
    )


def make_whole_event() -> Event:
    at = now().replace(microsecond=123456)
    organisation = make_organisation(logo=make_picture("logo"))
    ada = make_person(
        "Ada Ash", user=make_user("ada@people.example"), organisation=organisation, is_public=True
    )
    bo = make_person("Bo Birch", photo=make_picture("bo"))
    group = make_group("Kölner Kreis")
    event = make_event(
        "Moot <b> & \u2028 more",
        kind="summit",
        group=group,
        venue=make_venue(),
        cycle=make_cycle(),
        cover=make_picture("cover"),
        series=Series.objects.create(group=group, title="Yearly"),
        accent="#e4572e",
        tags=["ops", "日本語"],
        capacity=50,
        taken=1,
        published_at=at,
    )
    Event.objects.filter(pk=event.pk).update(created_at=at - dt.timedelta(days=90))
    make_event("Day of operators", kind="summit", parent=event)
    FormerName.objects.create(kind="events.event", slug="old-moot", thing_id=event.pk)
    make_crew(event, ada)
    Deadline.objects.create(event=event, kind="call", at=at, created_at=at, changed_at=at)
    Sponsorship.objects.create(event=event, organisation=organisation, tier="Gold")
    _pages(event)
    _booking(event, ada, at)
    _programme(event, ada, bo, at)
    _proposals(event, ada, bo, at)
    return event


def _pages(event: Event) -> None:
    section = SectionPage.objects.get(list_url="/events/")
    link = f'<a linktype="page" id="{section.pk}">us</a>'
    picture = {"image": event.cover_id, "alt_text": "A", "decorative": False}
    body = [
        {"type": "text", "value": f'<p data-block-key="x">Come to <b>{link}</b></p><script>x</script>'},
        {"type": "picture", "value": {"image": picture, "caption": ""}},
        {"type": "call", "value": {"text": "Join", "page": section.pk, "url": ""}},
    ]  # fmt: skip
    page = SummitPage(title=event.title, slug=event.slug, event=event, body=json.dumps(body))
    section.add_child(instance=page)
    page.save_revision()


def _booking(event: Event, ada, at) -> None:
    seller = Seller.objects.create(name="Moot e.V.", address="Way 1", prefix="MOOT", last_number=2)
    Terms.objects.create(event=event, seller=seller, door_code="door-5ecr"[:8])
    kind = make_ticket_type(event, "Standard", price_cents=4500, tax_percent="19.00")
    dinner = make_ticket_type(event, "Dinner", kind="addon")
    PriceWindow.objects.create(ticket_type=kind, price_cents=3000, closes_at=at)
    make_quota(event, 20, kind, taken=1)
    question = Question.objects.create(event=event, label="T-shirt?", kind="choice", options=["M", "L"])
    question.ticket_types.set([kind])
    follow = Question.objects.create(event=event, label="Why?", shown_if=question, shown_if_answer="M")
    diet = Question.objects.create(event=event, label="Diet?", is_sensitive=True)
    code = make_code(event, "ACTIVE-5ECR", percent=100, person=ada, reason="active user")
    code.ticket_types.set([kind])
    order = Order.objects.create(
        event=event, name="Cy Cedar", email="cy@people.example", currency="EUR", code=code, created_at=at
    )
    payment = Payment.objects.create(
        order=order, method="card", status="paid", amount_cents=4500, currency="EUR", refunded_cents=100,
        session_id="cs_5ecr", intent_id="pi_5ecr", pay_url="https://pay.example/5ecr", created_at=at, paid_at=at,
    )  # fmt: skip
    seat = make_registration(
        event, order=order, name="=cmd|' /C calc'!A0", email="cy@people.example", ticket_type=kind, payment=payment,
        price_cents=4500, tax_percent="19.00", checked_in_at=at,
    )  # fmt: skip
    make_registration(event, order=order, ticket_type=dinner, holder=seat, is_own=False, email="")
    Answer.objects.create(registration=seat, question=question, value="M")
    Answer.objects.create(registration=seat, question=follow, value="It fits.")
    SensitiveAnswer.objects.create(registration=seat, question=diet, value="peanuts kill me")
    refund = Refund.objects.create(
        payment=payment, registration=seat, amount_cents=100, status="done", key="seat", stripe_id="re_5ecr",
        created_at=at,
    )  # fmt: skip
    common = {"seller": seller, "order": order, "issued_on": at.date(), "currency": "EUR", "tax_cents": 0}
    invoice = Invoice.objects.create(
        number=1, payment=payment, gross_cents=4500, content={"lines": []}, **common
    )
    Invoice.objects.create(
        number=2, kind="credit", refund=refund, cancels=invoice, gross_cents=-100, content={}, **common
    )
    CheckIn.objects.create(
        nonce=uuid.uuid4(), event=event, registration=seat, scanned_at=at, received_at=at, by=ada.user
    )
    Letter.objects.create(
        event=event,
        subject="Hello",
        body="You",
        recipients=[seat.pk],
        key=uuid.uuid4(),
        created_at=at,
        due_at=at,
    )


def _programme(event: Event, ada, bo, at) -> None:
    room = Room.objects.create(event=event, name="Aula", slug="aula")
    track = make_track(event)
    talk = make_talk(
        event, ada, title="A talk", room=room, track=track, starts_at=event.starts_at,
        ends_at=event.starts_at + dt.timedelta(minutes=30), takes_sign_up=True, capacity=5, taken=1,
    )  # fmt: skip
    SessionFile.objects.create(
        session=talk, title="Slides", file=ContentFile(PDF, "x.pdf"), content_type="application/pdf",
        size=len(PDF), added_at=at,
    )  # fmt: skip
    Availability.objects.create(event=event, person=ada, starts_at=at, ends_at=at + dt.timedelta(hours=1))
    SignUp.objects.create(session=talk, person=bo, at=at)
    Star.objects.create(session=talk, person=bo, at=at)
    Feedback.objects.create(session=talk, person=bo, stars=1, words="I slept", at=at)
    timetable = Timetable.objects.create(event=event, edits=1)
    Hours.objects.create(event=event, room=room, opens_at=at, closes_at=at + dt.timedelta(hours=8))
    Placement.objects.create(session=talk, room=room)
    side = {"room": room.pk, "starts_at": None, "ends_at": None}
    first = Move.objects.create(
        timetable=timetable,
        number=1,
        session=talk,
        before={**side, "room": None},
        after=side,
        at=at,
        by=ada.user,
    )
    Move.objects.create(
        timetable=timetable, number=2, session=talk, before=side, after=side, at=at, undoes=first
    )
    kept = {
        "id": talk.pk, "uuid": str(talk.uuid), "code": talk.code, "title": talk.title, "kind": "talk",
        "cancelled": False, "subtitle": "", "language": "", "room": room.pk, "track": track.pk,
        "starts_at": None, "ends_at": None, "speakers": [ada.pk],
    }  # fmt: skip
    gone = {**kept, "id": 987654, "code": "GONE00", "uuid": str(uuid.uuid4()), "room": 876543, "speakers": []}
    shown = {"title": "A talk", "room": "Aula", "starts_at": None, "ends_at": None, "speakers": [ada.pk]}
    Release.objects.create(
        event=event,
        version="1",
        programme={
            "zone": "Europe/Berlin",
            "rooms": [{"id": room.pk, "name": "Aula"}, {"id": 876543, "name": "Cellar"}],
            "tracks": [{"id": track.pk, "name": "Storage", "color": ""}],
            "sessions": [kept, gone],
        },
        changes={"first": False, "sessions": [
            {"id": talk.pk, "code": talk.code, "title": "A talk", "kinds": ["new"], "before": None, "after": shown}
        ]},
        released_at=at,
        by=ada.user,
    )  # fmt: skip


def _proposals(event: Event, ada, bo, at) -> None:
    call = make_call(event)
    track, talk = event.tracks.get(), event.sessions.get()
    question = make_question(call)
    code = make_access_code(call, "LATE-5ECR", uses=1)
    proposal = make_proposal(
        call, ada, track=track, session=talk, access_code=code, answers={str(question.pk): "yes"}
    )
    make_co_speaker(proposal, person=bo)
    ProposalFile.objects.create(
        proposal=proposal, title="Paper", file=ContentFile(PDF + b"2", "y.pdf"), content_type="application/pdf",
        size=len(PDF) + 1, added_at=at,
    )  # fmt: skip
    CallLetter.objects.create(call=call, about="accept", language="en", subject="Yes", body="Do come")
    make_phase(call)
    make_reviewer(call, bo, track, is_chair=True)
    Assignment.objects.create(proposal=proposal, person=bo, at=at)
    Conflict.objects.create(proposal=proposal, person=ada, because="mine", at=at)
    review = Review.objects.create(
        proposal=proposal, person=bo, private="Hm", to_speaker="Good", created_at=at, changed_at=at
    )
    Score.objects.create(review=review, criterion=make_criterion(call), value=3)
    TrackChange.objects.create(proposal=proposal, to_track=track, asked_by=bo, asked_at=at)
    Vote.objects.create(proposal=proposal, person=bo, value=3, at=at)
    make_choice(proposal)
    make_decision(proposal, by=ada.user)
