import pytest

from events.booking.models.order import new_secret
from events.booking.rules.door import Verdict, masked, read_code, verdict


def test_a_code_is_read_bare_and_out_of_the_tickets_address():
    for _ in range(50):
        code = new_secret()
        for text in (
            code,
            code.upper(),
            f" {code}\n",
            f"https://site.example/registrations/{code}/",
            f"https://site.example/ja/registrations/{code}/?new=1",
        ):
            assert read_code(text) == code


@pytest.mark.parametrize(
    "text", ["", "Ada Lark", "a" * 31, "a" * 33, "0" * 32, "l" * 32, "/orders/" + "a" * 32]
)
def test_words_are_no_code(text):
    assert read_code(text) == ""


def test_only_a_confirmed_registration_is_expected():
    told = {status: verdict(status) for status in ("confirmed", "held", "waiting", "cancelled", "expired")}

    assert [status for status, said in told.items() if said == Verdict.EXPECTED] == ["confirmed"]
    assert len(set(told.values())) == 5


def test_an_address_is_masked():
    assert masked("ada@people.example") == "a…@people.example"
