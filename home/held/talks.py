"""Of those who speak, choose and listen."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.personal_data import Holding, Whose, holds
from events.calendars.models import PrivateFeed
from events.programme.actions import sign_up
from events.programme.models import (
    Availability,
    Feedback,
    Move,
    Release,
    SessionSpeaker,
    SignUp,
    Star,
)
from home.held.shapes import DoneBy, OfPerson, of_person
from speakers.models import (
    Assignment,
    Conflict,
    CoSpeaker,
    Decision,
    Proposal,
    ProposalFile,
    Review,
    Reviewer,
    TrackChange,
    Vote,
)


@holds(Proposal)
class Proposals(OfPerson):
    """What became a session keeps its title, for the programme; all else goes, reviews of it as well."""

    said = _("proposals")
    order = 12

    def erase(self, rows: "QuerySet[Proposal]", whose: Whose, now: dt.datetime) -> int:
        count = rows.count()
        rows.filter(session=None).delete()
        rows.update(notes="", co_speakers="", equipment="", answers={})
        for row in ProposalFile.objects.filter(proposal__in=rows):
            row.file.delete(save=False)
            row.delete()
        for email in whose.emails:
            for other in Proposal.objects.filter(co_speakers__icontains=email):
                named = [part.strip() for part in other.co_speakers.split(",")]
                others = ", ".join(part for part in named if part.lower() != email)
                Proposal.objects.filter(pk=other.pk).update(co_speakers=others)
        return count


@holds(SessionSpeaker)
class Talks(Holding):
    """The programme of a past summit stays whole; its speaker has no name any more."""

    said = _("talks")
    order = 13

    def rows(self, whose: Whose) -> "QuerySet[SessionSpeaker]":
        return SessionSpeaker.objects.filter(of_person(whose)).select_related("session", "session__event")

    def tell(self, row: Any) -> dict[str, Any]:
        return {
            "session": row.session.title,
            "event": row.session.event.title,
            "starts_at": row.session.starts_at,
        }

    def erase(self, rows: "QuerySet[SessionSpeaker]", whose: Whose, now: dt.datetime) -> int:
        return rows.count()


@holds(CoSpeaker)
class NamedAlong(Holding):
    said = _("talks of others that name you")

    def rows(self, whose: Whose) -> "QuerySet[CoSpeaker]":
        return CoSpeaker.objects.filter(of_person(whose) | whose.by_email("email")).select_related("proposal")

    def tell(self, row: Any) -> dict[str, Any]:
        return {"title": row.proposal.title, "email": row.email, "answered_at": row.answered_at}


@holds(Availability)
class Availabilities(OfPerson):
    said = _("times at which you can speak")


@holds(Star)
class Stars(OfPerson):
    said = _("sessions you keep")

    def tell(self, row: Any) -> dict[str, Any]:
        return {"session": row.session.title, "at": row.at}


@holds(SignUp)
class SignUps(OfPerson):
    """The seat goes to the next in line."""

    said = _("seats in sessions")

    def erase(self, rows: "QuerySet[SignUp]", whose: Whose, now: dt.datetime) -> int:
        found = list(rows.select_related("session__event", "person"))
        for row in found:
            sign_up.leave(session=row.session, person=row.person, by=whose.user, now=now)
        return len(found)

    def tell(self, row: Any) -> dict[str, Any]:
        return {"session": row.session.title, "at": row.at, "waits_since": row.waits_since}


@holds(Feedback)
class Feedbacks(OfPerson):
    said = _("words on sessions")

    def tell(self, row: Any) -> dict[str, Any]:
        return {"session": row.session.title, "stars": row.stars, "words": row.words, "at": row.at}


@holds(Move)
class Moves(DoneBy):
    said = _("moves in a timetable")


@holds(Release)
class Releases(DoneBy):
    said = _("schedules released")
    hidden = frozenset({"programme", "changes"})


@holds(Reviewer)
class Reviewers(OfPerson):
    said = _("calls you review for")


@holds(Assignment)
class Assignments(OfPerson):
    said = _("proposals you are asked to review")


@holds(Conflict)
class Conflicts(OfPerson):
    said = _("conflicts of interest you named")


@holds(Review)
class Reviews(OfPerson):
    said = _("reviews")

    def tell(self, row: Any) -> dict[str, Any]:
        return {
            "title": row.proposal.title,
            "private": row.private,
            "to_speaker": row.to_speaker,
            "changed_at": row.changed_at,
        }


@holds(TrackChange)
class TrackChanges(Holding):
    """What was agreed stays; who asked and agreed is forgotten."""

    said = _("moves of proposals between tracks")

    def rows(self, whose: Whose) -> "QuerySet[TrackChange]":
        names = ("asked_by", "given_by", "taken_by")
        return TrackChange.objects.filter(Q(*(of_person(whose, name) for name in names), _connector=Q.OR))

    def tell(self, row: Any) -> dict[str, Any]:
        return {"title": row.proposal.title, "because": row.because, "asked_at": row.asked_at}

    def erase(self, rows: "QuerySet[TrackChange]", whose: Whose, now: dt.datetime) -> int:
        keys = list(rows.values_list("pk", flat=True))
        for name in ("asked_by", "given_by", "taken_by"):
            TrackChange.objects.filter(of_person(whose, name), pk__in=keys).update(**{name: None})
        return len(keys)


@holds(Vote)
class Votes(OfPerson):
    said = _("votes for talks")

    def tell(self, row: Any) -> dict[str, Any]:
        return {"title": row.proposal.title, "value": row.value, "at": row.at}


@holds(Decision)
class Decisions(DoneBy):
    said = _("decisions on proposals")


@holds(PrivateFeed)
class PrivateFeeds(OfPerson):
    said = _("private calendars")
    hidden = frozenset({"token", "shown_tag"})
