import core.tables
import django.db.models.deletion
import events.calendars.models.private_feed
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("events", "0001_initial"),
        ("groups", "0001_initial"),
        ("people", "0002_organisation_person_claim_standing_and_more"),
    ]

    operations = [
        core.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Deadline",
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
                                related_name="deadlines",
                                to="events.event",
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("call", "call for proposals closes"),
                                    ("price", "last day of a lower price"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                blank=True,
                                help_text="What of its kind it is: a ticket's name.",
                                max_length=120,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("sequence", models.PositiveIntegerField(default=0)),
                        ("created_at", models.DateTimeField()),
                        ("changed_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "kind", "name"), name="a_deadline_stands_once_at_its_event"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Mirror",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "group",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="mirror",
                                to="groups.usergroup",
                                verbose_name="group",
                            ),
                        ),
                        ("url", models.URLField(max_length=500, verbose_name="address of the calendar")),
                        ("host", models.CharField(editable=False, max_length=255)),
                        (
                            "name",
                            models.CharField(
                                blank=True, help_text="What the calendar calls itself.", max_length=200
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("stopped_at", models.DateTimeField(blank=True, null=True)),
                        ("next_at", models.DateTimeField(help_text="When it is looked at again.")),
                        (
                            "claimed_at",
                            models.DateTimeField(
                                blank=True, help_text="A worker is asking for it just now.", null=True
                            ),
                        ),
                        ("etag", models.CharField(blank=True, max_length=200)),
                        ("modified", models.CharField(blank=True, max_length=200)),
                        ("looked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "read_at",
                            models.DateTimeField(
                                blank=True, help_text="When it last gave a calendar.", null=True
                            ),
                        ),
                        ("failures", models.PositiveSmallIntegerField(default=0, help_text="In a row.")),
                        ("error", models.CharField(blank=True, max_length=300)),
                        (
                            "found",
                            models.JSONField(
                                default=dict, help_text='What was read last: {"events": 12, "new": 1, …}.'
                            ),
                        ),
                        (
                            "remarks",
                            models.JSONField(
                                default=list, help_text='What was left out: [{"line": 7, "what": "…"}].'
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("stopped_at", None)),
                                fields=["next_at"],
                                name="mirror_standing_by_next_at",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("claimed_at__isnull", False)),
                                fields=("host",),
                                name="one_request_at_a_time_per_host",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PrivateFeed",
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
                                related_name="private_feeds",
                                to="people.person",
                            ),
                        ),
                        (
                            "token",
                            models.CharField(
                                default=events.calendars.models.private_feed.new_token,
                                editable=False,
                                max_length=40,
                                unique=True,
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "wants",
                            models.JSONField(
                                default=dict,
                                help_text='What it holds, as `events.calendars.rules.wanted` reads it: {"stars": true, "events": true, …, "question": {…}}.',
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("changed_at", models.DateTimeField()),
                        ("last_read_at", models.DateTimeField(blank=True, null=True)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["created_at", "pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
            ],
        ),
    ]
