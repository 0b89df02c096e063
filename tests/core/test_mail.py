"""Letters: what people wrote stands in them as text, and in no header as a header."""

import pytest
from django.core import mail as outgoing

from core import mail

pytestmark = pytest.mark.django_db
HOSTILE = "Tea\r\nBcc: everybody@people.example\x0b\u2028X-More: 1 </title><script>alert(1)</script>"


def test_header_is_one_line_of_what_can_be_read():
    line = mail.one_line(HOSTILE + "x" * 1000)

    assert line.isprintable() and line.startswith("Tea Bcc: everybody") and len(line) == 200


def test_hostile_words_become_no_header_and_no_code():
    mail.send(
        to="ada@people.example",
        template="account_letter",
        context={"heading": HOSTILE, "text": HOSTILE, "paragraphs": [{"words": HOSTILE}]},
    )

    [letter] = outgoing.outbox
    headers = {name.lower() for name, _value in letter.message().items()}
    assert not headers & {"bcc", "x-more"}
    assert letter.recipients() == ["ada@people.example"]
    assert "\n" not in letter.subject and letter.subject.startswith("Tea")
    [(html, _kind)] = [(part.content, part.mimetype) for part in letter.alternatives]
    assert "<script>" not in html
