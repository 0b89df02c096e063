"""A card drawn: paper or accent, the words on the left, the art on the right, as the site's own pages are set."""

import io
import math

from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageOps

from core.contrast import DEFAULT_ACCENT, NotAColour, ink_on, mix, parse, readable_on, to_hex
from core.share.art import cover_image
from core.share.card import Card
from core.share.lettering import Setter, can_be_read, is_turned, tidy

WIDTH, HEIGHT = 1200, 630
ART = 420
"""How wide the picture beside the words is."""
MARGIN = 72
PAPER, INK, SOFT = "#fbfaf6", "#191b26", "#4b4e5c"
TITLE_SIZES = (104, 92, 82, 72, 64, 56, 48, 42)
LEADING = 1.02
MOST_LINES = 5
MOST_BYTES = 280_000
"""Some messengers show no picture that is larger than 300 kB."""


def draw(card: Card) -> bytes:
    """As the bytes of a PNG, or of a JPEG where there is a photograph."""
    card = card.cut()
    try:
        accent = to_hex(parse(card.accent))
    except NotAColour:
        accent = DEFAULT_ACCENT
    ground = accent if card.is_poster else PAPER
    image = Image.new("RGB", (WIDTH, HEIGHT), ground)
    turned = is_turned(tidy(card.title))
    image.paste(_art(card, accent), (0 if turned else WIDTH - ART, 0))
    words = _Words(image, card, accent, turned=turned)
    words.write()
    return _bytes(image, photo=bool(card.photo))


class _Words:
    """The column of words; on the right where they are written from right to left."""

    def __init__(self, image: Image.Image, card: Card, accent: str, *, turned: bool) -> None:
        self.draw, self.card, self.turned = ImageDraw.Draw(image), card, turned
        self.title, self.headline = tidy(card.title), tidy(card.headline)
        if not can_be_read(self.title):  # the date stands in its place
            self.title, self.headline = self.headline, ""
        self.left = (ART if turned else 0) + MARGIN
        self.width = WIDTH - ART - 2 * MARGIN + 24
        if card.is_poster:
            self.ink = self.strong = self.line = ink_on(accent)
            self.soft = mix(self.ink, accent, 0.12)
        else:
            self.ink, self.soft = INK, SOFT
            self.strong = self.line = readable_on(accent, PAPER)

    def write(self) -> None:
        self._site()
        bottom = self._foot()
        self._title(MARGIN + 92, bottom - 28)

    def _site(self) -> None:
        """The mark and the community's name, as in the site's header."""
        x = self.left + (self.width - 22 if self.turned else 22)
        self._mark(x, MARGIN, 22)
        setter = Setter("display", 30)
        room = self.width - 60
        name = self._one_line(setter, self.card.site, room)
        start = x - 34 - setter.width(name) if self.turned else x + 34
        setter.write(self.draw, start, MARGIN + 11, name, self.ink)

    def _mark(self, x: float, y: float, radius: int) -> None:
        """People in a ring around a place: five arcs and a disc."""
        box = (x - radius, y - radius, x + radius, y + radius)
        for n in range(5):
            begin = -90 + 72 * n + 14
            self.draw.arc(box, begin, begin + 50, fill=self.strong, width=5)
        self.draw.ellipse((x - 7, y - 7, x + 7, y + 7), fill=self.strong)

    def _foot(self) -> int:
        """Headline and line above the lower edge; returns where they begin."""
        y = HEIGHT - MARGIN + 6
        small, large = Setter("text", 32), Setter("display", 46)
        if line := tidy(self.card.line):
            shown, _all = small.lines(line, self.width, 2)
            if can_be_read(line):
                for text in reversed(shown):
                    self._put(small, y, text, self.soft)
                    y -= 40
                y -= 8
        if self.headline:
            while large.width(self.headline) > self.width and large.size > 32:
                large = Setter("display", large.size - 4)
            self._put(large, y, self._one_line(large, self.headline, self.width), self.strong)
            y -= 62
        self.draw.rectangle((self.left, y - 4, self.left + self.width, y - 1), fill=self.line)
        return y - 4

    def _title(self, top: int, bottom: int) -> None:
        """As large as it may be; from the top, so that cards in a row begin alike."""
        if label := tidy(self.card.label):
            setter = Setter("text", 28)
            self._put(setter, top + 22, self._one_line(setter, label, self.width), self.strong)
            top += 44
        title = self.title
        if not title or not can_be_read(title):
            return
        room = bottom - top
        for size in TITLE_SIZES:
            setter = Setter("display", size)
            most = min(MOST_LINES, math.floor(room / (size * LEADING)))
            lines, is_whole = setter.lines(title, self.width, max(1, most))
            longest = max((setter.width(word) for word in title.split()), default=0)
            if is_whole and (longest <= self.width or size <= 56):
                break
        for number, text in enumerate(lines):
            self._put(setter, top + size * 0.82 + number * size * LEADING, text, self.ink)

    def _one_line(self, setter: Setter, text: str, width: float) -> str:
        lines, _all = setter.lines(tidy(text), width, 1)
        return lines[0] if lines and can_be_read(text) else ""

    def _put(self, setter: Setter, y: float, text: str, fill: str) -> None:
        x = self.left + self.width - setter.width(text) if self.turned else self.left
        setter.write(self.draw, x, y, text, fill)


def _art(card: Card, accent: str) -> Image.Image:
    if card.photo:
        try:
            with default_storage.open(card.photo) as file, Image.open(file) as photo:
                photo.draft("RGB", (ART * 2, HEIGHT * 2))
                return ImageOps.fit(ImageOps.exif_transpose(photo).convert("RGB"), (ART, HEIGHT))
        except (
            OSError,
            ValueError,
            Image.DecompressionBombError,
        ):  # it was taken away, or is no picture any more
            pass
    return cover_image(card.seed, accent, ART, HEIGHT)


def _bytes(image: Image.Image, *, photo: bool) -> bytes:
    if not photo:
        out = io.BytesIO()
        image.quantize(128, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        return out.getvalue()
    for quality in (86, 74, 60, 40):
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue()
