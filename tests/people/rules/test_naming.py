import pytest

from people.rules.naming import clean_name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Ada   Lark ", "Ada Lark"),
        ("Ada\nLark\x00", "Ada Lark"),
        ("Ada\u202eLark", "Ada Lark"),
        ("東京 太郎", "東京 太郎"),
        ("Zoe\u0308", "Zoë"),
        ("علی‌رضا", "علی‌رضا"),
        ("</script>", "</script>"),
        ("\x00\x01", ""),
        ("...", ""),
    ],
)
def test_a_name_is_one_line_that_can_be_read(typed, name):
    assert clean_name(typed) == name


def test_a_name_is_never_longer_than_its_column():
    assert len(clean_name("a" * 10_000)) == 120
