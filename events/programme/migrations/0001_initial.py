import core.tables
import django.core.validators
import django.db.models.deletion
import events.programme.models.session
import modelsearch.index
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("events", "0001_initial"),
        ("people", "0002_organisation_person_claim_standing_and_more"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        core.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Room",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rooms",
                                to="events.event",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("slug", models.SlugField(max_length=100)),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                        (
                            "capacity",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="seats"),
                        ),
                    ],
                    options={
                        "ordering": ["position", "name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "slug"), name="a_room_stands_once_in_an_event"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SessionSpeaker",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="session_speakers",
                                to="programme.session",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="session_speakers",
                                to="people.person",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "person"), name="a_speaker_stands_once_in_a_session"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Track",
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
                                related_name="tracks",
                                to="events.event",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("slug", models.SlugField(max_length=100)),
                        (
                            "color",
                            models.CharField(
                                blank=True,
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator("^#[0-9a-f]{6}$", "Like #0b6e4f.")
                                ],
                                verbose_name="colour",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                        (
                            "slots",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="How many can be chosen. Empty: not counted.",
                                null=True,
                                verbose_name="talks that fit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "slug"), name="a_track_stands_once_in_an_event"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Session",
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
                            "code",
                            models.CharField(
                                default=events.programme.models.session.new_code,
                                editable=False,
                                max_length=12,
                            ),
                        ),
                        ("slug", models.SlugField(blank=True, max_length=100)),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sessions",
                                to="events.event",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("talk", "talk"),
                                    ("keynote", "keynote"),
                                    ("workshop", "workshop"),
                                    ("panel", "panel"),
                                    ("break", "break"),
                                    ("other", "other"),
                                ],
                                default="talk",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        ("subtitle", models.CharField(blank=True, max_length=300, verbose_name="subtitle")),
                        ("abstract", models.TextField(blank=True, max_length=20000, verbose_name="abstract")),
                        (
                            "description",
                            models.TextField(blank=True, max_length=50000, verbose_name="description"),
                        ),
                        ("language", models.CharField(blank=True, max_length=10, verbose_name="language")),
                        ("level", models.CharField(blank=True, max_length=20, verbose_name="level")),
                        (
                            "track",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="sessions",
                                to="programme.track",
                            ),
                        ),
                        (
                            "room",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="sessions",
                                to="programme.room",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(blank=True, null=True, verbose_name="starts")),
                        ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="ends")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("confirmed", "confirmed"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "is_featured",
                            models.BooleanField(default=False, verbose_name="shown on the summit's page"),
                        ),
                        (
                            "takes_sign_up",
                            models.BooleanField(default=False, verbose_name="people sign up for a seat"),
                        ),
                        (
                            "do_not_record",
                            models.BooleanField(default=False, verbose_name="must not be recorded"),
                        ),
                        (
                            "stream_url",
                            models.URLField(blank=True, max_length=500, verbose_name="live stream"),
                        ),
                        ("video_url", models.URLField(blank=True, max_length=500, verbose_name="recording")),
                        ("slides_url", models.URLField(blank=True, max_length=500, verbose_name="slides")),
                        ("source_id", models.CharField(blank=True, editable=False, max_length=200)),
                        ("source_url", models.URLField(blank=True, max_length=500)),
                        ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("shown_changed_at", models.DateTimeField(editable=False)),
                        (
                            "speakers",
                            models.ManyToManyField(
                                related_name="sessions",
                                through="programme.SessionSpeaker",
                                to="people.person",
                                verbose_name="speakers",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["starts_at", "room__position", "pk"],
                        "indexes": [
                            models.Index(fields=["event", "starts_at"], name="programme_s_event_i_b05334_idx")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("capacity", None), ("taken__lte", models.F("capacity")), _connector="OR"
                                ),
                                name="session_never_holds_more_than_its_seats",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("capacity", None),
                                    models.Q(("capacity__gte", 1), ("capacity__lte", 1000000)),
                                    _connector="OR",
                                ),
                                name="session_seats_are_from_one_to_a_million",
                            ),
                            models.UniqueConstraint(
                                fields=("event", "code"), name="a_session_code_stands_once_in_an_event"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True), name="a_session_has_a_title"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ends_at", None), ("starts_at", None)),
                                    ("ends_at__gt", models.F("starts_at")),
                                    _connector="OR",
                                ),
                                name="a_session_ends_after_it_starts",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("source_id", ""), _negated=True),
                                fields=("event", "source_id"),
                                name="a_sourced_session_stands_once",
                            ),
                        ],
                    },
                    bases=(modelsearch.index.Indexed, models.Model),
                ),
                migrations.CreateModel(
                    name="Star",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stars",
                                to="programme.session",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stars",
                                to="people.person",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "person"), name="a_session_is_kept_once"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SignUp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sign_ups",
                                to="programme.session",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sign_ups",
                                to="people.person",
                            ),
                        ),
                        ("waits_since", models.DateTimeField(blank=True, null=True)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "person"), name="one_place_a_person_and_session"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Feedback",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="feedback",
                                to="programme.session",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="feedback",
                                to="people.person",
                            ),
                        ),
                        (
                            "stars",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ],
                                verbose_name="how was it?",
                            ),
                        ),
                        ("words", models.TextField(blank=True, max_length=2000, verbose_name="in words")),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name_plural": "feedback",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "person"), name="one_feedback_a_person_and_session"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("stars__gte", 1), ("stars__lte", 5)),
                                name="feedback_has_one_to_five_stars",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Availability",
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
                                related_name="availabilities",
                                to="events.event",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="availabilities",
                                to="people.person",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="from")),
                        ("ends_at", models.DateTimeField(verbose_name="until")),
                    ],
                    options={
                        "verbose_name_plural": "availabilities",
                        "ordering": ["starts_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="an_availability_ends_after_it_starts",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SessionFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("content_type", models.CharField(max_length=100)),
                        ("size", models.PositiveIntegerField()),
                        ("added_at", models.DateTimeField()),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="programme.session",
                            ),
                        ),
                        ("file", models.FileField(max_length=200, upload_to="sessions/%Y/")),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Timetable",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "event",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="timetable",
                                to="events.event",
                            ),
                        ),
                        ("edits", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "turn_over",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="Less is warned of.",
                                verbose_name="minutes between two sessions in one room",
                            ),
                        ),
                        (
                            "walk",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="A speaker who has less between two sessions is warned of.",
                                verbose_name="minutes from one room to another",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Hours",
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
                                related_name="hours",
                                to="events.event",
                            ),
                        ),
                        (
                            "room",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="hours",
                                to="programme.room",
                            ),
                        ),
                        ("opens_at", models.DateTimeField(verbose_name="from")),
                        ("closes_at", models.DateTimeField(verbose_name="until")),
                    ],
                    options={
                        "verbose_name_plural": "hours",
                        "ordering": ["opens_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                                name="hours_close_after_they_open",
                            ),
                            models.UniqueConstraint(
                                fields=("room", "opens_at"), name="hours_of_a_room_stand_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("room", None)),
                                fields=("event", "opens_at"),
                                name="hours_of_all_rooms_stand_once",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Placement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="placement",
                                to="programme.session",
                            ),
                        ),
                        (
                            "room",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="placements",
                                to="programme.room",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(blank=True, null=True)),
                        ("ends_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ends_at", None), ("starts_at", None)),
                                    ("ends_at__gt", models.F("starts_at")),
                                    _connector="OR",
                                ),
                                name="a_placement_ends_after_it_starts",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Move",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "timetable",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="moves",
                                to="programme.timetable",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="moves",
                                to="programme.session",
                            ),
                        ),
                        ("before", models.JSONField()),
                        ("after", models.JSONField()),
                        (
                            "undoes",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="undone_by",
                                to="programme.move",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("timetable", "number"), name="moves_are_numbered_once"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Release",
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
                                related_name="releases",
                                to="events.event",
                            ),
                        ),
                        (
                            "version",
                            models.CharField(
                                max_length=30,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9A-Za-z][0-9A-Za-z._-]*$", "Letters, digits, dots and dashes."
                                    )
                                ],
                                verbose_name="version",
                            ),
                        ),
                        ("note", models.TextField(blank=True, max_length=2000, verbose_name="what is new")),
                        ("programme", models.JSONField(default=dict)),
                        ("changes", models.JSONField(default=dict)),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("released_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-released_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "version"), name="a_version_is_released_once"
                            )
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
    ]
