"""What the head of a page says to whoever shares its address (OpenGraph)."""

from dataclasses import dataclass

from core.links import absolute
from core.share.card import Card
from core.share.drawing import HEIGHT, WIDTH


@dataclass(frozen=True, kw_only=True)
class Share:
    title: str
    about: str
    url: str
    picture: str
    alt: str
    kind: str = "website"
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def media_type(self) -> str:
        return "image/jpeg" if self.picture.endswith(".jpg") else "image/png"


def share_of(card: Card, *, path: str, picture: str, about: str = "", kind: str = "website") -> Share:
    """`picture` is the path of the card's picture; what is written on it is its alternative text."""
    written = [card.label, card.title, card.headline, card.line]
    return Share(
        title=card.title,
        about=about,
        url=absolute(path),
        picture=absolute(picture),
        alt=" · ".join(words for words in written if words),
        kind=kind,
    )
