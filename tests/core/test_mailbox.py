import pytest
from django.core.mail import EmailMessage
from django.urls import path

import config.urls
from core import views
from core.mailbox import MailboxBackend, letters

pytestmark = pytest.mark.django_db

demo = [
    path("demo/mail/", views.mailbox, name="demo_mailbox"),
    path("demo/mail/<str:name>/", views.letter, name="demo_letter"),
]
urlpatterns = [*demo, *config.urls.urlpatterns]


@pytest.fixture
def box(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    settings.ROOT_URLCONF = __name__
    return MailboxBackend()


def send(box, subject="Hello", text="Look: https://oak.example/x", **fields):
    message = EmailMessage(subject, text, "from@people.example", ["ada@people.example"], **fields)
    message.attach("ticket.ics", "BEGIN:VCALENDAR", "text/calendar")
    box.send_messages([message])


def test_an_empty_mailbox_says_how_to_fill_it(client, box):
    assert b"No mail was sent yet" in client.get("/demo/mail/").content


def test_a_letter_can_be_read_with_its_links_and_what_is_attached(client, box):
    send(box, subject="Grüße <b>", text="Look: https://oak.example/x\n<script>alert(1)</script>")

    listing = client.get("/demo/mail/").content.decode()
    page = client.get(f"/demo/mail/{letters()[0].name}/").content.decode()

    assert "Grüße &lt;b&gt;" in listing and "ada@people.example" in listing
    assert '<a href="https://oak.example/x" rel="nofollow">' in page
    assert "<script>alert" not in page and "ticket.ics" in page


def test_newest_come_first(client, box):
    send(box, subject="First")
    send(box, subject="Second")

    listing = client.get("/demo/mail/").content.decode()

    assert listing.index("Second") < listing.index("First")


@pytest.mark.parametrize("name", ["nothing.eml", "..", "..%2f..%2fsecret_key", ".env", "%00"])
def test_only_letters_can_be_read(client, box, name):
    assert client.get(f"/demo/mail/{name}/").status_code == 404


def test_without_demo_there_is_no_mailbox(client):
    assert client.get("/demo/mail/").status_code == 404
