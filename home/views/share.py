"""The picture that stands beside a link to an article."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core.access import public
from core.share import picture_answer
from home.models import ArticlePage
from home.share import article_card, article_picture


@public
@require_safe
def article(request: HttpRequest, page: int, name: str) -> HttpResponse:
    """Of articles that everybody may read."""
    found = ArticlePage.objects.live().public().select_related("author", "image", "locale")
    row = get_object_or_404(found, pk=page)
    card = article_card(row)
    return picture_answer(request, row, card, name, article_picture(row, card))
