import copy
import re
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from wagtail.search import index

_PROFILE = re.compile(r"(?:.*/)?people/([-a-zA-Z0-9_]+)/?")


class People(models.QuerySet["Person"]):
    def public(self) -> "People":
        return self.filter(is_public=True)

    def known_by(self, words: str) -> "People":
        """Whom somebody means who gives the e-mail of an account, or the address of a public profile."""
        if "@" in words:
            return self.filter(user__email__iexact=words, user__is_active=True)
        profile = _PROFILE.fullmatch(words)
        return self.public().filter(slug=profile[1] if profile else words)


class Person(index.Indexed, models.Model):
    """Somebody as the community knows them. May exist without an account: a speaker of an imported programme."""

    NAMED_WITH = ("organisation",)  # see core.answers

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=100, unique=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )
    name = models.CharField(_("name"), max_length=120)
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    headline = models.CharField(_("what you do"), max_length=160, blank=True)
    biography = models.TextField(_("biography"), max_length=5000, blank=True)
    photo = models.ForeignKey(
        "core.CoreImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("photo"),
    )
    organisation = models.ForeignKey(
        "people.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="people",
        verbose_name=_("organisation"),
    )
    city = models.CharField(_("city"), max_length=100, blank=True)
    country = CountryField(_("country"), blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    links = models.JSONField(_("links"), default=dict, blank=True)
    is_public = models.BooleanField(_("show my profile to everybody"), default=False)
    source = models.CharField(max_length=200, blank=True, help_text=_("Where these facts come from."))
    source_url = models.URLField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = People.as_manager()

    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("headline"),
        index.SearchField("biography"),
        index.FilterField("is_public"),
    ]

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_person_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.slug])

    def as_shown(self) -> "Person":
        """As everybody sees them where they speak. Whoever shows no profile has a name there, and nothing else."""
        if self.is_public:
            return self
        named = copy.copy(self)
        named.photo = named.organisation = None
        named.pronouns = named.headline = named.biography = named.city = named.country = named.website = ""
        named.links = {}
        return named
