from django.db import models


class Subject(models.Model):
    """How often something that anonymous answers show has changed; see `core.answers`."""

    name = models.CharField(max_length=100, primary_key=True)
    version = models.BigIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"
