"""The news as a feed."""

import datetime as dt

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from core.access import public
from core.answers import shows
from core.atom import LONGEST, MEDIA_TYPE, Feed
from core.models import Community
from home.models import ArticlePage
from home.paths import path_of

BEFORE_ALL = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@public
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    shows(request, "pages", "people", "site")
    community = Community.current()
    articles = list(
        ArticlePage.objects.live()
        .public()
        .filter(locale__language_code=settings.LANGUAGE_CODE)
        .select_related("author", "locale")
        .order_by("-published_on", "-pk")[:LONGEST]
    )
    feed = Feed(
        community.name,
        path=request.path,
        page="/news/",
        about=community.tagline,
        changed_at=max(map(_changed_at, articles), default=community.set_up_at or BEFORE_ALL),
    )
    for article in articles:
        feed.add(
            article.title,
            url=path_of(article),
            uid=f"urn:uuid:{article.translation_key}",
            about=article.summary,
            born_at=_appeared_at(article),
            changed_at=_changed_at(article),
            author=article.author.name if article.author else community.name,
        )
    response = HttpResponse(feed.body(), content_type=MEDIA_TYPE)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _appeared_at(article: ArticlePage) -> dt.datetime:
    return dt.datetime.combine(article.published_on, dt.time(), dt.UTC)


def _changed_at(article: ArticlePage) -> dt.datetime:
    return article.last_published_at or _appeared_at(article)
