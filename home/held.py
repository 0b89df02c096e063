"""What each room holds of a person, and what becomes of it: gone where nobody else needs it, nameless where others do.

Registered here because this is the one room that sees all others; a new model with somebody's data gets its entry here
(tests/home/test_personal_data.py is red until it has one).
"""

import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from core import answers
from core.models import AuditEntry, FormerName, Job
from core.personal_data import Holding, Whose, holds
from events.booking.actions import registration as booking
from events.booking.models import CheckIn, Code, Letter, Order, Registration
from events.models import Crew
from events.programme.models import SessionSpeaker
from groups.models import Membership
from home.models import ArticlePage
from people.models import Claim, Person, Standing, User
from speakers.models import Proposal

NOBODY = "—"


def no_address(pk: int) -> str:
    """An address that can never be anybody's (RFC 2606), another one for each row."""
    return f"erased-{pk}@erased.invalid"


def of_person(whose: Whose, name: str = "person") -> Q:
    return Q(**{name: whose.person}) if whose.person is not None else Q(pk__in=[])


def of_user(whose: Whose, name: str = "user") -> Q:
    return Q(**{name: whose.user}) if whose.user is not None else Q(pk__in=[])


@holds(Registration)
class Registrations(Holding):
    """Numbers at past events stay true: the row stays, without a name and without what was answered."""

    said = _("registrations")
    order = 10

    def rows(self, whose: Whose) -> "QuerySet[Registration]":
        return Registration.objects.filter(of_person(whose) | whose.by_email("email")).select_related("event")

    def tell(self, row: Any) -> dict[str, Any]:
        said = [*row.answers.select_related("question"), *row.sensitiveanswers.select_related("question")]
        return {
            **super().tell(row),
            "event": row.event.title,
            "starts_at": row.event.starts_at,
            "answers": {answer.question.label: answer.value for answer in said},
        }

    def erase(self, rows: "QuerySet[Registration]", whose: Whose, now: dt.datetime) -> int:
        mine = list(rows)
        for row in mine:
            if row.status in Registration.STANDING and row.event.ends_at > now:
                booking.cancel(registration=row, by=whose.user, now=now)
        for row in mine:
            Registration.objects.filter(pk=row.pk).update(
                name=NOBODY,
                email=no_address(row.pk),
                person=None,
                visibility=Registration.Visibility.ORGANIZERS,
            )
            row.answers.all().delete()
            row.sensitiveanswers.all().delete()
        answers.touch(*{row.event for row in mine if row.visibility == Registration.Visibility.PUBLIC})
        # Nobody is left to be told anything.
        Job.objects.filter(done_at=None, payload__registration__in=[row.pk for row in mine]).delete()
        return len(mine)


@holds(Order)
class Orders(Holding):
    said = _("orders")
    order = 11

    def rows(self, whose: Whose) -> "QuerySet[Order]":
        return Order.objects.filter(of_person(whose) | whose.by_email("email")).select_related("event")

    def tell(self, row: Any) -> dict[str, Any]:
        return {**super().tell(row), "event": row.event.title}

    def erase(self, rows: "QuerySet[Order]", whose: Whose, now: dt.datetime) -> int:
        keys = list(rows.values_list("pk", flat=True))
        for pk in keys:
            Order.objects.filter(pk=pk).update(
                name=NOBODY, email=no_address(pk), person=None, company="", invoice_address=""
            )
        return len(keys)


@holds(Code)
class Codes(Holding):
    """What somebody was granted goes with them; what was booked with it stays."""

    said = _("codes for tickets")
    order = 9

    def rows(self, whose: Whose) -> "QuerySet[Code]":
        return Code.objects.filter(of_person(whose)).select_related("event")

    def tell(self, row: Any) -> dict[str, Any]:
        return {"code": row.code, "event": row.event.title, "reason": row.reason}

    def erase(self, rows: "QuerySet[Code]", whose: Whose, now: dt.datetime) -> int:
        return rows.update(person=None, withdrawn_at=now)


@holds(CheckIn)
class Doors(Holding):
    """Whom somebody let in stays; who it was that let them in is forgotten."""

    said = _("scans of tickets at a door")

    def rows(self, whose: Whose) -> "QuerySet[CheckIn]":
        return CheckIn.objects.filter(of_user(whose, "by")).select_related("event")

    def tell(self, row: Any) -> dict[str, Any]:
        return {"event": row.event.title, "door": row.door, "scanned_at": row.scanned_at}

    def erase(self, rows: "QuerySet[CheckIn]", whose: Whose, now: dt.datetime) -> int:
        return rows.update(by=None)


@holds(Letter)
class Letters(Holding):
    """What was told to many stays; who wrote it is forgotten."""

    said = _("letters to attendees")
    order = 14

    def rows(self, whose: Whose) -> "QuerySet[Letter]":
        return Letter.objects.filter(of_user(whose, "by")).select_related("event")

    def tell(self, row: Any) -> dict[str, Any]:
        return {"event": row.event.title, "subject": row.subject, "body": row.body, "at": row.created_at}

    def erase(self, rows: "QuerySet[Letter]", whose: Whose, now: dt.datetime) -> int:
        return rows.update(by=None)


@holds(Proposal)
class Proposals(Holding):
    """What became a session keeps its title, for the programme; all else goes, reviews of it as well."""

    said = _("proposals")
    order = 12

    def rows(self, whose: Whose) -> "QuerySet[Proposal]":
        return Proposal.objects.filter(of_person(whose))

    def erase(self, rows: "QuerySet[Proposal]", whose: Whose, now: dt.datetime) -> int:
        count = rows.count()
        rows.filter(session=None).delete()
        rows.update(notes="", co_speakers="")
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


