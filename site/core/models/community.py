from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from core.zones import validate_zone


@register_setting(icon="site")
class Community(BaseSiteSetting):
    """What the whole site says of itself. One row a Wagtail site, made by the first migration."""

    name = models.CharField(_("name"), max_length=80, default="Folkmoot")
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    timezone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_zone])
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    uid_domain = models.CharField(
        max_length=120,
        editable=False,
        help_text="Right half of every calendar UID. Set once, never changed: calendars know entries by it.",
    )
    code_of_conduct = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("code of conduct"),
        help_text=_("Whoever registers or submits a talk agrees to it."),
    )
    privacy = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("privacy page"),
    )
    footer_note = models.CharField(_("footer note"), max_length=300, blank=True)
    set_up_at = models.DateTimeField(null=True, editable=False)

    panels = [
        FieldPanel("name"),
        FieldPanel("tagline"),
        FieldPanel("timezone"),
        FieldPanel("contact_email"),
        MultiFieldPanel(
            [FieldPanel("code_of_conduct"), FieldPanel("privacy"), FieldPanel("footer_note")], _("Footer")
        ),
    ]

    class Meta:
        verbose_name = _("community")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "Community":
        """The community of the default site: what mails, feeds and commands speak for."""
        return cls.objects.select_related("site").get(site__is_default_site=True)

    @property
    def url(self) -> str:
        return settings.SITE_URL
