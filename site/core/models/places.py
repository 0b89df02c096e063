from django.db import models


class PlaceAnswer(models.Model):
    """What a geocoder once answered, kept for good. `found` is False where it knew no such place."""

    query = models.CharField(max_length=200)
    country_codes = models.CharField(max_length=60, blank=True)
    found = models.BooleanField(default=False)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    display_name = models.CharField(max_length=300, blank=True)
    country_code = models.CharField(max_length=2, blank=True)
    timezone = models.CharField(max_length=64, blank=True)
    provider = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["query", "country_codes"], name="a_place_is_asked_for_once"),
        ]

    def __str__(self) -> str:
        return self.query


class Pace(models.Model):
    """The next instant at which the whole site, all processes together, may call a service."""

    name = models.CharField(max_length=60, unique=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} from {self.next_at}"
