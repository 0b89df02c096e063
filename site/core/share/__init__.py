"""The picture that stands beside a link when somebody shares it: what it says, how it is drawn, how it is answered."""

from core.share.card import Card
from core.share.head import Share, share_of
from core.share.kept import picture_answer, picture_path

__all__ = ["Card", "Share", "picture_answer", "picture_path", "share_of"]
