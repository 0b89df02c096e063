"""Two windows on one proposal: the second to save is told, and neither text is lost."""

import re

import pytest

from speakers.models import Proposal
from tests.factories.events import make_event
from tests.factories.people import make_user
from tests.factories.speakers import make_call, make_proposal

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def speaker(client):
    user = make_user(name="Ada Lark")
    client.force_login(user)
    return user


@pytest.fixture
def draft(speaker):
    call = make_call(make_event("Autumn summit", kind="summit"))
    return make_proposal(call, speaker.person, status="draft", title="Keys", abstract="Old words.")


def open_window(client, row):
    """What a browser would send back from this page, unchanged."""
    page = client.get(row.get_absolute_url()).content.decode()
    [seen] = re.findall(r'name="seen" value="([^"]+)"', page)
    return {"title": row.title, "abstract": row.abstract, "seen": seen, "save": "1"}


def test_a_save_over_what_was_not_seen_keeps_both_texts(client, draft):
    first, second = open_window(client, draft), open_window(client, draft)
    address = draft.get_absolute_url()
    assert client.post(address, {**first, "abstract": "Words of the first."}).status_code == 302

    answer = client.post(address, {**second, "abstract": "Words of the second. </textarea><script>"})

    page = answer.content.decode()
    draft.refresh_from_db()
    assert answer.status_code == 409 and draft.abstract == "Words of the first."
    assert "Words of the first." in page and "Words of the second. &lt;/textarea&gt;&lt;script&gt;" in page
    assert 'data-autosave="browser"' in page and "What is saved now" in page

    [seen] = re.findall(r'name="seen" value="([^"]+)"', page)
    assert client.post(address, {**second, "seen": seen, "abstract": "Both."}).status_code == 302
    draft.refresh_from_db()
    assert draft.abstract == "Both."


def test_submitting_what_is_old_is_told_as_well(client, draft):
    first, second = open_window(client, draft), open_window(client, draft)
    client.post(draft.get_absolute_url(), {**first, "title": "Newer keys"})

    answer = client.post(draft.get_absolute_url(), {**second, "title": "Other keys", "submit": "1"})

    draft.refresh_from_db()
    assert (answer.status_code, draft.status, draft.title) == (409, "draft", "Newer keys")


def test_the_script_learns_of_it_and_writes_nothing(client, draft):
    first, second = open_window(client, draft), open_window(client, draft)
    address = draft.get_absolute_url()
    saved = client.post(address, {**first, "title": "One"}, **JSON).json()

    refused = client.post(address, {**second, "title": "Two"}, **JSON)
    again = client.post(address, {**first, "seen": saved["version"], "title": "One and a half"}, **JSON)

    draft.refresh_from_db()
    assert refused.status_code == 409 and refused.json()["error"]
    assert again.status_code == 200 and draft.title == "One and a half"


def test_the_same_text_twice_is_no_quarrel(client, draft):
    window = open_window(client, draft)
    window["title"] = "Twice"

    answers = [client.post(draft.get_absolute_url(), window).status_code for _ in range(2)]

    assert answers == [302, 302] and Proposal.objects.get().title == "Twice"


@pytest.mark.parametrize("seen", ["", None, "<script>", "1; drop", "٣٤"])
def test_who_says_no_version_writes_as_before(client, draft, seen):
    sent = {"title": "By a program", "abstract": "x", "save": "1"} | ({} if seen is None else {"seen": seen})

    assert client.post(draft.get_absolute_url(), sent).status_code == 302
    draft.refresh_from_db()
    assert draft.title == "By a program"


def test_a_draft_that_the_script_began_goes_on_in_its_window(client, speaker):
    call = make_call(make_event(kind="summit"))
    form = {"key": "form-key-one", "seen": "", "title": "K"}
    first = client.post(f"/events/{call.event.slug}/proposals/new/", form, **JSON).json()

    second = client.post(first["url"], {**form, "seen": first["version"], "title": "Keys"}, **JSON)

    assert second.status_code == 200 and Proposal.objects.get().title == "Keys"
