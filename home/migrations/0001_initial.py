import core.tables
import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("groups", "0001_initial"),
        ("people", "0002_organisation_person_claim_standing_and_more"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        core.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="ArticleIndexPage",
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
                    ],
                    options={
                        "abstract": False,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="ArticlePage",
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
                            "image",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="core.coreimage",
                                verbose_name="picture",
                            ),
                        ),
                        ("published_on", models.DateField(verbose_name="published on")),
                        (
                            "author",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="articles",
                                to="people.person",
                                verbose_name="author",
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
                    name="GroupFolder",
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
                                related_name="folders",
                                to="groups.usergroup",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        ("file", models.FileField(blank=True, max_length=200, upload_to="folders/")),
                        ("size", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["-asked_at", "-pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="NavigationItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "place",
                            models.CharField(
                                choices=[("main", "menu"), ("footer", "footer")],
                                default="main",
                                max_length=10,
                                verbose_name="where",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                        ("title", models.CharField(max_length=60, verbose_name="title")),
                        (
                            "page",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.WAGTAIL_PAGE_MODEL,
                                verbose_name="page",
                            ),
                        ),
                        (
                            "url",
                            models.CharField(
                                blank=True,
                                help_text="Like /events/",
                                max_length=300,
                                verbose_name="or address",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "navigation item",
                        "verbose_name_plural": "navigation",
                        "ordering": ["place", "position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("page__isnull", False), ("url", "")),
                                    models.Q(("page", None), models.Q(("url", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="a_navigation_item_leads_to_a_page_or_an_address",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="HomePage",
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
                    ],
                    options={
                        "abstract": False,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="StandardPage",
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
