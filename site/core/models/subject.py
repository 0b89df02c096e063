from django.db import models


class Subject(models.Model):
    """When something that anonymous answers show last changed, in nanoseconds; see `core.answers`."""

    name = models.CharField(max_length=100, primary_key=True)
    version = models.BigIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"
