"""Who is too near to a proposal to review it: whoever proposes or speaks along, their colleagues, and who says so."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.db.models.functions import Lower

from people.models import Person
from speakers.models.proposal import CoSpeaker, Proposal
from speakers.models.review import Conflict
from speakers.rules.completeness import addresses_in


def near_to(proposals: "QuerySet[Proposal]", people: Iterable[Person]) -> dict[int, frozenset[int]]:
    """Proposal → those of `people` (by key) who are too near to it, in a fixed number of queries."""
    readers = {person.pk: person for person in people}
    rows = list(
        proposals.order_by().values_list("pk", "person", "person__organisation", "co_speakers").distinct()
    )
    keys = [row[0] for row in rows]
    houses: dict[int, set[int]] = defaultdict(set)
    for person in readers.values():
        if person.organisation_id:
            houses[person.organisation_id].add(person.pk)
    named = _named(proposals, {pk: text for pk, _person, _house, text in rows})
    near: dict[int, set[int]] = {}
    for pk, person_id, house, _text in rows:
        speakers = {person_id: house, **named.get(pk, {})}
        near[pk] = {key for key in speakers if key in readers}
        for organisation in speakers.values():
            near[pk] |= houses.get(organisation or 0, set())
    said = Conflict.objects.filter(proposal__in=proposals.order_by().values("pk"), person__in=readers)
    for proposal, person_id in said.values_list("proposal", "person"):
        if proposal in near:
            near[proposal].add(person_id)
    return {pk: frozenset(near.get(pk, ())) for pk in keys}


def is_near(proposal: Proposal, person: Person) -> bool:
    return person.pk in near_to(Proposal.objects.filter(pk=proposal.pk), [person])[proposal.pk]


def _named(proposals: "QuerySet[Proposal]", texts: dict[int, str]) -> dict[int, dict[int, Any]]:
    """Proposal → {co-speaker: their organisation}, by their answer and by every address that is known to be theirs."""
    addresses: dict[str, set[int]] = defaultdict(set)
    for pk, text in texts.items():
        for address in addresses_in(text):
            addresses[address.lower()].add(pk)
    found: dict[int, dict[int, Any]] = defaultdict(dict)
    rows = CoSpeaker.objects.filter(proposal__in=proposals.order_by().values("pk"))
    for pk, email, person, house in rows.values_list("proposal", "email", "person", "person__organisation"):
        addresses[email.lower()].add(pk)
        if person:
            found[pk][person] = house
    if addresses:
        known = EmailAddress.objects.annotate(lower=Lower("email")).filter(
            lower__in=list(addresses), verified=True, user__person__isnull=False
        )
        for address, person, house in known.values_list(
            "lower", "user__person", "user__person__organisation"
        ):
            for pk in addresses[address]:
                found[pk][person] = house
    return found
