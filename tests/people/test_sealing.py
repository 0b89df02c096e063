import pytest
from cryptography.fernet import InvalidToken

from people.sealing import seal, unseal


def test_what_is_sealed_cannot_be_read_and_can_be_opened():
    sealed = seal("the key is 4711", "letters")

    assert "4711" not in sealed
    assert unseal(sealed, "letters") == "the key is 4711"


def test_it_opens_for_its_purpose_alone():
    with pytest.raises(InvalidToken):
        unseal(seal("the key", "letters"), "other")


def test_a_new_secret_key_opens_what_the_old_one_sealed(settings):
    sealed = seal("the key", "letters")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "n" * 60

    assert unseal(sealed, "letters") == "the key"
