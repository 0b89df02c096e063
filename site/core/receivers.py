"""What the ground floor hears: pages and settings change what anonymous answers show."""

from django.apps import apps
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from core import answers
from core.models import Community, CoreImage

answers.watch(Community, lambda _: ["site"])
answers.watch(Site, lambda _: ["site"])
# A page that an editor shuts, and all below it, is shown to nobody from that moment on.
answers.watch(PageViewRestriction, lambda _: ["pages"])
for _model in apps.get_models():
    if issubclass(_model, Page):
        answers.watch(_model, lambda page: [f"wagtailcore.page:{page.pk}", "pages"])


@receiver([page_published, page_unpublished, page_slug_changed, post_page_move])
def pages_changed(sender: object, **kwargs: object) -> None:
    answers.touch("pages")


@receiver([post_save, post_delete], sender=CoreImage, dispatch_uid="core.picture_changed")
def picture_changed(sender: object, created: bool = False, **kwargs: object) -> None:
    """Cropped otherwise, described in other words, exchanged or gone. One that is new is shown nowhere yet."""
    if not created:
        answers.touch("pages")
