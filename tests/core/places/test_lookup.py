"""Asking for places: the gazetteer at once, Nominatim through a worker and never faster than one a second."""

import datetime as dt

import pytest
from geopy.exc import GeocoderServiceError, GeocoderTimedOut, GeocoderUnavailable

from core import clock, outbox
from core.models import Job, Pace, PlaceAnswer
from core.places import lookup
from core.places.gazetteer import gazetteer
from core.places.lookup import ASK, Missing, Place, answer_question, attribution, find_place
from core.places.nominatim import NominatimGateway, TooFast
from core.places.pace import hold_off, take_turn
from tests.fakes.nominatim import SILENCE, fake_nominatim

NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def nominatim(settings):
    with fake_nominatim() as fake:
        settings.GEOCODER = "nominatim"
        settings.NOMINATIM_URL = fake.url
        settings.NOMINATIM_USER_AGENT = "Folkmoot tests (moot@folkmoot.example)"
        yield fake


def no_wait(seconds):
    pass


# -- what both geocoders promise -------------------------------------------------------------------------


@pytest.fixture(params=["gazetteer", "nominatim"])
def ask(request):
    """(query, country) → (latitude, longitude, country) or None, of either geocoder."""
    if request.param == "gazetteer":

        def by_gazetteer(query, country=""):
            found = gazetteer().geocode(query, country_codes=country or None)
            return found and (found.latitude, found.longitude, found.raw["country_code"])

        yield by_gazetteer
        return
    with fake_nominatim() as fake:
        gateway = NominatimGateway(url=fake.url, user_agent="Folkmoot tests")

        def by_nominatim(query, country=""):
            found = gateway.ask(query, country)
            return found and (found.latitude, found.longitude, found.country_code)

        yield by_nominatim


def test_both_find_a_city(ask):
    latitude, longitude, country = ask("Köln")

    assert (latitude, longitude) == (pytest.approx(50.94, abs=0.05), pytest.approx(6.96, abs=0.05))
    assert country == "DE"


def test_both_narrow_by_country(ask):
    assert ask("Paris", "FR")[2] == "FR"
    assert ask("Paris", "DE") is None


def test_both_say_none_for_nowhere(ask):
    assert ask("Nowhereville") is None


# -- the real class of geopy, with trouble ---------------------------------------------------------------


def test_nominatim_is_asked_under_our_own_name(nominatim):
    NominatimGateway().ask("Ericeira", "PT")

    assert nominatim.agents == ["Folkmoot tests (moot@folkmoot.example)"]
    assert nominatim.asked[0]["countrycodes"] == "pt"


@pytest.mark.parametrize("retry_after, seconds", [("", 60), ("7", 7)])
def test_too_many_requests_asks_for_peace(nominatim, retry_after, seconds):
    nominatim.troubles["Ericeira"], nominatim.retry_after = 429, retry_after

    with pytest.raises(TooFast) as refused:
        NominatimGateway().ask("Ericeira")

    assert refused.value.peace == dt.timedelta(seconds=seconds)


@pytest.mark.parametrize("trouble, error", [(500, GeocoderServiceError), (SILENCE, GeocoderTimedOut)])
def test_trouble_is_raised_so_that_the_worker_tries_again(nominatim, trouble, error):
    nominatim.troubles["Ericeira"] = trouble

    with pytest.raises(error):
        NominatimGateway(timeout=0.3).ask("Ericeira")

    assert len(nominatim.asked) == 1


def test_a_service_that_is_gone_is_trouble_too(nominatim):
    with fake_nominatim() as gone:
        url = gone.url

    with pytest.raises((GeocoderUnavailable, GeocoderServiceError)):
        NominatimGateway(url=url, timeout=1).ask("Ericeira")


# -- turns ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_turns_are_a_second_apart():
    waited = []

    turns = [take_turn("geo", dt.timedelta(seconds=1), now=NOW, wait=waited.append) for _ in range(3)]

    assert turns == [NOW, NOW + dt.timedelta(seconds=1), NOW + dt.timedelta(seconds=2)]
    assert waited == [1.0, 2.0]


@pytest.mark.django_db
def test_a_turn_long_after_the_last_comes_at_once():
    take_turn("geo", dt.timedelta(seconds=1), now=NOW, wait=no_wait)

    assert take_turn("geo", dt.timedelta(seconds=1), now=NOW + dt.timedelta(hours=1), wait=no_wait) == (
        NOW + dt.timedelta(hours=1)
    )


