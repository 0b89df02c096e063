import pytest
from django.urls import reverse

from core.clock import now as clock_now
from core.models import Job
from speakers.actions import board, decision
from speakers.models import CallLetter, Choice, Decision, Review
from tests.factories.events import make_crew, make_event
from tests.factories.people import make_organisation, make_person, make_user
from tests.factories.reviewing import make_criterion, make_phase, make_reviewer
from tests.factories.selection import make_choice, make_decision
from tests.factories.speakers import make_call, make_proposal, make_talk, make_track

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make_call(make_event("Autumn summit", kind="summit"))


@pytest.fixture
def track(call):
    return make_track(call.event, slots=1)


@pytest.fixture
def talks(call, track):
    return [
        make_proposal(call, make_person(f"Speaker {n}"), track=track, title=f"Talk no {n}") for n in range(3)
    ]


@pytest.fixture
def boss(call, client):
    user = make_user(name="Bo Boss")
    make_crew(call.event, user.person, "chair")
    client.force_login(user)
    return user


@pytest.fixture
def chair(call, track):
    user = make_user(name="Cleo Chair")
    make_reviewer(call, user.person, track, is_chair=True)
    return user


def at(name, call, *more):
    return reverse(name, args=[call.event.slug, *more])


def page(client, call, query=""):
    return client.get(f"{at('desk_selection', call)}{query}").content.decode()


def put(client, call, to, **more):
    return client.post(at("desk_selection_place", call), {"track": "storage", "to": to, **more})


def score(proposal, person, value):
    review = Review.objects.create(
        proposal=proposal, person=person, created_at=clock_now(), changed_at=clock_now()
    )
    criterion = proposal.call.criteria.first() or make_criterion(proposal.call)
    review.scores.create(criterion=criterion, value=value)


def test_buttons_order_the_list_and_the_count_is_against_the_slots(client, call, talks, boss):
    for talk in talks[:2]:
        answer = put(client, call, f"{talk.code} accept")
    put(client, call, f"{talks[1].code} accept 0")

    assert answer.status_code == 302
    assert answer.url == f"{at('desk_selection', call)}?track=storage&whose=team#p-{talks[1].code}"
    rows = Choice.objects.filter(whose="team").order_by("position")
    assert [row.proposal for row in rows] == [talks[1], talks[0]]
    text = page(client, call)
    assert "2 of 1 slots" in text
    assert "1 too many" in text
    assert text.index("Talk no 1") < text.index("Talk no 0") < text.index("Talk no 2")
    put(client, call, f"{talks[1].code} open")
    assert Choice.objects.count() == 1


def test_it_opens_on_the_first_track_that_got_proposals(client, call, talks, boss):
    make_track(call.event, "Archives")  # stands before Storage

    assert "Talk no 0" in page(client, call)
    assert "Talk no 0" not in page(client, call, "?track=archives")


@pytest.mark.parametrize("to", ["", "NOBODY accept", "{code} maybe", "{code} accept x", "{code}"])
def test_what_no_button_says_is_refused(client, call, talks, boss, to):
    assert put(client, call, to.format(code=talks[0].code)).status_code == 404
    assert not Choice.objects.exists()


def test_one_accepted_meanwhile_is_said_on_the_board(client, call, talks, boss):
    talks[0].status = "accepted"
    talks[0].save()

    answer = put(client, call, f"{talks[0].code} decline")

    assert answer.status_code == 409
    assert "its speaker knows it" in answer.content.decode()


def test_the_team_begins_with_the_chairs_list_and_both_are_tabs(client, call, talks, boss):
    make_choice(talks[1], whose="chairs")
    assert "1 of 1 slots" in page(client, call, "?whose=chairs")
    assert "0 of 1 slots" in page(client, call)

    client.post(at("desk_selection_take_over", call), {"track": "storage"})

    assert "1 of 1 slots" in page(client, call)


def test_a_chair_sees_their_tracks_titles_and_neither_names_nor_the_teams_list(client, call, talks, chair):
    other = make_track(call.event, "Nets")
    make_choice(talks[0], "accept")
    make_decision(talks[1], "accept")
    client.force_login(chair)

    text = page(client, call, "?whose=team")

    assert "Talk no 0" in text
    assert "Speaker 0" not in text
    assert "0 of 1 slots" in text
    assert "Balance" not in text
    assert "decided" not in text
    assert other.name not in text
    assert client.get(f"{at('desk_selection', call)}?track=nets").status_code == 403
    assert put(client, call, f"{talks[0].code} accept", whose="team").status_code == 302
    assert Choice.objects.get(whose="chairs").proposal == talks[0]


