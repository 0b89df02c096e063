from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel


class NavigationItem(models.Model):
    """One entry of the site's menu or footer, kept in the CMS as a snippet."""

    class Place(models.TextChoices):
        MAIN = "main", _("menu")
        FOOTER = "footer", _("footer")

    place = models.CharField(_("where"), max_length=10, choices=Place.choices, default=Place.MAIN)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=60)
    page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("page"),
    )
    url = models.CharField(_("or address"), max_length=300, blank=True, help_text=_("Like /events/"))

    panels = [
        FieldPanel("place"),
        FieldPanel("position"),
        FieldPanel("title"),
        PageChooserPanel("page"),
        FieldPanel("url"),
    ]

    class Meta:
        ordering = ["place", "position", "pk"]
        verbose_name = _("navigation item")
        verbose_name_plural = _("navigation")
        constraints = [
            models.CheckConstraint(
                condition=(Q(page__isnull=False) & Q(url="")) | (Q(page=None) & ~Q(url="")),
                name="a_navigation_item_leads_to_a_page_or_an_address",
            )
        ]

    def __str__(self) -> str:
        return self.title
