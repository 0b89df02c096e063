"""What stands beside a link to an article when somebody shares it."""

from django.utils import formats, translation
from django.utils.translation import pgettext

from core.models import Community
from core.pictures import accent_of
from core.share import Card, Share, picture_path, share_of
from home.models import ArticlePage
from home.paths import path_of


def article_card(article: ArticlePage) -> Card:
    with translation.override(article.locale.language_code):
        return Card(
            title=article.title,
            site=Community.current().name,
            headline=formats.date_format(article.published_on, pgettext("date format", "j F Y")),
            line=article.author.name if article.author else "",
            accent=accent_of(article),
            seed=str(article.translation_key),
            photo=article.image.file.name if article.image else "",
        )


def article_share(article: ArticlePage) -> Share:
    card = article_card(article)
    return share_of(
        card,
        path=path_of(article),
        picture=article_picture(article, card),
        about=article.summary,
        kind="article",
    )


def article_picture(article: ArticlePage, card: Card) -> str:
    return picture_path("article_picture", article.pk, card=card)
