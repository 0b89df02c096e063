import core.tables
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import speakers.models.proposal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("events", "0001_initial"),
        ("people", "0002_organisation_person_claim_standing_and_more"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("programme", "0001_initial"),
    ]

    operations = [
        core.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="CallForProposals",
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
                                related_name="call",
                                to="events.event",
                            ),
                        ),
                        ("text", models.TextField(blank=True, max_length=20000, verbose_name="text")),
                        ("opens_at", models.DateTimeField(verbose_name="opens")),
                        ("closes_at", models.DateTimeField(verbose_name="closes")),
                        (
                            "formats",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='A list of {"name": "Talk", "minutes": 30}.',
                                verbose_name="formats",
                            ),
                        ),
                        ("languages", models.JSONField(blank=True, default=list, verbose_name="languages")),
                        (
                            "most_each",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="at most from one speaker",
                            ),
                        ),
                        (
                            "confirm_days",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="So long after they are told, accepted speakers say whether they come. Empty: they are not asked.",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(365),
                                ],
                                verbose_name="days to confirm",
                            ),
                        ),
                        (
                            "announces",
                            models.BooleanField(
                                default=True,
                                verbose_name="confirmed talks are shown before the schedule is released",
                            ),
                        ),
                        (
                            "voters",
                            models.CharField(
                                choices=[
                                    ("members", "everybody with an account"),
                                    ("holders", "who has a ticket"),
                                    ("standing", "who is recognised as an active user"),
                                ],
                                default="members",
                                max_length=20,
                                verbose_name="who votes",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "call for proposals",
                        "verbose_name_plural": "calls for proposals",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                                name="a_call_closes_after_it_opens",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="CallQuestion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("line", "a line"),
                                    ("text", "some lines"),
                                    ("choice", "one of several"),
                                    ("several", "any of several"),
                                    ("yes", "yes or no"),
                                    ("agree", "a box to tick"),
                                ],
                                default="line",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("label", models.CharField(max_length=200, verbose_name="question")),
                        ("help", models.CharField(blank=True, max_length=300, verbose_name="explanation")),
                        (
                            "options",
                            models.JSONField(blank=True, default=list, verbose_name="answers to choose from"),
                        ),
                        ("is_required", models.BooleanField(default=False, verbose_name="must be answered")),
                        ("is_withdrawn", models.BooleanField(default=False, verbose_name="no longer asked")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="speakers.callforproposals",
                            ),
                        ),
                        (
                            "names_somebody",
                            models.BooleanField(
                                default=False,
                                help_text="Then reviewers do not see it while review is anonymous.",
                                verbose_name="the answer tells who it is",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("label", ""), _negated=True),
                                name="a_question_of_a_call_asks_something",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="AccessCode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="access_codes",
                                to="speakers.callforproposals",
                            ),
                        ),
                        ("code", models.CharField(max_length=40, verbose_name="code")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="what for")),
                        (
                            "most_uses",
                            models.PositiveIntegerField(
                                default=1,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="uses",
                            ),
                        ),
                        ("uses", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "valid_until",
                            models.DateTimeField(blank=True, null=True, verbose_name="valid until"),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("call", "code"), name="an_access_code_stands_once_in_a_call"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("uses__lte", models.F("most_uses"))),
                                name="an_access_code_is_never_used_too_often",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Proposal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                default=speakers.models.proposal.new_code,
                                editable=False,
                                max_length=12,
                                unique=True,
                            ),
                        ),
                        (
                            "key",
                            models.CharField(
                                editable=False,
                                help_text="Names the form it came from: sent twice, it is one.",
                                max_length=40,
                                null=True,
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="proposals",
                                to="speakers.callforproposals",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="people.person",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("abstract", models.TextField(blank=True, max_length=1500, verbose_name="abstract")),
                        (
                            "description",
                            models.TextField(blank=True, max_length=10000, verbose_name="description"),
                        ),
                        (
                            "notes",
                            models.TextField(
                                blank=True, max_length=3000, verbose_name="notes for the organizers"
                            ),
                        ),
                        (
                            "track",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="proposals",
                                to="programme.track",
                            ),
                        ),
                        ("format", models.CharField(blank=True, max_length=80, verbose_name="format")),
                        ("language", models.CharField(blank=True, max_length=10, verbose_name="language")),
                        (
                            "level",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("beginner", "for beginners"),
                                    ("intermediate", "for those who know the basics"),
                                    ("advanced", "for experts"),
                                ],
                                max_length=20,
                                verbose_name="level",
                            ),
                        ),
                        (
                            "co_speakers",
                            models.CharField(
                                blank=True,
                                help_text="E-mail addresses, separated by commas.",
                                max_length=500,
                                verbose_name="co-speakers",
                            ),
                        ),
                        (
                            "answers",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                help_text="By the id of the question, as a string: a string, a list, a bool.",
                            ),
                        ),
                        (
                            "equipment",
                            models.TextField(
                                blank=True, max_length=1000, verbose_name="what you need on stage"
                            ),
                        ),
                        (
                            "do_not_record",
                            models.BooleanField(default=False, verbose_name="do not record me"),
                        ),
                        (
                            "given_before",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="proposed_again",
                                to="programme.session",
                                verbose_name="given before",
                            ),
                        ),
                        (
                            "access_code",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="proposals",
                                to="speakers.accesscode",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("submitted", "submitted"),
                                    ("accepted", "accepted"),
                                    ("confirmed", "confirmed"),
                                    ("alternate", "alternate"),
                                    ("declined", "declined"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("changed_at", models.DateTimeField()),
                        ("submitted_at", models.DateTimeField(blank=True, null=True)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "confirm_by",
                            models.DateTimeField(
                                blank=True,
                                help_text="Until then the speaker of an accepted one says whether they come.",
                                null=True,
                            ),
                        ),
                        (
                            "session",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="proposal",
                                to="programme.session",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-changed_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("call", "person", "key"), name="one_form_makes_one_proposal"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "status__in",
                                            ["submitted", "accepted", "confirmed", "alternate", "declined"],
                                        ),
                                        _negated=True,
                                    ),
                                    ("submitted_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="what_is_decided_was_submitted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "submitted"), _negated=True),
                                    models.Q(
                                        models.Q(("title", ""), _negated=True),
                                        models.Q(("abstract", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_submitted_proposal_has_title_and_abstract",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="CoSpeaker",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="named",
                                to="speakers.proposal",
                            ),
                        ),
                        ("email", models.EmailField(max_length=254)),
                        (
                            "secret",
                            models.CharField(
                                default=speakers.models.proposal.new_secret,
                                editable=False,
                                max_length=40,
                                unique=True,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="named_in",
                                to="people.person",
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("is_willing", models.BooleanField(null=True)),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("email"),
                                models.F("proposal"),
                                name="a_co_speaker_is_named_once",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ProposalFile",
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
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="speakers.proposal",
                            ),
                        ),
                        ("file", models.FileField(max_length=200, upload_to="proposals/%Y/")),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Reviewer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reviewers",
                                to="speakers.callforproposals",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reviewing",
                                to="people.person",
                            ),
                        ),
                        ("is_chair", models.BooleanField(default=False, verbose_name="chair")),
                        (
                            "most",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Empty: a fair share.",
                                null=True,
                                verbose_name="reads at most",
                            ),
                        ),
                        (
                            "tracks",
                            models.ManyToManyField(
                                blank=True, related_name="reviewers", to="programme.track"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("call", "person"), name="a_reviewer_stands_once_in_a_call"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Phase",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="phases",
                                to="speakers.callforproposals",
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("starts_at", models.DateTimeField(verbose_name="from")),
                        ("ends_at", models.DateTimeField(verbose_name="until")),
                        ("takes_reviews", models.BooleanField(default=True, verbose_name="reviewers score")),
                        (
                            "takes_votes",
                            models.BooleanField(default=False, verbose_name="the community votes"),
                        ),
                        (
                            "shows_names",
                            models.BooleanField(
                                default=False,
                                help_text="If not: no name, organisation, co-speaker or history anywhere.",
                                verbose_name="reviewers see who proposes",
                            ),
                        ),
                        (
                            "shows_scores",
                            models.CharField(
                                choices=[
                                    ("never", "their own only"),
                                    ("after", "those of others once they have given one"),
                                    ("always", "all"),
                                ],
                                default="after",
                                max_length=10,
                                verbose_name="reviewers see",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["starts_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="a_phase_ends_after_it_starts",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Criterion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="criteria",
                                to="speakers.callforproposals",
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("help", models.CharField(blank=True, max_length=300, verbose_name="explanation")),
                        (
                            "weight",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="weight",
                            ),
                        ),
                        (
                            "labels",
                            models.JSONField(
                                default=list,
                                help_text="What each step is called, the lowest first.",
                                verbose_name="steps",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                    ],
                    options={
                        "verbose_name_plural": "criteria",
                        "ordering": ["position", "pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Assignment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="assignments",
                                to="speakers.proposal",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="assigned_proposals",
                                to="people.person",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("proposal", "person"), name="a_proposal_is_assigned_once_to_one"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Conflict",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="conflicts",
                                to="speakers.proposal",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="conflicts",
                                to="people.person",
                            ),
                        ),
                        ("because", models.CharField(blank=True, max_length=300, verbose_name="why")),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("proposal", "person"), name="a_conflict_of_interest_is_named_once"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Review",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reviews",
                                to="speakers.proposal",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reviews",
                                to="people.person",
                            ),
                        ),
                        (
                            "private",
                            models.TextField(
                                blank=True, max_length=5000, verbose_name="for the chairs and reviewers"
                            ),
                        ),
                        (
                            "to_speaker",
                            models.TextField(blank=True, max_length=5000, verbose_name="for the speaker"),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("changed_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("proposal", "person"), name="one_review_a_reviewer_and_proposal"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Score",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="scores",
                                to="speakers.review",
                            ),
                        ),
                        (
                            "criterion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="scores",
                                to="speakers.criterion",
                            ),
                        ),
                        ("value", models.PositiveSmallIntegerField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("review", "criterion"), name="one_score_a_criterion_and_review"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("value__lte", 20)), name="a_score_is_at_most_twenty"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="TrackChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="track_changes",
                                to="speakers.proposal",
                            ),
                        ),
                        (
                            "to_track",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="programme.track",
                            ),
                        ),
                        ("because", models.CharField(blank=True, max_length=500, verbose_name="why")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "taken_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("is_refused", models.BooleanField(default=False)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("proposal",),
                                name="one_change_of_track_is_asked_at_a_time",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Vote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="votes",
                                to="speakers.proposal",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="votes",
                                to="people.person",
                            ),
                        ),
                        ("value", models.PositiveSmallIntegerField()),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("proposal", "person"), name="one_vote_a_person_and_proposal"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("value__gte", 1), ("value__lte", 3)),
                                name="a_vote_is_one_to_three",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Choice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="choices",
                                to="speakers.proposal",
                            ),
                        ),
                        (
                            "whose",
                            models.CharField(
                                choices=[("chairs", "the chairs' list"), ("team", "the team's list")],
                                max_length=10,
                            ),
                        ),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("accept", "accept"),
                                    ("alternate", "alternate"),
                                    ("decline", "decline"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("position", models.PositiveIntegerField()),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("proposal", "whose"), name="a_proposal_stands_once_in_a_list"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="decision",
                                to="speakers.proposal",
                            ),
                        ),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("accept", "accept"),
                                    ("alternate", "alternate"),
                                    ("decline", "decline"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "position",
                            models.PositiveIntegerField(
                                default=0, help_text="The order in which alternates move up."
                            ),
                        ),
                        ("decided_at", models.DateTimeField()),
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
                        ("released_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="CallLetter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="letters",
                                to="speakers.callforproposals",
                            ),
                        ),
                        (
                            "about",
                            models.CharField(
                                choices=[
                                    ("accept", "accepted"),
                                    ("alternate", "alternate"),
                                    ("decline", "declined"),
                                    ("moved_up", "an alternate moves up"),
                                ],
                                max_length=10,
                                verbose_name="about",
                            ),
                        ),
                        ("language", models.CharField(max_length=10, verbose_name="language")),
                        ("subject", models.CharField(max_length=200, verbose_name="subject")),
                        ("body", models.TextField(max_length=10000, verbose_name="words")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("call", "about", "language"), name="one_letter_about_it_in_a_language"
                            )
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
    ]