@holds(Membership)
class Memberships(Holding):
    said = _("groups")

    def rows(self, whose: Whose) -> "QuerySet[Membership]":
        return Membership.objects.filter(of_person(whose)).select_related("group")

    def tell(self, row: Any) -> dict[str, Any]:
        return {"group": row.group.name, "role": row.role, "joined_at": row.joined_at}


@holds(Crew)
class Crews(Holding):
    said = _("parts in running an event")

    def rows(self, whose: Whose) -> "QuerySet[Crew]":
        return Crew.objects.filter(of_person(whose)).select_related("event")

    def tell(self, row: Any) -> dict[str, Any]:
        return {"event": row.event.title, "role": row.role}


@holds(Standing)
class Standings(Holding):
    said = _("recognitions")

    def rows(self, whose: Whose) -> "QuerySet[Standing]":
        return Standing.objects.filter(of_person(whose))


@holds(Claim)
class Claims(Holding):
    said = _("claims of a profile")
    hidden = frozenset({"decided_by"})

    def rows(self, whose: Whose) -> "QuerySet[Claim]":
        return Claim.objects.filter(of_person(whose) | of_user(whose))


@holds(ArticlePage)
class Articles(Holding):
    """The words belong to the site; who wrote them is forgotten."""

    said = _("articles")

    def rows(self, whose: Whose) -> "QuerySet[ArticlePage]":
        return ArticlePage.objects.filter(of_person(whose, "author"))

    def tell(self, row: Any) -> dict[str, Any]:
        return {"title": row.title, "published_on": row.published_on}

    def erase(self, rows: "QuerySet[ArticlePage]", whose: Whose, now: dt.datetime) -> int:
        return rows.update(author=None)


@holds(AuditEntry)
class Trail(Holding):
    """That something was done stays; by whom is forgotten, and so are addresses in the details."""

    said = _("entries in the trail of what was done")
    order = 80
    hidden = frozenset({"request_id"})

    def rows(self, whose: Whose) -> "QuerySet[AuditEntry]":
        told = AuditEntry.objects.annotate(text=Cast("details", TextField()))
        mine = of_user(whose, "by")
        for email in whose.emails:
            mine |= Q(text__icontains=email)
        return told.filter(mine)

    def erase(self, rows: "QuerySet[AuditEntry]", whose: Whose, now: dt.datetime) -> int:
        keys = list(rows.values_list("pk", flat=True))
        for entry in AuditEntry.objects.filter(pk__in=keys):
            AuditEntry.objects.filter(pk=entry.pk).update(
                by=None, details=_without(entry.details, whose.emails)
            )
        return len(keys)


@holds(Job)
class Jobs(Holding):
    """Work that is put off, or was done within the last month, with an address in it."""

    said = _("mails and other work under way")
    order = 81
    hidden = frozenset({"last_error", "key"})

    def rows(self, whose: Whose) -> "QuerySet[Job]":
        named = Q(pk__in=[])
        for email in whose.emails:
            named |= Q(text__icontains=email)
        return Job.objects.annotate(text=Cast("payload", TextField())).filter(named)


@holds(SocialAccount)
class Elsewhere(Holding):
    said = _("accounts elsewhere that sign you in")
    hidden = frozenset({"extra_data"})

    def rows(self, whose: Whose) -> "QuerySet[SocialAccount]":
        return SocialAccount.objects.filter(of_user(whose))


@holds(EmailAddress)
class Addresses(Holding):
    said = _("e-mail addresses")
    order = 85

    def rows(self, whose: Whose) -> "QuerySet[EmailAddress]":
        return EmailAddress.objects.filter(of_user(whose))


@holds(Person)
class People(Holding):
    """Gone; nameless where a programme still points to them."""

    said = _("profile")
    order = 90

    def rows(self, whose: Whose) -> "QuerySet[Person]":
        return Person.objects.filter(pk=whose.person.pk) if whose.person else Person.objects.none()

    def files(self, row: Any) -> dict[str, bytes]:
        if row.photo is None:
            return {}
        with row.photo.file.open("rb") as file:
            return {f"photo.{row.photo.file.name.rsplit('.', 1)[-1]}": file.read()}

    def erase(self, rows: "QuerySet[Person]", whose: Whose, now: dt.datetime) -> int:
        count = 0
        for person in rows:
            count += 1
            FormerName.objects.filter(kind=Person._meta.label_lower, thing_id=person.pk).delete()
            if person.photo is not None:
                person.photo.delete()
                person.photo = None
            if person.session_speakers.exists() or person.proposals.exists():
                blank = Person(name=str(_("Somebody who left")), slug=f"left-{person.uuid.hex[:10]}")
                for f in Person._meta.concrete_fields:
                    if f.name not in {"id", "uuid", "created_at"}:
                        setattr(person, f.attname, getattr(blank, f.attname))
                person.user = None
                person.save()
            else:
                person.delete()
        return count


@holds(User)
class Accounts(Holding):
    """With it go its sessions, keys and whatever else libraries keep by account."""

    said = _("account")
    order = 99
    hidden = frozenset({"password"})

    def rows(self, whose: Whose) -> "QuerySet[User]":
        return User.objects.filter(pk=whose.user.pk) if whose.user else User.objects.none()


def _without(thing: Any, emails: frozenset[str]) -> Any:
    """JSON in which the addresses do not stand any more, however deep they stood."""
    if isinstance(thing, dict):
        return {key: _without(value, emails) for key, value in thing.items()}
    if isinstance(thing, list):
        return [_without(value, emails) for value in thing]
    if isinstance(thing, str) and any(email in thing.lower() for email in emails):
        return NOBODY
    return thing
