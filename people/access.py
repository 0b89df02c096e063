"""Who may see and change people, and decide who is who."""

from allauth.mfa.models import Authenticator
from django.conf import settings

from core.access import rule
from people.models import Claim, Organisation, Person

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@rule("see", Person)
def who_sees_a_person(who, person: Person) -> bool:
    return person.is_public or who_changes_a_person(who, person)


@rule("change", Person)
def who_changes_a_person(who, person: Person) -> bool:
    return who.is_authenticated and (person.user_id == who.pk or who.is_staff)


@rule("claim", Person)
def who_claims_a_person(who, person: Person) -> bool:
    return who.is_authenticated and person.user_id is None


@rule("decide", Claim)
def who_decides_a_claim(who, claim: Claim) -> bool:
    """Never one's own: whoever administers asks somebody else."""
    return who.is_authenticated and who.is_staff and claim.user_id != who.pk


@rule("change", Organisation)
def who_changes_an_organisation(who, organisation: Organisation) -> bool:
    return who.is_authenticated and who.has_perm("people.change_organisation")


def lacks_second_factor(who) -> bool:
    """Must `who` set up a second factor before the site's own rooms open?

    Having one is enough: allauth has asked for it when the session began, or it was made in this session.
    """
    if not settings.REQUIRE_SECOND_FACTOR or not who.is_authenticated:
        return False
    return not Authenticator.objects.filter(user=who, type__in=SECOND_FACTORS).exists()
