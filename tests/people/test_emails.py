import pytest

from core import outbox
from core.clock import now
from core.models import Job
from people import emails
from tests.people.letters import delivered

pytestmark = pytest.mark.django_db
KEY = "https://testserver/accounts/password/reset/key/abc-secret/"


def test_a_letter_waits_sealed_and_is_blotted_out_when_sent():
    emails.post(to="ada@people.example", subject="A new password", text=f"Here:\n\n{KEY}")
    waiting = Job.objects.get(kind=emails.KIND)
    assert "secret" not in str(waiting.payload) and "ada@" not in str(waiting.payload)

    [letter] = delivered()

    assert letter.to == ["ada@people.example"] and KEY in letter.body
    assert Job.objects.get(kind=emails.KIND).payload == {}


def test_a_letter_that_was_sent_is_not_sent_again():
    emails.post(to="ada@people.example", subject="Hello", text="Hello")
    delivered()
    Job.objects.update(done_at=None, claimed_at=None)

    assert len(delivered()) == 1


def test_a_letter_has_an_html_twin_with_a_button_and_nothing_that_people_wrote_as_html():
    emails.post(to="ada@people.example", subject="Hello", text=f"<script>x</script>\n\n{KEY}")

    [letter] = delivered()

    html = letter.alternatives[0][0]
    assert f'href="{KEY}"' in html and "<script>" not in html and "&lt;script&gt;" in html


def test_a_letter_that_cannot_be_opened_is_not_lost(settings):
    emails.post(to="ada@people.example", subject="Hello", text="Hello")
    settings.SECRET_KEY = "n" * 60

    outbox.sweep(now())

    job = Job.objects.get(kind=emails.KIND)
    assert job.done_at is None and "sealed" in job.payload
