import core.slugs
import core.tables
import core.zones
import django.db.models.deletion
import django_countries.fields
import modelsearch.index
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_organisation_person_claim_standing_and_more"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        core.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="UserGroup",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "slug",
                            models.SlugField(
                                max_length=100,
                                unique=True,
                                validators=[core.slugs.validate_free_slug],
                                verbose_name="address",
                            ),
                        ),
                        ("name", models.CharField(max_length=160, verbose_name="name")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="other names")),
                        ("city", models.CharField(blank=True, max_length=100, verbose_name="city")),
                        ("region", models.CharField(blank=True, max_length=100, verbose_name="region")),
                        (
                            "country",
                            django_countries.fields.CountryField(
                                blank=True, max_length=2, verbose_name="country"
                            ),
                        ),
                        ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                        ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                        (
                            "located_by",
                            models.CharField(
                                blank=True, help_text="source, gazetteer, nominatim, organizer", max_length=40
                            ),
                        ),
                        (
                            "timezone",
                            models.CharField(
                                default="UTC",
                                max_length=64,
                                validators=[core.zones.validate_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        ("is_virtual", models.BooleanField(default=False, verbose_name="meets online only")),
                        (
                            "status",
                            models.CharField(
                                choices=[("active", "active"), ("dormant", "quiet"), ("closed", "closed")],
                                default="active",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("language", models.CharField(blank=True, max_length=10, verbose_name="language")),
                        (
                            "description",
                            models.TextField(blank=True, max_length=5000, verbose_name="description"),
                        ),
                        ("website", models.URLField(blank=True, max_length=300, verbose_name="website")),
                        ("links", models.JSONField(blank=True, default=dict, verbose_name="links")),
                        ("founded_on", models.DateField(blank=True, null=True, verbose_name="founded")),
                        (
                            "members_elsewhere",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="members on another platform"
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                blank=True, help_text="Where these facts come from.", max_length=200
                            ),
                        ),
                        ("source_id", models.CharField(blank=True, max_length=200)),
                        ("source_url", models.URLField(blank=True, max_length=300)),
                        (
                            "imported",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                editable=False,
                                help_text="What the last import wrote, so that it changes nothing else.",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "ordering": ["name", "pk"],
                        "indexes": [
                            models.Index(
                                fields=["latitude", "longitude"], name="groups_user_latitud_e00a33_idx"
                            ),
                            models.Index(fields=["country", "name"], name="groups_user_country_a89863_idx"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True), name="a_group_has_a_name"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("latitude", None), ("longitude", None)),
                                    models.Q(
                                        ("latitude__gte", -90),
                                        ("latitude__lte", 90),
                                        ("longitude__gte", -180),
                                        ("longitude__lte", 180),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_group_lies_on_earth",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("source_id", ""), _negated=True),
                                fields=("source", "source_id"),
                                name="a_sourced_group_stands_once",
                            ),
                        ],
                    },
                    bases=(modelsearch.index.Indexed, models.Model),
                ),
                migrations.CreateModel(
                    name="Membership",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to="groups.usergroup",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to="people.person",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[("member", "member"), ("organizer", "organizer")],
                                default="member",
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        ("joined_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["joined_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("group", "person"), name="one_membership_a_person_and_group"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="GroupPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        (
                            "summary",
                            models.CharField(
                                blank=True,
                                help_text="One or two sentences for lists, search and sharing.",
                                max_length=300,
                                verbose_name="summary",
                            ),
                        ),
                        (
                            "body",
                            wagtail.fields.StreamField(
                                [("text", 0), ("picture", 3), ("quote", 6), ("call", 10), ("question", 13)],
                                blank=True,
                                block_lookup={
                                    0: (
                                        "wagtail.blocks.RichTextBlock",
                                        (),
                                        {
                                            "features": [
                                                "h2",
                                                "h3",
                                                "bold",
                                                "italic",
                                                "link",
                                                "document-link",
                                                "ol",
                                                "ul",
                                                "hr",
                                                "code",
                                            ],
                                            "label": "Text",
                                            "preview_value": "<h2>What to expect</h2><p>Two short talks, then food and time to talk.</p>",
                                            "template": "blocks/text.html",
                                        },
                                    ),
                                    1: ("wagtail.images.blocks.ImageBlock", [], {"label": "picture"}),
                                    2: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "caption", "required": False},
                                    ),
                                    3: ("wagtail.blocks.StructBlock", [[("image", 1), ("caption", 2)]], {}),
                                    4: ("wagtail.blocks.TextBlock", (), {"label": "quotation"}),
                                    5: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "who said it", "required": False},
                                    ),
                                    6: ("wagtail.blocks.StructBlock", [[("text", 4), ("who", 5)]], {}),
                                    7: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "words on the button", "max_length": 60},
                                    ),
                                    8: (
                                        "wagtail.blocks.PageChooserBlock",
                                        (),
                                        {"label": "page", "required": False},
                                    ),
                                    9: (
                                        "wagtail.blocks.URLBlock",
                                        (),
                                        {"label": "or address", "required": False},
                                    ),
                                    10: (
                                        "wagtail.blocks.StructBlock",
                                        [[("text", 7), ("page", 8), ("url", 9)]],
                                        {},
                                    ),
                                    11: ("wagtail.blocks.CharBlock", (), {"label": "question"}),
                                    12: (
                                        "wagtail.blocks.RichTextBlock",
                                        (),
                                        {
                                            "features": [
                                                "h2",
                                                "h3",
                                                "bold",
                                                "italic",
                                                "link",
                                                "document-link",
                                                "ol",
                                                "ul",
                                                "hr",
                                                "code",
                                            ],
                                            "label": "answer",
                                        },
                                    ),
                                    13: (
                                        "wagtail.blocks.StructBlock",
                                        [[("question", 11), ("answer", 12)]],
                                        {},
                                    ),
                                },
                                verbose_name="text",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pages",
                                to="groups.usergroup",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("wagtailcore.page",),
                ),
            ],
        ),
    ]
