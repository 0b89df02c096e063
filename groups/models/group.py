import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from django_countries.fields import CountryField
from wagtail.search import index

from core.places.nearby import within
from core.slugs import validate_free_slug
from core.zones import validate_zone


class Groups(models.QuerySet["UserGroup"]):
    def open(self) -> Self:
        """Those that are shown in lists: all but the closed."""
        return self.exclude(status=UserGroup.Status.CLOSED)

    def near(self, latitude: float, longitude: float, km: float) -> Self:
        """Groups within `km` of a point, nearest first, with `.km` (great circle)."""
        return within(self, latitude, longitude, km, columns=("latitude", "longitude")).order_by("km", "pk")


class UserGroup(index.Indexed, models.Model):
    """A local community: who meets where. Facts; its words are a GroupPage."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("active")
        DORMANT = "dormant", _("quiet")
        CLOSED = "closed", _("closed")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=100, unique=True, validators=[validate_free_slug])
    name = models.CharField(_("name"), max_length=160)
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    region = models.CharField(_("region"), max_length=100, blank=True)
    country = CountryField(_("country"), blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    located_by = models.CharField(
        max_length=40, blank=True, help_text=_("source, gazetteer, nominatim, organizer")
    )
    timezone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_zone])
    is_virtual = models.BooleanField(_("meets online only"), default=False)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.ACTIVE)
    language = models.CharField(_("language"), max_length=10, blank=True)
    description = models.TextField(_("description"), max_length=5000, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    links = models.JSONField(_("links"), default=dict, blank=True)
    founded_on = models.DateField(_("founded"), null=True, blank=True)
    members_elsewhere = models.PositiveIntegerField(_("members on another platform"), null=True, blank=True)
    source = models.CharField(max_length=200, blank=True, help_text=_("Where these facts come from."))
    source_id = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=300, blank=True)
    imported = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="What the last import wrote, so that it changes nothing else.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = Groups.as_manager()

    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("city", boost=2),
        index.AutocompleteField("city"),
        index.SearchField("description"),
        index.FilterField("status"),
    ]

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["latitude", "longitude"]),
            models.Index(fields=["country", "name"]),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_group_has_a_name"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="a_group_lies_on_earth",
            ),
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=~Q(source_id=""), name="a_sourced_group_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("group", args=[self.slug])

    @property
    def country_name(self) -> str:
        return str(countries.name(str(self.country))) if self.country else ""

    @property
    def place(self) -> str:
        """“Köln, Germany”, or what of it is known."""
        return ", ".join(part for part in (self.city, self.country_name) if part)


class Membership(models.Model):
    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        ORGANIZER = "organizer", _("organizer")

    group = models.ForeignKey(UserGroup, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.MEMBER)
    joined_at = models.DateTimeField()

    class Meta:
        ordering = ["joined_at"]
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="one_membership_a_person_and_group")
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.group}"

    def absorb(self, other: "Membership") -> None:
        """Two profiles of one human being become one (`people.actions.merging`): the higher role, the earlier day."""
        if other.role == self.Role.ORGANIZER:
            self.role = self.Role.ORGANIZER
        self.joined_at = min(self.joined_at, other.joined_at)
        self.save(update_fields=["role", "joined_at"])