def test_a_chair_does_not_see_where_their_own_or_their_colleagues_talk_stands(client, call, track, chair):
    chair.person.organisation = house = make_organisation()
    chair.person.save()
    make_proposal(call, chair.person, track=track, title="My own one")
    make_proposal(call, make_person("Col", organisation=house), track=track, title="My colleague's")
    client.force_login(chair)

    text = page(client, call)

    assert "My own one" not in text
    assert "My colleague" not in text


@pytest.mark.parametrize(
    ("shows", "takes_reviews", "shown"),
    [
        ("after", True, [True, False]),
        ("never", True, [False, False]),
        ("always", True, [True, True]),
        ("after", False, [True, True]),
    ],
)
def test_a_chair_sees_scores_as_the_phase_says(call, track, talks, chair, shows, takes_reviews, shown):
    score(talks[0], chair.person, 4)
    for talk in talks[:2]:
        score(talk, make_person("Rae Reed"), 0)
    Review.objects.create(  # abstains
        proposal=talks[1], person=chair.person, created_at=clock_now(), changed_at=clock_now()
    )
    make_phase(call, shows_scores=shows, takes_reviews=takes_reviews)

    rows = board.entries_of(call, track, "chairs", board.reader_of(chair, call), clock_now())

    by_title = {row.line.title: row.tally is not None for row in rows}
    assert [by_title["Talk no 0"], by_title["Talk no 1"]] == shown


def test_a_score_that_is_hidden_is_not_told_by_the_order_either(call, track, talks, chair):
    score(talks[2], make_person("Rae Reed"), 4)
    make_phase(call, shows_scores="after")

    rows = board.entries_of(call, track, "chairs", board.reader_of(chair, call), clock_now())

    assert [row.line.title for row in rows] == ["Talk no 0", "Talk no 1", "Talk no 2"]


def test_open_ones_stand_by_their_score(client, call, talks, boss):
    for talk, value in zip(talks, (1, 4, 2), strict=True):
        score(talk, make_person(), value)

    text = page(client, call)

    assert text.index("Talk no 1") < text.index("Talk no 2") < text.index("Talk no 0")
    assert "100 of 100 from 1 review" in text


def test_balance_tells_new_ones_regions_and_the_largest_organisation(client, call, talks, boss):
    house = make_organisation("Karst Works")
    for talk, country in zip(talks[:2], ("DE", "JP"), strict=True):
        talk.person.organisation, talk.person.country = house, country
        talk.person.save()
        make_choice(talk)
    earlier = make_event("Spring", kind="summit", starts_at=call.event.starts_at.replace(year=2020))
    make_talk(earlier, talks[0].person)

    balance = board.balance(call, "team")

    assert (balance.people, balance.new.number) == (2, 1)
    assert {one.name for one in balance.regions} == {"europe", "asia"}
    assert "Karst Works, 2" in page(client, call)


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("desk_selection", []),
        ("desk_decisions", []),
        ("desk_call_letters", []),
        ("desk_call_letter", ["accept", "en"]),
        ("desk_selection_place", []),
        ("desk_selection_take_over", []),
        ("desk_selection_decide", []),
    ],
)
def test_nobody_else_comes_in(client, call, talks, chair, name, more):
    url = at(name, call, *more)
    reader = make_user(name="Rae Reed")
    make_reviewer(call, reader.person)

    assert client.get(url).url.startswith("/accounts/login/")
    client.force_login(reader)
    assert client.get(url).status_code == client.post(url).status_code == 403
    if name not in ("desk_selection", "desk_selection_place"):
        client.force_login(chair)
        assert client.get(url).status_code == client.post(url).status_code == 403


def test_a_release_asks_once_with_the_numbers(client, call, talks, boss):
    for talk, verdict in zip(talks, ("accept", "alternate", "decline"), strict=True):
        make_choice(talk, verdict)
    assert client.post(at("desk_selection_decide", call)).url == at("desk_decisions", call)
    url = at("desk_decisions", call)

    asked = client.post(url, {"verdict": ["accept", "decline"]})

    assert "Tell them now?" in asked.content.decode()
    assert not Job.objects.filter(kind="speakers.letter").exists()
    seen = asked.context["asked"]["numbers"]
    assert client.post(url, {"verdict": ["accept", "decline"], "seen": "accept:9"}).status_code == 409
    assert client.post(url, {"verdict": ["accept", "decline"], "seen": seen}).status_code == 302
    assert Job.objects.filter(kind="speakers.letter").count() == 2
    assert list(decision.waiting(call).values_list("verdict", flat=True)) == ["alternate"]
    assert client.post(url, {"verdict": ["accept", "decline"], "seen": seen}).status_code == 302
    assert Job.objects.filter(kind="speakers.letter").count() == 2


def letter(client, call, **words):
    return client.post(at("desk_call_letter", call, "accept", "de"), words)


