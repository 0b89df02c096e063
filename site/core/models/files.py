from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class CoreImage(AbstractImage):
    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Who made it, and the licence.")
    )

    admin_form_fields = (*Image.admin_form_fields, "credit")


class CoreRendition(AbstractRendition):
    image = models.ForeignKey(CoreImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_a_filter"
            )
        ]


class CoreDocument(AbstractDocument):
    admin_form_fields = Document.admin_form_fields
