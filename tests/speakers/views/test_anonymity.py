"""Anonymous review leaks nothing: a marker stands in each field that tells who proposes, and every address of the site
is asked as a reviewer who chairs a track, as a voter and as a stranger. No page, feed, mail or answer may hold it."""

import datetime as dt
import itertools
import re

import pytest
from django.core import mail
from django.test import Client

from core import audit, outbox
from core.clock import now as clock_now
from core.routes import routes
from people.models import Organisation, Person
from speakers.actions import assignment, blind, co_speaker, review, vote
from speakers.models import AccessCode, CallQuestion, CoSpeaker, ProposalFile
from tests.factories.events import make_crew, make_event
from tests.factories.people import make_organisation, make_user
from tests.factories.reviewing import make_criterion, make_phase, make_reviewer
from tests.factories.speakers import make_call, make_proposal, make_talk, make_track

pytestmark = pytest.mark.django_db

MARK = "zqxmark"
HOUSE = "zqxhouse"
PART = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>|\(\?P<(?P<old>\w+)>[^)]*\)")
LEFT_OUT = (
    "cms/",
    "accounts/",
    "documents/",
    "images/",
    "static/",
    "media/",
    "styleguide/",
    "demo/",
    "webhooks/",
)
OURS = re.compile(r"review|vote|proposal")
READ = re.compile(r"^/events/[^/]+/(review|proposals)/")
TELLING = re.compile(
    r"review|vote|proposal|search|^/api/|^/people/|^/me/$|^/speakers/|\.(ics|xml|json|atom)$"
)
MOST_WAYS = 6


class World:
    """A submitted proposal, marked all over; a reviewer who has given a review, chairs its track, and voted."""

    def __init__(self) -> None:
        event = make_event("Autumn summit", kind="summit")
        call = make_call(event)
        track = make_track(event)
        ada = self.somebody("Ada")
        named = self.somebody("Bo")
        earlier = make_talk(make_event(status="draft"), ada, title=f"Earlier {MARK}")
        names = CallQuestion.objects.create(call=call, label="Employer", names_somebody=True)
        plain = CallQuestion.objects.create(call=call, label="Level of detail")
        code = AccessCode.objects.create(call=call, code="late", note=MARK)
        self.talk = make_proposal(
            call,
            ada,
            title="Keys and locks",
            track=track,
            notes=f"notes {MARK}",
            equipment=f"equipment {MARK}",
            co_speakers=f"{named.user.email}, other@{MARK}.example",
            answers={str(names.pk): f"answer {MARK}", str(plain.pk): "much of it"},
            given_before=earlier,
            access_code=code,
            key=f"form-{MARK}",
        )
        CoSpeaker.objects.create(
            proposal=self.talk, email=named.user.email, person=named, is_willing=True, answered_at=clock_now()
        )
        unknown = CoSpeaker.objects.create(proposal=self.talk, email=f"other@{MARK}.example")
        co_speaker.answer(
            row=unknown,
            is_willing=True,
            by=None,
            now=clock_now(),
            name=f"Cy {MARK}",
            biography=f"told {MARK}",
        )
        Person.objects.filter(named_in=unknown).update(slug="speaker-cy")
        self.file = ProposalFile.objects.create(
            proposal=self.talk,
            title=f"{MARK}.pdf",
            file=f"proposals/2026/{MARK}.pdf",
            content_type="application/pdf",
            size=1,
            added_at=clock_now(),
        )
        audit.note(by=ada.user, verb="change", thing=self.talk, name=MARK)
        self.phase = make_phase(call, takes_votes=True, shows_scores="always")
        criterion = make_criterion(call)
        self.reviewer = make_user("reviewer@people.example", name="Rae Reed")
        row = make_reviewer(call, self.reviewer.person, track, is_chair=True)
        other = make_user(name="Otto Other")
        make_reviewer(call, other.person)
        boss = make_user(name="Bea Boss")
        make_crew(event, boss.person)
        now = clock_now()
        plan = assignment.preview(call=call, each=2, by=boss)
        assignment.assign_fairly(call=call, each=2, key=plan.key, by=boss, now=now)
        outbox.sweep(now + dt.timedelta(minutes=20))
        for user in (self.reviewer, other):
            review.give(proposal=self.talk, scores={criterion.pk: 3}, by=user, now=now, private="Fine")
            vote.give(proposal=self.talk, value=3, by=user, now=now)
        self.event = event
        self.known = {
            "events/": [event.slug],
            "people/": [ada.slug, "speaker-cy"],
            "organisations/": [Organisation.objects.get(people=ada).slug],
        }
        self.codes = [self.talk.code, earlier.code]
        self.numbers = sorted({self.talk.pk, self.file.pk, self.phase.pk, row.pk, criterion.pk, event.pk})

    def somebody(self, name: str):
        """Known by the mark alone; no profile is shown, and the address of it is not told to anybody."""
        user = make_user(f"{name}@{MARK}.example", name=f"{name} {MARK}")
        person = user.person
        house = make_organisation(f"House {HOUSE}", slug=f"house-of-{name.lower()}")
        person.slug, person.organisation = f"speaker-{name.lower()}", house
        person.headline = person.biography = person.city = person.pronouns = f"told {MARK}"
        person.website = f"https://{MARK}.example/"
        person.save()
        return person

    def addresses(self):
        """Every route, its parts filled in with what this world has."""
        for route in sorted({route for route, _view in routes()}):
            route = re.sub(r"\\?[$^\\]|\\Z", "", route)
            if route.startswith(LEFT_OUT):
                continue
            ways = [self._values(route, part) for part in PART.finditer(route)]
            for values in itertools.islice(itertools.product(*ways), MOST_WAYS):
                filled = iter(values)
                yield "/" + PART.sub(lambda _part, filled=filled: str(next(filled)), route)

    def _values(self, route, part):
        name = part["name"] or part["old"]
        if part["kind"] == "int" or name in {"key", "pk", "id"}:
            return self.numbers
        if name == "code":
            return self.codes
        if name == "slug":
            found = [slugs for begin, slugs in self.known.items() if f"/{route}".find(f"/{begin}") >= 0]
            return found[0] if found else [slug for slugs in self.known.values() for slug in slugs]
        return [*self.codes, self.event.slug]