def test_an_unknown_place_is_said_beside_the_field_and_nothing_is_lost(client, call, talks, boss):
    answer = letter(client, call, subject="Hallo {nmae}", body="Schön. {title}")

    assert answer.status_code == 422
    assert "{nmae}" in str(answer.context["form"].errors["subject"])
    assert "Schön. {title}" in answer.content.decode()
    assert letter(client, call, subject="Hallo", body="").status_code == 422
    assert not CallLetter.objects.exists()


def test_words_are_seen_with_a_real_proposal_before_they_are_kept(client, call, talks, boss):
    talks[0].title = "<script>alert(1)</script>"
    talks[0].save()

    text = letter(client, call, subject="Zu {title}", body="<b>Hallo</b> {name}", look="1").content.decode()

    assert "Zu &lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "&lt;b&gt;Hallo&lt;/b&gt; Speaker 0" in text
    assert "<script>alert" not in text
    assert not CallLetter.objects.exists()
    assert letter(client, call, subject="Zu {title}", body="Hallo").status_code == 302
    assert CallLetter.objects.get().language == "de"
    assert "your words" in client.get(at("desk_call_letters", call)).content.decode()


@pytest.mark.parametrize("about", CallLetter.About.values)
@pytest.mark.parametrize("language", ["en", "de"])
def test_the_sites_own_words_are_shown_where_none_are_written(client, call, talks, boss, about, language):
    answer = client.get(at("desk_call_letter", call, about, language))

    assert answer.context["text"].subject
    assert "Talk no" in answer.context["text"].body


def test_there_is_no_letter_about_nothing_or_in_no_language(client, call, boss):
    assert client.get(at("desk_call_letter", call, "perhaps", "en")).status_code == 404
    assert client.get(at("desk_call_letter", call, "accept", "tlh")).status_code == 404


def test_the_pages_cost_the_same_however_many(client, call, track, talks, boss, queries_of):
    def more(number):
        for n in range(number):
            talk = make_proposal(call, make_person(organisation=make_organisation(f"House {n}")), track=track)
            make_choice(talk, ("accept", "alternate", "decline")[n % 3], n)
            make_decision(talk)

    names = ("desk_selection", "desk_decisions")
    more(1)
    first = [queries_of(client, at(name, call)) for name in names]
    more(30)

    assert [queries_of(client, at(name, call)) for name in names] == first


def test_a_long_list_comes_in_pages(client, call, track, talks, boss, monkeypatch):
    monkeypatch.setattr("speakers.views.selection.PER_PAGE", 2)
    for position, talk in enumerate(talks):
        make_choice(talk, position=position)

    assert "Talk no 2" not in page(client, call)
    assert "Talk no 2" in page(client, call, "?page=2")


def test_without_a_call_there_is_nothing_to_choose(client):
    event = make_event(kind="summit")
    user = make_user(name="Bo Boss")
    make_crew(event, user.person, "chair")
    client.force_login(user)

    assert "no call" in client.get(reverse("desk_selection", args=[event.slug])).content.decode()


def test_an_unreleased_verdict_is_nowhere_but_at_the_team(client, call, track, talks, chair):
    """Planted, it changes no byte of what speakers, reviewers, chairs and the public get."""
    speaker, reader = make_user(name="Ada Lark"), make_user(name="Rae Reed")
    make_reviewer(call, reader.person, track)
    make_phase(call, takes_votes=True)
    mine = make_proposal(call, speaker.person, track=track, title="Keys and locks")
    event = call.event.slug
    pages = {
        None: [
            reverse("proposal_new", args=[event]),
            reverse("chosen", args=[event]),
            f"/events/{event}/",
            f"/events/{event}/schedule/",
            f"/events/{event}/schedule.json",
            f"/api/v1/events/{event}",
            "/speakers/",
        ],
        speaker: [reverse("proposal", args=[mine.code]), "/me/proposals/", "/me/"],
        reader: [reverse("review", args=[event]), reverse("review_proposal", args=[event, mine.code])],
        chair: [reverse("desk_review", args=[event]), reverse("desk_selection", args=[event])],
    }

    def crawl():
        found = {}
        for who, urls in pages.items():
            client.logout()
            if who:
                client.force_login(who)
            for url in urls:
                answer = client.get(url)
                found[url] = (answer.status_code, plain(answer.content.decode()))
        return found

    before = crawl()
    make_choice(mine, "decline")
    for talk in talks:
        make_choice(talk)
    decision.decide(call=call, by=None, now=clock_now())

    assert Decision.objects.count() == 4
    assert crawl() == before
    assert before[reverse("chosen", args=[event])][0] == 404
    assert before[f"/events/{event}/schedule/"][0] == 200


def plain(text):
    """Without what is new in each answer."""
    lines = text.splitlines()
    return [
        line
        for line in lines
        if not any(word in line for word in ("csrf", "nonce", "generated", 'name="key"'))
    ]
