import core.slugs
import core.tables
import core.zones
import django.core.validators
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
        ("core", "0001_initial"),
        ("groups", "0001_initial"),
        ("people", "0002_organisation_person_claim_standing_and_more"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        core.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Cycle",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=80, unique=True, verbose_name="name")),
                        ("slug", models.SlugField(max_length=80, unique=True, verbose_name="address")),
                        ("starts_on", models.DateField(verbose_name="starts")),
                        ("ends_on", models.DateField(verbose_name="ends")),
                        (
                            "milestones",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='A list of {"on": "YYYY-MM-DD", "label": "…"}.',
                                verbose_name="milestones",
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("source_url", models.URLField(blank=True, max_length=300)),
                    ],
                    options={
                        "ordering": ["starts_on"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                                name="a_cycle_ends_after_it_starts",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Series",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="series",
                                to="groups.usergroup",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        (
                            "rule",
                            models.CharField(
                                blank=True,
                                help_text="RFC 5545 RRULE, daily or slower.",
                                max_length=300,
                                verbose_name="rule",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "series",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Venue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=160, verbose_name="name")),
                        ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                        ("city", models.CharField(blank=True, max_length=100, verbose_name="city")),
                        (
                            "country",
                            django_countries.fields.CountryField(
                                blank=True, max_length=2, verbose_name="country"
                            ),
                        ),
                        ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                        ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                        ("url", models.URLField(blank=True, max_length=300, verbose_name="website")),
                        (
                            "access_notes",
                            models.TextField(blank=True, max_length=2000, verbose_name="how to get in"),
                        ),
                    ],
                    options={
                        "constraints": [
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
                                name="a_venue_lies_on_earth",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "capacity",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="Empty: as many as come.",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1000000),
                                ],
                                verbose_name="seats",
                            ),
                        ),
                        ("taken", models.PositiveIntegerField(default=0, editable=False)),
                        ("waiting", models.PositiveIntegerField(default=0, editable=False)),
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
                        (
                            "kind",
                            models.CharField(
                                choices=[("summit", "summit"), ("meetup", "meetup")],
                                default="meetup",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        (
                            "summary",
                            models.CharField(blank=True, max_length=300, verbose_name="in one sentence"),
                        ),
                        (
                            "description",
                            models.TextField(blank=True, max_length=20000, verbose_name="description"),
                        ),
                        (
                            "timezone",
                            models.CharField(
                                max_length=64, validators=[core.zones.validate_zone], verbose_name="time zone"
                            ),
                        ),
                        ("starts_at", models.DateTimeField(db_index=True, verbose_name="starts")),
                        ("ends_at", models.DateTimeField(db_index=True, verbose_name="ends")),
                        ("previous_starts_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "moved_online_at",
                            models.DateTimeField(
                                blank=True,
                                editable=False,
                                help_text="When what had a place was moved online.",
                                null=True,
                            ),
                        ),
                        (
                            "is_all_day",
                            models.BooleanField(default=False, verbose_name="only the days are known"),
                        ),
                        (
                            "attendance",
                            models.CharField(
                                choices=[
                                    ("in_person", "in person"),
                                    ("online", "online"),
                                    ("hybrid", "in person and online"),
                                ],
                                default="in_person",
                                max_length=10,
                                verbose_name="where",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("published", "published"),
                                    ("cancelled", "cancelled"),
                                    ("postponed", "postponed"),
                                    ("moved", "moved"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("status_note", models.CharField(blank=True, max_length=500, verbose_name="why")),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="groups.usergroup",
                                verbose_name="group",
                            ),
                        ),
                        (
                            "cycle",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="events.cycle",
                                verbose_name="cycle",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="events.event",
                                verbose_name="part of",
                            ),
                        ),
                        (
                            "series",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="events",
                                to="events.series",
                            ),
                        ),
                        (
                            "venue",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="events.venue",
                                verbose_name="venue",
                            ),
                        ),
                        (
                            "online_url",
                            models.URLField(blank=True, max_length=500, verbose_name="link to join"),
                        ),
                        (
                            "external_url",
                            models.URLField(
                                blank=True, max_length=500, verbose_name="registration elsewhere"
                            ),
                        ),
                        (
                            "accent",
                            models.CharField(
                                blank=True,
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator("^#[0-9a-f]{6}$", "Like #0b6e4f.")
                                ],
                                verbose_name="colour",
                            ),
                        ),
                        (
                            "cover",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="core.coreimage",
                                verbose_name="picture",
                            ),
                        ),
                        ("language", models.CharField(blank=True, max_length=10, verbose_name="language")),
                        ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
                        (
                            "takes_registrations",
                            models.BooleanField(default=True, verbose_name="people register here"),
                        ),
                        (
                            "registration_opens_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="registration opens"),
                        ),
                        (
                            "registration_closes_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="registration closes"),
                        ),
                        (
                            "source",
                            models.CharField(
                                blank=True, help_text="Where these facts come from.", max_length=200
                            ),
                        ),
                        ("source_id", models.CharField(blank=True, editable=False, max_length=200)),
                        ("source_url", models.URLField(blank=True, max_length=500)),
                        (
                            "sequence",
                            models.PositiveIntegerField(
                                default=0,
                                editable=False,
                                help_text="Rises with each change of time, place or status; never falls.",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("published_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "shown_changed_at",
                            models.DateTimeField(
                                editable=False,
                                help_text="The last change of what is shown: DTSTAMP and Last-Modified.",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["starts_at", "pk"],
                        "indexes": [
                            models.Index(
                                fields=["status", "starts_at"], name="events_even_status_5c3d55_idx"
                            ),
                            models.Index(
                                fields=["group", "starts_at"], name="events_even_group_i_9ffb15_idx"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("capacity", None), ("taken__lte", models.F("capacity")), _connector="OR"
                                ),
                                name="event_never_holds_more_than_its_seats",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("capacity", None),
                                    models.Q(("capacity__gte", 1), ("capacity__lte", 1000000)),
                                    _connector="OR",
                                ),
                                name="event_seats_are_from_one_to_a_million",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="an_event_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True), name="an_event_has_a_title"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("parent", models.F("id")), _negated=True),
                                name="an_event_is_no_part_of_itself",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("source_id", ""), _negated=True),
                                fields=("source", "source_id"),
                                name="a_sourced_event_stands_once",
                            ),
                        ],
                    },
                    bases=(modelsearch.index.Indexed, models.Model),
                ),
                migrations.CreateModel(
                    name="Crew",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="crew",
                                to="events.event",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="crew",
                                to="people.person",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("organizer", "organizer"),
                                    ("door", "door"),
                                    ("treasurer", "treasurer"),
                                    ("chair", "programme chair"),
                                ],
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "person", "role"), name="one_role_once_in_a_crew"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SummitPage",
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
                            "event",
                            models.ForeignKey(
                                limit_choices_to={"kind": "summit"},
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="summit_pages",
                                to="events.event",
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
                migrations.CreateModel(
                    name="MeetupPage",
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
                            "event",
                            models.ForeignKey(
                                limit_choices_to={"kind": "meetup"},
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetup_pages",
                                to="events.event",
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
                migrations.CreateModel(
                    name="Sponsorship",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sponsorships",
                                to="events.event",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sponsorships",
                                to="people.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        ("tier", models.CharField(max_length=60, verbose_name="tier")),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                default=1, help_text="1 is the highest tier.", verbose_name="level"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                        (
                            "tickets",
                            models.PositiveSmallIntegerField(
                                default=0,
                                help_text="For the sponsor's people; where tickets cost money, by a code.",
                                verbose_name="tickets",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["level", "position", "organisation__name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "organisation"),
                                name="an_organisation_sponsors_an_event_once",
                            )
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
    ]
