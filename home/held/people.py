"""Of everybody."""

import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from core.models import ApiToken, AuditEntry, FormerName, Job
from core.personal_data import Holding, Whose, holds
from events.models import Crew
from groups.models import Membership
from home.actions import group_folder
from home.held.shapes import NOBODY, OfPerson, of_person, of_user
from home.models import ArticlePage, GroupFolder
from people.models import Claim, Person, Standing, User


@holds(Membership)
class Memberships(OfPerson):
    said = _("groups")

    def tell(self, row: Any) -> dict[str, Any]:
        return {"group": row.group.name, "role": row.role, "joined_at": row.joined_at}


@holds(Crew)
class Crews(OfPerson):
    said = _("parts in running an event")

    def tell(self, row: Any) -> dict[str, Any]:
        return {"event": row.event.title, "role": row.role}


@holds(Standing)
class Standings(OfPerson):
    said = _("recognitions")


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


@holds(ApiToken)
class Tokens(Holding):
    said = _("tokens for programs")
    hidden = frozenset({"secret_hash"})

    def rows(self, whose: Whose) -> "QuerySet[ApiToken]":
        return ApiToken.objects.filter(of_user(whose))


@holds(GroupFolder)
class Folders(Holding):
    """What somebody asked for; whoever is forgotten may stand in any of them, so all are dropped and packed anew."""

    said = _("archives of groups")
    hidden = frozenset({"file"})

    def rows(self, whose: Whose) -> "QuerySet[GroupFolder]":
        return GroupFolder.objects.filter(of_user(whose, "asked_by"))

    def erase(self, rows: "QuerySet[GroupFolder]", whose: Whose, now: dt.datetime) -> int:
        count = rows.count()
        group_folder.drop_all()
        return count


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
