"""Atom feeds whose bytes stand still: what is unchanged is answered with the same bytes, so a reader is told 304."""

import datetime as dt
import re
import uuid
from collections.abc import Iterable

from django.utils.feedgenerator import Atom1Feed

from core.links import absolute
from core.models import Community

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
LONGEST = 50
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Django refuses a feed with a character that XML does not know; one title must not take the feed down."""
    return _NOT_XML.sub("", text)


def uid_within(whole: uuid.UUID, part: str) -> str:
    """The name of what has no uuid of its own; the same for ever, whatever addresses become."""
    return uuid.uuid5(whole, part).urn


class Feed(Atom1Feed):
    """A feed of the site. Its id is `uid`, or its own address where that never changes; `changed_at` is when what it
    shows last changed.

    Without entries Django writes the present instant; then no two answers are alike and none is «not modified».
    """

    def __init__(
        self,
        title: str,
        *,
        path: str,
        page: str,
        about: str = "",
        changed_at: dt.datetime,
        uid: str = "",
    ) -> None:
        self.changed_at = changed_at
        address = absolute(path)
        super().__init__(
            title=clean(title),
            link=absolute(page),
            feed_url=address,
            feed_guid=uid or address,
            description=clean(about),
            subtitle=clean(about),
            author_name=clean(Community.current().name),
        )

    def latest_post_date(self) -> dt.datetime:
        return self.changed_at

    def add(
        self,
        title: str,
        *,
        url: str,
        uid: str,
        about: str,
        born_at: dt.datetime,
        changed_at: dt.datetime,
        author: str = "",
        categories: Iterable[str] = (),
    ) -> None:
        """One entry, by its own name (`uid`), which never changes."""
        self.add_item(
            title=clean(title),
            link=absolute(url),
            description=clean(about),
            unique_id=uid,
            pubdate=born_at,
            updateddate=changed_at,
            author_name=clean(author) or None,
            categories=[clean(word) for word in categories],
        )

    def body(self) -> bytes:
        return self.writeString("utf-8").encode()
