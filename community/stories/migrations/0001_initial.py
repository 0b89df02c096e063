import core.tables
import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("people", "0002_organisation_person_claim_standing_and_more"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        core.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="StoryIndexPage",
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
                    name="StoryPage",
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
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="stories",
                                to="people.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        ("told_on", models.DateField(blank=True, null=True, verbose_name="told on")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                        (
                            "source_url",
                            models.URLField(blank=True, max_length=300, verbose_name="address of the source"),
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
