"""“This speaker is me”: asked by an account, decided by staff."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core.audit import note
from people import emails
from people.actions import merging
from people.models import Claim, Person, User


class ClaimRefused(Exception):
    """Why nothing can be asked or decided, in words for a person."""


@transaction.atomic
def ask(*, by: User, person: Person, because: str, now: dt.datetime) -> Claim:
    """Asks that `person` be `by`. The same question asked twice is one claim."""
    if person.user_id is not None:
        raise ClaimRefused(_("This profile belongs to an account already."))
    try:
        with transaction.atomic():
            claim = Claim(person=person, user=by, because=because.strip(), asked_at=now)
            claim.full_clean(validate_constraints=False)
            claim.save()
    except IntegrityError:
        return Claim.objects.get(person=person, user=by, status=Claim.Status.OPEN)
    note(by=by, verb="claim.ask", thing=claim, person=person.pk)
    return claim


@transaction.atomic
def grant(*, by: User, claim: Claim, now: dt.datetime) -> Claim:
    """Gives the person to the account; the account's own person is merged into it. Other claims on it are refused."""
    claim = _decide(by=by, claim=claim, status=Claim.Status.GRANTED, now=now)
    person = Person.objects.select_for_update().get(pk=claim.person_id)
    if person.user_id is not None:
        raise ClaimRefused(_("This profile belongs to an account already."))
    own = Person.objects.filter(user=claim.user).first()
    if own is None:
        person.user = claim.user
        person.save(update_fields=["user", "updated_at"])
    else:
        # An account that was granted a person before: that grant is told by the audit trail, one row a person stays.
        own.claims.exclude(status=Claim.Status.OPEN).delete()
        try:
            merging.merge(by=by, kept=person, gone=own)
        except merging.CannotMerge as problem:
            raise ClaimRefused(
                _("Both have “%(row)s”, and dropping one would lose something. Settle that first.")
                % {"row": problem}
            ) from problem
    note(by=by, verb="claim.grant", thing=claim, person=person.pk, account=claim.user_id)
    for other in Claim.objects.filter(person=person, status=Claim.Status.OPEN):
        refuse(by=by, claim=other, now=now)
    emails.claim_decided(claim)
    return claim


@transaction.atomic
def refuse(*, by: User, claim: Claim, now: dt.datetime) -> Claim:
    claim = _decide(by=by, claim=claim, status=Claim.Status.REFUSED, now=now)
    note(by=by, verb="claim.refuse", thing=claim, person=claim.person_id, account=claim.user_id)
    emails.claim_decided(claim)
    return claim


def _decide(*, by: User, claim: Claim, status: Claim.Status, now: dt.datetime) -> Claim:
    """One conditional statement: two members of staff who press at once decide once."""
    try:
        with transaction.atomic():
            decided = Claim.objects.filter(pk=claim.pk, status=Claim.Status.OPEN).update(
                status=status, decided_at=now, decided_by=by
            )
    except IntegrityError:
        raise ClaimRefused(_("This profile was given to another account.")) from None
    if not decided:
        raise ClaimRefused(_("This was decided already."))
    return Claim.objects.select_related("person", "user").get(pk=claim.pk)
