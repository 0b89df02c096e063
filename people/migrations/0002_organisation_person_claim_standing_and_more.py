import core.tables
import django.db.models.deletion
import django_countries.fields
import modelsearch.index
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        core.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Organisation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("slug", models.SlugField(max_length=100, unique=True, verbose_name="address")),
                        ("name", models.CharField(max_length=160, verbose_name="name")),
                        (
                            "aliases",
                            models.JSONField(blank=True, default=list, verbose_name="other spellings"),
                        ),
                        ("sector", models.CharField(blank=True, max_length=80, verbose_name="sector")),
                        (
                            "country",
                            django_countries.fields.CountryField(
                                blank=True, max_length=2, verbose_name="country"
                            ),
                        ),
                        (
                            "description",
                            models.TextField(blank=True, max_length=5000, verbose_name="description"),
                        ),
                        ("website", models.URLField(blank=True, max_length=300, verbose_name="website")),
                        (
                            "logo",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="core.coreimage",
                                verbose_name="logo",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                blank=True, help_text="Where these facts come from.", max_length=200
                            ),
                        ),
                        ("source_url", models.URLField(blank=True, max_length=300)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "ordering": ["name"],
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=(modelsearch.index.Indexed, models.Model),
                ),
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("slug", models.SlugField(max_length=100, unique=True, verbose_name="address")),
                        (
                            "user",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="person",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("pronouns", models.CharField(blank=True, max_length=40, verbose_name="pronouns")),
                        (
                            "headline",
                            models.CharField(blank=True, max_length=160, verbose_name="what you do"),
                        ),
                        (
                            "biography",
                            models.TextField(blank=True, max_length=5000, verbose_name="biography"),
                        ),
                        (
                            "photo",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="core.coreimage",
                                verbose_name="photo",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="people",
                                to="people.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        ("city", models.CharField(blank=True, max_length=100, verbose_name="city")),
                        (
                            "country",
                            django_countries.fields.CountryField(
                                blank=True, max_length=2, verbose_name="country"
                            ),
                        ),
                        ("website", models.URLField(blank=True, max_length=300, verbose_name="website")),
                        ("links", models.JSONField(blank=True, default=dict, verbose_name="links")),
                        (
                            "is_public",
                            models.BooleanField(default=False, verbose_name="show my profile to everybody"),
                        ),
                        (
                            "source",
                            models.CharField(
                                blank=True, help_text="Where these facts come from.", max_length=200
                            ),
                        ),
                        ("source_url", models.URLField(blank=True, max_length=300)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "verbose_name_plural": "people",
                        "ordering": ["name", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True), name="a_person_has_a_name"
                            )
                        ],
                        "indexes": [],
                    },
                    bases=(modelsearch.index.Indexed, models.Model),
                ),
                migrations.CreateModel(
                    name="Claim",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="claims",
                                to="people.person",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="claims",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("because", models.TextField(max_length=1000, verbose_name="how we can tell")),
                        (
                            "status",
                            models.CharField(
                                choices=[("open", "open"), ("granted", "granted"), ("refused", "refused")],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-asked_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status", "open")),
                                fields=("person", "user"),
                                name="one_open_claim_a_person_and_account",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "granted")),
                                fields=("person",),
                                name="a_person_is_claimed_once",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Standing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="standings",
                                to="people.person",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("active-user", "active user"),
                                    ("mentor", "mentor"),
                                    ("official", "elected"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("starts_on", models.DateField()),
                        (
                            "ends_on",
                            models.DateField(
                                blank=True, help_text="The first day on which it no longer holds.", null=True
                            ),
                        ),
                        ("because", models.CharField(max_length=300)),
                    ],
                    options={
                        "ordering": ["-starts_on"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on", None), ("ends_on__gt", models.F("starts_on")), _connector="OR"
                                ),
                                name="a_standing_ends_after_it_starts",
                            ),
                            models.UniqueConstraint(
                                fields=("person", "kind", "starts_on"), name="one_standing_of_a_kind_a_day"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
    ]