def leaks(world, user, *, only=None):
    """Addresses at which this reader finds the mark: seen, then posted to; and how many were answered with a page."""
    client, found, shown = Client(raise_request_exception=False), [], 0
    if user is not None:
        client.force_login(user)
    addresses = [a for a in dict.fromkeys(world.addresses()) if only is None or only.search(a)]
    addresses += [f"/search/?q={words}" for words in ("Keys", "Autumn") if only not in (OURS, READ)]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code < 500 or answer.status_code == 503, address
        shown += answer.status_code == 200
        if marked(answer, address):
            found.append(address)
    for address in addresses:
        if OURS.search(address) and marked(client.post(address, {"verb": "stay", "value": "x"}), address):
            found.append(f"POST {address}")
    return found, shown


def marked(answer, address):
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = f"{body.decode(errors='replace')} {answer.headers}".lower()
    # That an organisation is known to the site, and can be chosen in a profile, says nothing of a proposal.
    lists_houses = "organisations" in address or address == "/me/profile/"
    return MARK in text or (HOUSE in text and not lists_houses)


@pytest.mark.heavy(sabotage=["blind"])
def test_no_address_of_the_whole_site_tells_a_reviewer_who_proposes(sabotage, monkeypatch):
    if sabotage == "blind":
        monkeypatch.setattr(blind, "tells_names", lambda phase: True)
    world = World()

    found, shown = leaks(world, world.reviewer)

    assert found == []
    assert shown > 40, "the crawl came in nowhere"


def test_no_address_near_proposals_tells_a_reviewer_who_proposes():
    world = World()

    found, shown = leaks(world, world.reviewer, only=TELLING)

    assert found == []
    assert shown > 15, "the crawl came in nowhere"
    assert [letter.to for letter in mail.outbox if MARK not in letter.to[0]], "nobody was written to"
    assert all(
        MARK not in f"{letter.subject} {letter.body} {letter.alternatives}".lower()
        for letter in mail.outbox
        if MARK not in letter.to[0].lower()
    )


@pytest.mark.parametrize("who", ["voter", "stranger"])
def test_no_address_tells_a_voter_or_a_stranger(who):
    world = World()
    user = make_user(name="Vic Voter") if who == "voter" else None

    assert leaks(world, user, only=OURS)[0] == []


def test_the_reviewer_is_shown_the_proposal_and_what_names_nobody():
    world = World()
    client = Client()
    client.force_login(world.reviewer)

    text = client.get(f"/events/{world.event.slug}/review/{world.talk.code}/").content.decode()

    assert "Keys and locks" in text and "much of it" in text and "Otto Other" in text


def test_without_the_blind_the_crawl_finds_the_mark(monkeypatch):
    """The guard taken away: the crawl must see it, else it proves nothing."""
    world = World()
    monkeypatch.setattr(blind, "tells_names", lambda phase: True)

    found, _shown = leaks(world, world.reviewer, only=READ)

    assert f"/events/{world.event.slug}/review/{world.talk.code}/" in found


def test_without_the_blind_a_voter_reads_the_name(monkeypatch):
    world = World()
    monkeypatch.setattr(blind, "tells_names", lambda phase: True)

    found, _shown = leaks(world, make_user(name="Vic Voter"), only=READ)

    assert f"/events/{world.event.slug}/proposals/vote/" in found


def test_where_names_are_told_notes_and_equipment_are_not():
    world = World()
    world.phase.shows_names = True
    world.phase.save()

    seen = blind.as_reviewer(world.talk, world.reviewer.person.reviewing.get(), clock_now())

    assert [speaker.name for speaker in seen.who.speakers] == [f"Ada {MARK}", f"Bo {MARK}", f"Cy {MARK}"]
    assert [label for label, _words in seen.answers] == ["Employer", "Level of detail"]
    assert "notes" not in str(seen) and "equipment" not in str(seen)
    assert seen.who.earlier_title == "", "a talk that nobody else sees"


def test_outside_every_phase_nobody_is_named():
    world = World()
    world.phase.shows_names = True
    world.phase.save()

    assert blind.as_reviewer(world.talk, None, world.phase.ends_at).who is None
    assert blind.as_voter(world.talk, world.phase.ends_at).who is None
