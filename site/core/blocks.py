"""The few blocks that every page's text is made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

RICH = ["h2", "h3", "bold", "italic", "link", "document-link", "ol", "ul", "hr", "code"]


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("quotation"))
    who = blocks.CharBlock(label=_("who said it"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "blocks/quote.html"
        preview_value = {
            "text": "We came for the talks and stayed for the hallway.",
            "who": "A first-time attendee",
        }


class PictureBlock(blocks.StructBlock):
    image = ImageBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/picture.html"


class CallBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("words on the button"), max_length=60)
    page = blocks.PageChooserBlock(label=_("page"), required=False)
    url = blocks.URLBlock(label=_("or address"), required=False)

    class Meta:
        icon = "link"
        label = _("Button")
        template = "blocks/call.html"
        preview_value = {"text": "Become an active user", "url": "https://folkmoot.example/"}


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("question"))
    answer = blocks.RichTextBlock(label=_("answer"), features=RICH)

    class Meta:
        icon = "help"
        label = _("Question and answer")
        template = "blocks/question.html"
        preview_value = {"question": "Is there child care?", "answer": "<p>Yes, on all days.</p>"}


BODY_BLOCKS = [
    (
        "text",
        blocks.RichTextBlock(
            label=_("Text"),
            features=RICH,
            template="blocks/text.html",
            preview_value="<h2>What to expect</h2><p>Two short talks, then food and time to talk.</p>",
        ),
    ),
    ("picture", PictureBlock()),
    ("quote", QuoteBlock()),
    ("call", CallBlock()),
    ("question", QuestionBlock()),
]
