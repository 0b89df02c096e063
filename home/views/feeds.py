"""The news as a feed."""

import datetime as dt
import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from core.access import public
from core.answers import shows
from core.models import Community
from home.models import ArticlePage
from home.paths import path_of

LONGEST = 50
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class StillFeed(Atom1Feed):
    """Without entries Django writes the present instant; then no two answers would be alike."""

    def latest_post_date(self) -> dt.datetime:
        return max((item["updateddate"] for item in self.items), default=self.feed["born_at"])


@public
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    shows(request, "pages", "site")
    community = Community.current()
    articles = (
        ArticlePage.objects.live()
        .public()
        .filter(locale__language_code=settings.LANGUAGE_CODE)
        .select_related("author", "locale")
        .order_by("-published_on", "-pk")[:LONGEST]
    )
    feed = StillFeed(
        title=_clean(community.name),
        link=f"{settings.SITE_URL}/news/",
        description=_clean(community.tagline),
        subtitle=_clean(community.tagline),
        feed_url=f"{settings.SITE_URL}{request.path}",
        author_name=_clean(community.name),
        born_at=community.set_up_at or dt.datetime(2000, 1, 1, tzinfo=dt.UTC),
    )
    for article in articles:
        appeared_at = dt.datetime.combine(article.published_on, dt.time(), dt.UTC)
        feed.add_item(
            title=_clean(article.title),
            link=f"{settings.SITE_URL}{path_of(article)}",
            description=_clean(article.summary),
            author_name=_clean(article.author.name if article.author else community.name),
            unique_id=f"urn:uuid:{article.translation_key}",
            pubdate=appeared_at,
            updateddate=article.last_published_at or appeared_at,
        )
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _clean(text: str) -> str:
    """XML knows no control characters; one title must not take the feed down."""
    return _NOT_XML.sub("", text)
