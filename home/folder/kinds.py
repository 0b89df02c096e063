"""What belongs to an event, kind by kind, in the order in which it can be read back: what is pointed to comes first.

Each kind is one file of rows. A test asks every model that hangs on an event whether it stands here or in `LEFT_OUT`.
"""

import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from core.models import CoreImage, FormerName
from events.booking.models import (
    Answer,
    CheckIn,
    Code,
    Invoice,
    Letter,
    Order,
    Payment,
    PriceWindow,
    Question,
    Quota,
    Refund,
    Registration,
    Seller,
    Terms,
    TicketType,
)
from events.calendars.models import Deadline
from events.models import Crew, Cycle, Event, Series, Sponsorship, Venue
from events.programme.models import (
    Availability,
    Hours,
    Move,
    Placement,
    Release,
    Room,
    Session,
    SessionFile,
    SessionSpeaker,
    SignUp,
    Timetable,
    Track,
)
from groups.models import UserGroup
from home.folder.within import answers_to, move_to, recipients_to, release_to, source_to, thing_to
from people.models import Organisation, Person
from speakers.models import (
    AccessCode,
    Assignment,
    CallForProposals,
    CallLetter,
    CallQuestion,
    Choice,
    Conflict,
    CoSpeaker,
    Criterion,
    Decision,
    Phase,
    Proposal,
    ProposalFile,
    Review,
    Reviewer,
    Score,
    TrackChange,
    Vote,
)

Swap = Callable[[type[models.Model], Any], Any]
Inner = Callable[[dict[str, Any], Swap], dict[str, Any]]


def _key() -> str:
    return str(uuid.uuid4())


def _word() -> str:
    return f"NEW-{secrets.token_hex(8).upper()}"


@dataclass(frozen=True, eq=False)
class Kind:
    model: type[models.Model]
    file: str
    event: str = ""
    """The way from a row to its event; empty for what is shared, of which only those pointed to are taken."""
    hidden: frozenset[str] = frozenset()
    """Fields that never leave: secrets, and who of this site's accounts did it."""
    fresh: dict[str, Callable[[], Any]] = field(default_factory=dict)
    """What is made anew for a hidden field that must say something."""
    same: str = ""
    """The field by which one that stands already is known: it is used as it is, never changed."""
    inner: Inner | None = None
    """Puts ids within JSON into those of the folder, and back."""

    @property
    def has_name(self) -> bool:
        """Whether its rows are called by their uuid; others by their number in the file."""
        return any(one.name == "uuid" for one in self.model._meta.concrete_fields)


def _kind(model: type[models.Model], file: str, event: str = "", *hidden: str, **more: Any) -> Kind:
    return Kind(model, f"{file}.json", event, frozenset(hidden), **more)


CALL = "call__event"
PROPOSAL = "proposal__call__event"

SHARED = (
    _kind(CoreImage, "pictures", "", "collection", "uploaded_by_user", "file_hash"),
    _kind(Organisation, "organisations", same="uuid"),
    _kind(Person, "people", "", "user", same="uuid"),
    _kind(UserGroup, "groups", same="uuid"),
    _kind(Cycle, "cycles", same="slug"),
    _kind(Series, "series", same="uuid"),
    _kind(Venue, "venues"),
    _kind(Seller, "booking/sellers", same="prefix"),
)
OWN = (
    _kind(Event, "events", "pk", inner=source_to),
    _kind(FormerName, "former_addresses", "", inner=thing_to),
    _kind(Deadline, "deadlines", "event", "of", "title", "path", "timezone"),
    _kind(Crew, "crew", "event"),
    _kind(Sponsorship, "sponsorships", "event"),
    _kind(Terms, "booking/terms", "event", "door_code"),
    _kind(TicketType, "booking/ticket_types", "event"),
    _kind(PriceWindow, "booking/price_windows", "ticket_type__event"),
    _kind(Quota, "booking/quotas", "event"),
    _kind(Question, "booking/questions", "event"),
    _kind(Code, "booking/codes", "event", "code", fresh={"code": _word}),
    _kind(Order, "booking/orders", "event", "secret"),
    _kind(Payment, "booking/payments", "order__event", "key", "session_id", "intent_id", "pay_url"),
    _kind(Registration, "booking/registrations", "event", "secret"),
    _kind(Answer, "booking/answers", "registration__event"),
    _kind(Refund, "booking/refunds", "payment__order__event", "key", "stripe_id", fresh={"key": _key}),
    _kind(Invoice, "booking/invoices", "order__event"),
    _kind(CheckIn, "booking/check_ins", "event", "by", "nonce", fresh={"nonce": uuid.uuid4}),
    _kind(
        Letter,
        "booking/letters",
        "event",
        "by",
        "key",
        "choice",
        fresh={"key": uuid.uuid4},
        inner=recipients_to,
    ),
    _kind(Room, "programme/rooms", "event"),
    _kind(Track, "programme/tracks", "event"),
    _kind(Session, "programme/sessions", "event"),
    _kind(SessionSpeaker, "programme/session_speakers", "session__event"),
    _kind(SessionFile, "programme/session_files", "session__event"),
    _kind(Availability, "programme/availabilities", "event"),
    _kind(SignUp, "programme/sign_ups", "session__event"),
    _kind(Timetable, "programme/timetables", "event"),
    _kind(Hours, "programme/hours", "event"),
    _kind(Placement, "programme/placements", "session__event"),
    _kind(Move, "programme/moves", "timetable__event", "by", inner=move_to),
    _kind(Release, "programme/releases", "event", "by", inner=release_to),
    _kind(CallForProposals, "proposals/calls", "event"),
    _kind(CallQuestion, "proposals/questions", CALL),
    _kind(AccessCode, "proposals/access_codes", CALL, "code", fresh={"code": _word}),
    _kind(CallLetter, "proposals/letters", CALL),
    _kind(Phase, "proposals/phases", CALL),
    _kind(Criterion, "proposals/criteria", CALL),
    _kind(Reviewer, "proposals/reviewers", CALL),
    _kind(Proposal, "proposals/proposals", CALL, "key", inner=answers_to),
    _kind(CoSpeaker, "proposals/co_speakers", PROPOSAL, "secret"),
    _kind(ProposalFile, "proposals/files", PROPOSAL),
    _kind(Assignment, "proposals/assignments", PROPOSAL),
    _kind(Conflict, "proposals/conflicts", PROPOSAL),
    _kind(Review, "proposals/reviews", PROPOSAL),
    _kind(Score, "proposals/scores", "review__proposal__call__event"),
    _kind(TrackChange, "proposals/track_changes", PROPOSAL),
    _kind(Vote, "proposals/votes", PROPOSAL),
    _kind(Choice, "proposals/choices", PROPOSAL),
    _kind(Decision, "proposals/decisions", PROPOSAL, "by"),
)
KINDS = (*SHARED, *OWN)
KIND_OF = {kind.model: kind for kind in KINDS}

LEFT_OUT = {
    "booking.SensitiveAnswer": "Answers about health, diet and the like: erased soon, as a copy would not be.",
    "booking.Transfer": "Offers of a seat by a secret link, which opens nothing elsewhere.",
    "booking.Attention": "What a treasurer of this site was to look after.",
    "programme.Star": "What people keep for themselves; each takes their own along.",
    "programme.Feedback": "Told without names; here it would bear them.",
    "events.SummitPage": "In pages.json.",
    "events.MeetupPage": "In pages.json.",
}