@pytest.mark.django_db
def test_holding_off_moves_the_next_turn_and_never_back():
    hold_off("geo", NOW + dt.timedelta(minutes=5))
    hold_off("geo", NOW + dt.timedelta(minutes=1))

    assert Pace.objects.get(name="geo").next_at == NOW + dt.timedelta(minutes=5)


@pytest.mark.django_db(transaction=True)
def test_turns_of_many_workers_are_never_the_same():
    import threading

    from django.db import connection

    turns = []

    def work():
        try:
            turns.extend(take_turn("geo", dt.timedelta(seconds=1), now=NOW, wait=no_wait) for _ in range(5))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(turns) == [NOW + dt.timedelta(seconds=n) for n in range(20)]


# -- pages ask, workers answer ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_gazetteer_answers_a_page_without_any_question(django_assert_num_queries):
    with django_assert_num_queries(0):
        found = find_place("koln")

    assert isinstance(found, Place)
    assert (found.country, found.timezone, found.is_vague) == ("DE", "Europe/Berlin", False)


@pytest.mark.django_db
def test_without_nominatim_an_unknown_place_is_unknown():
    assert find_place("Ericeira") is Missing.UNKNOWN
    assert find_place("91, 0") is Missing.NOT_ON_THE_GLOBE
    assert not Job.objects.filter(kind=ASK).exists()


@pytest.mark.django_db(transaction=True)
def test_an_unknown_place_is_asked_for_once_and_then_known(nominatim, monkeypatch):
    monkeypatch.setattr(lookup.time, "sleep", no_wait)
    monkeypatch.setattr(outbox, "wake", type("Wake", (), {"enqueue": staticmethod(lambda pk: None)}))

    assert find_place("Ericeira") is Missing.ASKED
    assert find_place(" ericeira ") is Missing.ASKED
    assert nominatim.asked == []
    job = Job.objects.get(kind=ASK)

    assert outbox.work(job.pk, job.due_at)
    found = find_place("Ericeira")

    assert isinstance(found, Place)
    assert (found.country, found.timezone, found.provider) == ("PT", "Europe/Lisbon", "nominatim")
    assert len(nominatim.asked) == 1


@pytest.mark.django_db
def test_an_answer_is_kept_for_good_also_that_there_is_none(nominatim):
    for _ in range(3):
        answer_question("Ericeira", now=NOW, wait=no_wait)
        answer_question("Nowhereville", now=NOW, wait=no_wait)

    assert len(nominatim.asked) == 2
    assert PlaceAnswer.objects.filter(found=False).count() == 1
    assert find_place("Nowhereville") is Missing.UNKNOWN


@pytest.mark.django_db
def test_a_question_that_failed_for_good_is_not_said_to_be_asked_and_is_asked_another_day(settings):
    settings.GEOCODER = "nominatim"
    assert find_place("Ericeira") is Missing.ASKED

    for ago, said in ((dt.timedelta(hours=1), Missing.UNKNOWN), (dt.timedelta(days=2), Missing.ASKED)):
        Job.objects.filter(kind=ASK).update(failed_at=clock.now() - ago)
        assert find_place("Ericeira") is said

    assert Job.objects.get(kind=ASK).failed_at is None


@pytest.mark.django_db
def test_peace_is_kept_by_the_whole_site(nominatim):
    nominatim.troubles["Ericeira"], nominatim.retry_after = 429, "30"

    with pytest.raises(TooFast):
        answer_question("Ericeira", now=NOW, wait=no_wait)

    assert Pace.objects.get(name="nominatim").next_at == NOW + dt.timedelta(seconds=30)
    assert not PlaceAnswer.objects.exists()


@pytest.mark.django_db
def test_strangers_cannot_fill_the_queue(nominatim, monkeypatch):
    monkeypatch.setattr(lookup, "MOST_QUESTIONS", 2)
    monkeypatch.setattr(outbox, "wake", type("Wake", (), {"enqueue": staticmethod(lambda pk: None)}))

    said = [find_place(f"Nowhere {word}ville") for word in ("a", "b", "c")]

    assert said == [Missing.ASKED, Missing.ASKED, Missing.UNKNOWN]


def test_who_is_thanked(settings):
    assert attribution() == ("© GeoNames (CC BY 4.0)",)

    settings.GEOCODER = "nominatim"

    assert len(attribution()) == 2 and "OpenStreetMap" in attribution()[1]
