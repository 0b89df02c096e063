import core.tables
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import events.booking.models.order
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
                    name="TicketType",
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
                                related_name="ticket_types",
                                to="events.event",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("admission", "ticket"), ("addon", "addition to a ticket")],
                                default="admission",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "description",
                            models.CharField(blank=True, max_length=500, verbose_name="what it holds"),
                        ),
                        (
                            "price_cents",
                            models.PositiveIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(99999999)],
                                verbose_name="price",
                            ),
                        ),
                        (
                            "tax_percent",
                            models.DecimalField(
                                decimal_places=2,
                                default=0,
                                max_digits=5,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="tax in the price, per cent",
                            ),
                        ),
                        (
                            "sells_from",
                            models.DateTimeField(blank=True, null=True, verbose_name="on sale from"),
                        ),
                        (
                            "sells_until",
                            models.DateTimeField(blank=True, null=True, verbose_name="on sale until"),
                        ),
                        (
                            "most_an_order",
                            models.PositiveSmallIntegerField(
                                default=10,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="at most in one order",
                            ),
                        ),
                        (
                            "is_hidden",
                            models.BooleanField(default=False, verbose_name="shown only with a code"),
                        ),
                        ("for_members", models.BooleanField(default=False, verbose_name="for members only")),
                        (
                            "attendance",
                            models.CharField(
                                blank=True,
                                choices=[("in_person", "in person"), ("online", "online")],
                                help_text="Empty: as the attendee likes.",
                                max_length=10,
                                verbose_name="where",
                            ),
                        ),
                        ("is_withdrawn", models.BooleanField(default=False, verbose_name="no longer sold")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "name"), name="one_ticket_type_of_a_name_an_event"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("price_cents__lte", 99999999)),
                                name="a_price_can_be_paid_by_one_card",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("tax_percent__gte", 0), ("tax_percent__lte", 100)),
                                name="tax_is_a_share_of_the_price",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sells_from", None),
                                    ("sells_until", None),
                                    ("sells_until__gt", models.F("sells_from")),
                                    _connector="OR",
                                ),
                                name="a_sale_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("most_an_order__gte", 1)),
                                name="an_order_may_hold_one_ticket",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Code",
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
                                related_name="codes",
                                to="events.event",
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                max_length=40,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Za-z0-9][A-Za-z0-9-]{2,39}$", "Letters, digits and hyphens."
                                    )
                                ],
                                verbose_name="code",
                            ),
                        ),
                        (
                            "percent",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="per cent off",
                            ),
                        ),
                        (
                            "off_cents",
                            models.PositiveIntegerField(default=0, verbose_name="amount off each ticket"),
                        ),
                        (
                            "opens_hidden",
                            models.BooleanField(default=False, verbose_name="shows hidden tickets"),
                        ),
                        (
                            "most_uses",
                            models.PositiveIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="for so many tickets",
                            ),
                        ),
                        ("uses", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "email_domain",
                            models.CharField(
                                blank=True,
                                max_length=120,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[a-z0-9]([a-z0-9.-]*[a-z0-9])?\\.[a-z0-9-]+$",
                                        "Like university.example",
                                    )
                                ],
                                verbose_name="for addresses at",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(blank=True, null=True, verbose_name="valid from")),
                        ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="valid until")),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("by hand", "made by hand"),
                                    ("speaker", "speaks"),
                                    ("active user", "is an active user"),
                                    ("sponsor", "sponsors"),
                                ],
                                default="by hand",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="codes",
                                to="people.person",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="codes",
                                to="people.organisation",
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "ticket_types",
                            models.ManyToManyField(
                                blank=True,
                                help_text="None chosen: for all.",
                                related_name="codes",
                                to="booking.tickettype",
                                verbose_name="for",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-created_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("event"),
                                django.db.models.functions.text.Upper("code"),
                                name="one_code_of_a_name_an_event",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("most_uses", None), ("uses__lte", models.F("most_uses")), _connector="OR"
                                ),
                                name="a_code_is_used_no_more_than_it_may",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("percent__lte", 100)), name="a_code_takes_off_a_share"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("percent", 0), ("off_cents", 0), _connector="OR"),
                                name="a_code_takes_off_a_share_or_an_amount",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("person__isnull", False), ("withdrawn_at", None)),
                                fields=("event", "reason", "person"),
                                name="one_code_a_reason_and_person",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("organisation__isnull", False), ("withdrawn_at", None)),
                                fields=("event", "reason", "organisation"),
                                name="one_code_a_reason_and_organisation",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Order",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "secret",
                            models.CharField(
                                default=events.booking.models.order.new_secret,
                                editable=False,
                                max_length=32,
                                unique=True,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="orders",
                                to="events.event",
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        ("email", models.EmailField(max_length=254)),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="orders",
                                to="people.person",
                            ),
                        ),
                        ("language", models.CharField(blank=True, max_length=10)),
                        ("company", models.CharField(blank=True, max_length=200, verbose_name="company")),
                        (
                            "invoice_address",
                            models.TextField(
                                blank=True, max_length=500, verbose_name="address on the invoice"
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                blank=True, help_text="Empty where nothing costs anything.", max_length=3
                            ),
                        ),
                        (
                            "pays_by",
                            models.CharField(
                                choices=[
                                    ("card", "card"),
                                    ("transfer", "bank transfer"),
                                    ("door", "at the door"),
                                ],
                                default="card",
                                max_length=10,
                            ),
                        ),
                        (
                            "code",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="orders",
                                to="booking.code",
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-created_at"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Payment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to="booking.order",
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("card", "card"),
                                    ("transfer", "bank transfer"),
                                    ("door", "at the door"),
                                ],
                                max_length=10,
                                verbose_name="method",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("open", "open"), ("paid", "paid"), ("closed", "not paid")],
                                default="open",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("amount_cents", models.PositiveIntegerField(verbose_name="amount")),
                        ("currency", models.CharField(max_length=3)),
                        (
                            "refunded_cents",
                            models.PositiveIntegerField(
                                default=0,
                                help_text="What has gone back or is promised: moves before Stripe is asked.",
                            ),
                        ),
                        (
                            "key",
                            models.UUIDField(
                                default=uuid.uuid4,
                                editable=False,
                                help_text="Idempotency at Stripe.",
                                unique=True,
                            ),
                        ),
                        ("session_id", models.CharField(blank=True, max_length=255, null=True, unique=True)),
                        ("intent_id", models.CharField(blank=True, max_length=255, null=True, unique=True)),
                        ("pay_url", models.URLField(blank=True, max_length=2000)),
                        ("expires_at", models.DateTimeField(blank=True, null=True)),
                        ("created_at", models.DateTimeField()),
                        ("paid_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["created_at", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("status", "open")),
                                fields=["expires_at"],
                                name="open_by_expiry",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount_cents__gt", 0)), name="nothing_is_no_payment"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("refunded_cents__lte", models.F("amount_cents"))),
                                name="no_more_goes_back_than_was_paid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("paid_at__isnull", False), ("status", "paid")),
                                    models.Q(
                                        models.Q(("status", "paid"), _negated=True), ("refunded_cents", 0)
                                    ),
                                    _connector="OR",
                                ),
                                name="only_what_was_paid_goes_back",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "open")),
                                fields=("order",),
                                name="one_open_payment_an_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Registration",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "secret",
                            models.CharField(
                                default=events.booking.models.order.new_secret,
                                editable=False,
                                max_length=32,
                                unique=True,
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="registrations",
                                to="booking.order",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registrations",
                                to="events.event",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="registrations",
                                to="people.person",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("held", "not yet confirmed"),
                                    ("waiting", "on the waiting list"),
                                    ("confirmed", "confirmed"),
                                    ("cancelled", "cancelled"),
                                    ("expired", "not confirmed in time"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "ticket_type",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registrations",
                                to="booking.tickettype",
                            ),
                        ),
                        (
                            "holder",
                            models.ForeignKey(
                                blank=True,
                                help_text="Of what is booked beside a ticket: the ticket.",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="additions",
                                to="booking.registration",
                            ),
                        ),
                        (
                            "attendance",
                            models.CharField(
                                blank=True,
                                choices=[("in_person", "in person"), ("online", "online")],
                                max_length=10,
                            ),
                        ),
                        ("price_cents", models.PositiveIntegerField(default=0)),
                        ("tax_percent", models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                        ("uses_code", models.BooleanField(default=False)),
                        (
                            "payment",
                            models.ForeignKey(
                                blank=True,
                                help_text="The payment that pays, or is to pay, for this seat.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registrations",
                                to="booking.payment",
                            ),
                        ),
                        (
                            "is_own",
                            models.BooleanField(
                                default=True,
                                help_text="The buyer's own seat: one address has one. Those booked for others are not.",
                            ),
                        ),
                        ("email_confirmed_at", models.DateTimeField(blank=True, null=True)),
                        ("held_until", models.DateTimeField(blank=True, null=True)),
                        ("waiting_since", models.DateTimeField(blank=True, null=True)),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "agreed_at",
                            models.DateTimeField(help_text="When they agreed to the code of conduct."),
                        ),
                        (
                            "visibility",
                            models.CharField(
                                choices=[
                                    ("public", "everybody"),
                                    ("attendees", "other attendees"),
                                    ("organizers", "organizers only"),
                                ],
                                default="organizers",
                                max_length=10,
                                verbose_name="who may see that I come",
                            ),
                        ),
                        (
                            "checked_in_at",
                            models.DateTimeField(
                                blank=True,
                                editable=False,
                                help_text="When the scan that admits was made.",
                                null=True,
                            ),
                        ),
                        (
                            "still_comes_at",
                            models.DateTimeField(
                                blank=True,
                                editable=False,
                                help_text="When they last said that they still come.",
                                null=True,
                            ),
                        ),
                        ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                        ("created_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["created_at", "pk"],
                        "indexes": [
                            models.Index(
                                fields=["event", "status", "waiting_since"],
                                name="booking_reg_event_i_1a1dba_idx",
                            ),
                            models.Index(
                                fields=["event", "created_at"], name="booking_reg_event_i_d21a24_idx"
                            ),
                            models.Index(
                                condition=models.Q(("status", "held")),
                                fields=["held_until"],
                                name="held_by_held_until",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("event"),
                                django.db.models.functions.text.Lower("email"),
                                condition=models.Q(
                                    ("is_own", True), ("status__in", ["held", "waiting", "confirmed"])
                                ),
                                name="one_standing_registration_an_email_and_event",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_own", False),
                                    models.Q(models.Q(("email", ""), _negated=True), ("holder", None)),
                                    _connector="OR",
                                ),
                                name="ones_own_seat_is_a_seat_with_an_address",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("checked_in_at", None),
                                    ("status__in", ["confirmed", "cancelled"]),
                                    _connector="OR",
                                ),
                                name="who_was_let_in_had_a_seat",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "waiting"), _negated=True),
                                    ("waiting_since__isnull", False),
                                    _connector="OR",
                                ),
                                name="who_waits_has_a_place_in_line",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "held"), _negated=True),
                                    ("held_until__isnull", False),
                                    _connector="OR",
                                ),
                                name="what_is_held_is_held_until_an_instant",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "confirmed"), _negated=True),
                                    models.Q(
                                        ("confirmed_at__isnull", False), ("email_confirmed_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="what_is_confirmed_was_confirmed_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CheckIn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("nonce", models.UUIDField(unique=True)),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="check_ins",
                                to="events.event",
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="check_ins",
                                to="booking.registration",
                            ),
                        ),
                        ("door", models.CharField(blank=True, max_length=60)),
                        ("scanned_at", models.DateTimeField()),
                        ("received_at", models.DateTimeField()),
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
                        ("undone_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["scanned_at", "pk"],
                        "indexes": [
                            models.Index(
                                fields=["event", "scanned_at"], name="booking_che_event_i_3064f2_idx"
                            ),
                            models.Index(
                                condition=models.Q(("undone_at", None)),
                                fields=["registration"],
                                name="check_ins_that_stand",
                            ),
                        ],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Letter",
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
                                related_name="letters",
                                to="events.event",
                            ),
                        ),
                        ("subject", models.CharField(max_length=150, verbose_name="subject")),
                        ("body", models.TextField(max_length=20000, verbose_name="text")),
                        (
                            "choice",
                            models.JSONField(
                                blank=True, default=dict, help_text="Who was chosen, as the filters said it."
                            ),
                        ),
                        (
                            "chosen",
                            models.CharField(blank=True, help_text="The same in words.", max_length=500),
                        ),
                        (
                            "recipients",
                            models.JSONField(
                                default=list,
                                help_text="The registrations that were counted when it was confirmed.",
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
                        (
                            "key",
                            models.UUIDField(
                                help_text="Of the form: sent twice, it is one letter.", unique=True
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("due_at", models.DateTimeField()),
                        ("called_back_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "begun_at",
                            models.DateTimeField(
                                blank=True, help_text="When its mails were put into the outbox.", null=True
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-created_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("called_back_at", None), ("begun_at", None), _connector="OR"
                                ),
                                name="what_went_out_was_not_called_back",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Refund",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "payment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="refunds",
                                to="booking.payment",
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="refunds",
                                to="booking.registration",
                            ),
                        ),
                        ("amount_cents", models.PositiveIntegerField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("pending", "on its way"),
                                    ("done", "paid back"),
                                    ("failed", "failed"),
                                ],
                                default="pending",
                                max_length=10,
                            ),
                        ),
                        (
                            "key",
                            models.CharField(
                                help_text="What it is for: the same twice is one refund.",
                                max_length=120,
                                unique=True,
                            ),
                        ),
                        ("stripe_id", models.CharField(blank=True, max_length=255, null=True, unique=True)),
                        ("because", models.CharField(blank=True, max_length=200)),
                        ("created_at", models.DateTimeField()),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["created_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount_cents__gt", 0)), name="nothing_is_no_refund"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="StripeEvent",
                    fields=[
                        ("id", models.CharField(max_length=255, primary_key=True, serialize=False)),
                        ("kind", models.CharField(max_length=80)),
                        (
                            "about",
                            models.CharField(
                                blank=True, help_text="The id of the object that it is about.", max_length=255
                            ),
                        ),
                        ("said", models.CharField(help_text="What came of it.", max_length=200)),
                        (
                            "early",
                            models.JSONField(
                                blank=True,
                                help_text="What came before the payment that it is about.",
                                null=True,
                            ),
                        ),
                        ("received_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-received_at"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("early__isnull", False)),
                                fields=["about"],
                                name="early_by_what_it_is_about",
                            )
                        ],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Seller",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("address", models.TextField(max_length=500, verbose_name="address")),
                        ("tax_id", models.CharField(blank=True, max_length=60, verbose_name="tax number")),
                        (
                            "bank_details",
                            models.TextField(
                                blank=True,
                                help_text="Told to those who pay by bank transfer.",
                                max_length=500,
                                verbose_name="bank details",
                            ),
                        ),
                        (
                            "prefix",
                            models.CharField(
                                max_length=20,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Z0-9][A-Z0-9-]*$", "Capital letters, digits and hyphens."
                                    )
                                ],
                                verbose_name="prefix of invoice numbers",
                            ),
                        ),
                        ("last_number", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "footer",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="last line of an invoice"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Invoice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "seller",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invoices",
                                to="booking.seller",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("invoice", "invoice"), ("credit", "credit note")],
                                default="invoice",
                                max_length=10,
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invoices",
                                to="booking.order",
                            ),
                        ),
                        (
                            "payment",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invoice",
                                to="booking.payment",
                            ),
                        ),
                        (
                            "refund",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="credit_note",
                                to="booking.refund",
                            ),
                        ),
                        (
                            "cancels",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="credit_notes",
                                to="booking.invoice",
                            ),
                        ),
                        ("issued_on", models.DateField()),
                        ("currency", models.CharField(max_length=3)),
                        ("gross_cents", models.IntegerField()),
                        ("tax_cents", models.IntegerField()),
                        (
                            "content",
                            models.JSONField(
                                help_text="seller, recipient, lines and taxes as they were on the day."
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-issued_on", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("seller", "number"), name="a_seller_gives_a_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "invoice"), ("payment__isnull", False)),
                                    models.Q(("kind", "credit"), ("refund__isnull", False)),
                                    _connector="OR",
                                ),
                                name="an_invoice_has_a_payment_and_a_credit_note_a_refund",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Attention",
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
                                related_name="attentions",
                                to="events.event",
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attentions",
                                to="booking.order",
                            ),
                        ),
                        ("kind", models.SlugField(max_length=40)),
                        ("key", models.CharField(max_length=255, unique=True)),
                        ("details", models.JSONField(blank=True, default=dict)),
                        ("created_at", models.DateTimeField()),
                        ("solved_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["solved_at", "-created_at"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Question",
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
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="events.event",
                            ),
                        ),
                        (
                            "is_sensitive",
                            models.BooleanField(
                                default=False,
                                help_text="Answers are kept apart, seen by organizers alone, and erased two weeks after the event.",
                                verbose_name="touches health, diet, faith or the like",
                            ),
                        ),
                        (
                            "shown_if",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="follow_ups",
                                to="booking.question",
                                verbose_name="only after",
                            ),
                        ),
                        (
                            "shown_if_answer",
                            models.CharField(blank=True, max_length=200, verbose_name="was answered with"),
                        ),
                        (
                            "ticket_types",
                            models.ManyToManyField(
                                blank=True,
                                related_name="questions",
                                to="booking.tickettype",
                                verbose_name="only with",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("label", ""), _negated=True),
                                name="a_question_asks_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("shown_if", models.F("id")), _negated=True),
                                name="no_question_follows_itself",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Answer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="booking.registration",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="booking.question",
                            ),
                        ),
                        ("value", models.JSONField()),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("registration", "question"),
                                name="one_answer_a_question_and_registration",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SensitiveAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="booking.registration",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="booking.question",
                            ),
                        ),
                        ("value", models.JSONField()),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("registration", "question"),
                                name="one_sensitiveanswer_a_question_and_registration",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Terms",
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
                                related_name="terms",
                                to="events.event",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                default="EUR",
                                max_length=3,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Z]{3}$", "Three capital letters, like EUR."
                                    )
                                ],
                                verbose_name="currency",
                            ),
                        ),
                        (
                            "seller",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="terms",
                                to="booking.seller",
                                verbose_name="seller",
                            ),
                        ),
                        ("by_card", models.BooleanField(default=True, verbose_name="pay by card")),
                        (
                            "by_transfer",
                            models.BooleanField(default=False, verbose_name="pay by bank transfer"),
                        ),
                        ("at_door", models.BooleanField(default=False, verbose_name="pay at the door")),
                        (
                            "transfer_days",
                            models.PositiveSmallIntegerField(
                                default=7,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(60),
                                ],
                                verbose_name="days for a bank transfer",
                            ),
                        ),
                        (
                            "offer_hours",
                            models.PositiveSmallIntegerField(
                                default=24,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(336),
                                ],
                                verbose_name="hours to take an offered seat",
                            ),
                        ),
                        (
                            "changes_until",
                            models.DateTimeField(
                                blank=True,
                                help_text="Empty: until the event begins.",
                                null=True,
                                verbose_name="changes and transfers until",
                            ),
                        ),
                        (
                            "refunds_until",
                            models.DateTimeField(
                                blank=True,
                                help_text="Who cancels before gets it by itself. Empty: organizers decide each time.",
                                null=True,
                                verbose_name="money back until",
                            ),
                        ),
                        (
                            "asks_again_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="Empty: nobody is asked.",
                                null=True,
                                verbose_name="ask “still coming?” at",
                            ),
                        ),
                        (
                            "active_users_percent",
                            models.PositiveSmallIntegerField(
                                default=100,
                                help_text="Each has a code of their own, by itself. 0: nothing off.",
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="per cent off for active users",
                            ),
                        ),
                        (
                            "for_holders",
                            models.BooleanField(
                                default=False,
                                verbose_name="only for who has a ticket of the event that it is part of",
                            ),
                        ),
                        (
                            "lets_in_by_code",
                            models.BooleanField(
                                default=False,
                                verbose_name="attendees check themselves in with a code shown on the spot",
                            ),
                        ),
                        ("door_code", models.CharField(blank=True, editable=False, max_length=8)),
                    ],
                    options={
                        "verbose_name_plural": "terms",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("active_users_percent__lte", 100)),
                                name="active_users_have_a_share_off",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PriceWindow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ticket_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="price_windows",
                                to="booking.tickettype",
                            ),
                        ),
                        (
                            "price_cents",
                            models.PositiveIntegerField(
                                validators=[django.core.validators.MaxValueValidator(99999999)],
                                verbose_name="price",
                            ),
                        ),
                        ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="from")),
                        ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                    ],
                    options={
                        "ordering": ["closes_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("opens_at__isnull", False), ("closes_at__isnull", False), _connector="OR"
                                ),
                                name="a_price_window_has_an_edge",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("opens_at", None),
                                    ("closes_at", None),
                                    ("closes_at__gt", models.F("opens_at")),
                                    _connector="OR",
                                ),
                                name="a_price_window_closes_after_it_opens",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("price_cents__lte", 99999999)),
                                name="a_windows_price_can_be_paid_by_one_card",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Quota",
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
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="quotas",
                                to="events.event",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "attendance",
                            models.CharField(
                                blank=True,
                                choices=[("in_person", "in person"), ("online", "online")],
                                max_length=10,
                                verbose_name="everybody who attends",
                            ),
                        ),
                        (
                            "ticket_types",
                            models.ManyToManyField(
                                blank=True,
                                related_name="quotas",
                                to="booking.tickettype",
                                verbose_name="ticket types",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("capacity", None), ("taken__lte", models.F("capacity")), _connector="OR"
                                ),
                                name="quota_never_holds_more_than_its_seats",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("capacity", None),
                                    models.Q(("capacity__gte", 1), ("capacity__lte", 1000000)),
                                    _connector="OR",
                                ),
                                name="quota_seats_are_from_one_to_a_million",
                            ),
                            models.UniqueConstraint(
                                fields=("event", "name"), name="one_quota_of_a_name_an_event"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("attendance", ""), _negated=True),
                                fields=("event", "attendance"),
                                name="each_side_of_an_event_has_one_quota",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Transfer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "secret",
                            models.CharField(
                                default=events.booking.models.order.new_secret,
                                editable=False,
                                max_length=32,
                                unique=True,
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="transfers",
                                to="booking.registration",
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        ("accepted_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-created_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("accepted_at", None), ("withdrawn_at", None)),
                                fields=("registration",),
                                name="a_seat_is_held_out_once_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("accepted_at", None), ("withdrawn_at", None), _connector="OR"
                                ),
                                name="what_was_taken_is_not_withdrawn",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
    ]
