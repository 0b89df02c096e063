from django.db import models


class FormerName(models.Model):
    """A slug that a thing once had: its address redirects to where the thing is now."""

    kind = models.CharField(max_length=40, help_text="Label of the model, e.g. events.event")
    slug = models.CharField(max_length=100)
    thing_id = models.BigIntegerField()
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="a_former_name_leads_to_one_thing")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"
