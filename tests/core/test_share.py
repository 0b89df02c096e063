"""The picture beside a shared link: any title, in time, of a size that messengers take, drawn once."""

import io

import pytest
from PIL import Image, ImageChops

from core.share import Card, drawing
from core.share.lettering import Setter, can_be_read, is_turned, tidy

LEFT = (0, 150, drawing.WIDTH - drawing.ART, 400)  # where a title stands


def drawn(**facts) -> Image.Image:
    body = drawing.draw(Card(**{"title": "A title", "site": "Folkmoot", "seed": "x", **facts}))
    assert len(body) < drawing.MOST_BYTES
    image = Image.open(io.BytesIO(body))
    assert image.size == (1200, 630)
    return image.convert("RGB")


def differs(one: Image.Image, other: Image.Image) -> bool:
    return ImageChops.difference(one.crop(LEFT), other.crop(LEFT)).getbbox() is not None


@pytest.mark.parametrize(
    "title",
    [
        "Z" + "\u0335\u0341\u0300" * 90 + "algo",
        "W" * 300,
        "\u202egnirts desrever</text>",
        "東京コミュニティ勉強会" * 20,
        "لقاء المطورين في القاهرة",
        "🎉🔥",
        "",
        "\x00\x1b[31m\ud800",
        "오픈인프라",
    ],
)
def test_any_title_is_drawn_inside_its_column(title):
    picture = drawn(title=title, headline="2 June 2026", line="y " * 300, accent="nonsense")

    gutter = drawing.WIDTH - drawing.ART - 40
    edge = picture.crop((gutter, 0, gutter + 30, drawing.HEIGHT))
    if not is_turned(tidy(title)):
        assert edge.getcolors() == [(30 * drawing.HEIGHT, (251, 250, 246))]  # paper alone


def test_a_title_that_no_font_of_ours_has_leaves_its_place_to_the_date():
    assert not can_be_read("오픈인프라 커뮤니티")
    assert can_be_read("Łódź — Встреча · 東京 · القاهرة")

    assert differs(drawn(title="오픈인프라", headline="2 June"), drawn(title="□□□□□", headline="2 June"))
    assert not differs(drawn(title="오픈인프라", headline="2 June"), drawn(title="2 June"))


def test_right_to_left_words_stand_on_the_right():
    assert is_turned("مرحبا Folkmoot") and not is_turned("Folkmoot مرحبا")
    arabic, latin = drawn(title="القاهرة"), drawn(title="Cairo")

    assert differs(arabic, latin)
    assert arabic.getpixel((1190, 620)) == (251, 250, 246)  # paper, where latin has its art


def test_lines_break_where_the_script_allows_and_end_in_an_ellipsis():
    setter = Setter("display", 60)

    words, whole = setter.lines("Two talks and one pizza", 400, 4)
    signs, _ = setter.lines("東京、渋谷、新宿、池袋、上野", 250, 9)
    cut, all_of_it = setter.lines("word " * 40, 400, 2)

    assert whole and " ".join(words) == "Two talks and one pizza"
    assert len(signs) > 1 and not [line for line in signs if line.startswith("、")]
    assert len(cut) == 2 and cut[-1].endswith("…") and not all_of_it
    assert all(setter.width(line) <= 400 for line in cut)


def test_a_name_says_what_is_shown():
    card = Card(title="A", site="F")

    assert card.name == Card(title="A", site="F").name
    assert card.name != Card(title="B", site="F").name
    assert card.name.endswith(".png")
    assert Card(title="A", site="F", photo="x.jpg").name.endswith(".jpg")


def test_a_photograph_stands_in_place_of_the_drawing_and_a_lost_one_is_no_error(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    Image.new("RGB", (900, 500), "#ff0000").save(tmp_path / "red.jpg")

    with_photo, without = drawn(photo="red.jpg"), drawn(photo="gone.jpg")

    red, green, _blue = with_photo.getpixel((1100, 300))
    assert red > 240 and green < 15
    assert without.getpixel((1100, 300)) != with_photo.getpixel((1100, 300))
