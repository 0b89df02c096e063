import datetime as dt

import pytest
from django import forms
from django.test import RequestFactory

from core import forms as core_forms
from core.forms import (
    CleanCharField,
    CleanEmailField,
    CleanTextField,
    CleanURLField,
    WallTimeField,
    clean_line,
    clean_text,
    controls_in,
)


class TalkForm(forms.Form):
    title = CleanCharField(max_length=20)
    abstract = CleanTextField(max_length=40, required=False)


def test_line_ends_of_all_programs_become_one():
    assert clean_text("a\r\nb\rc\x0bd\x0ce\u2028f\x85g") == "a\nb\nc\nd\ne\nf\ng"


def test_a_line_has_single_blanks_and_composed_letters():
    assert clean_line("  Ko\u0308ln \t am\r\nRhein ") == "Köln am Rhein"


def test_the_length_is_counted_after_the_line_ends_are_one_sign():
    form = TalkForm({"title": "Talk", "abstract": "\r\n".join(["x" * 9] * 4)})

    assert form.is_valid(), form.errors


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\ud800", "\u202e", "\ufffe"])
def test_a_control_character_is_told_and_taken_out_of_what_is_given_back(sign):
    form = TalkForm({"title": f"Talk{sign}s"})

    assert "title" in form.errors
    assert f"U+{ord(sign):04X}" in str(form.errors["title"])
    assert 'value="Talks"' in str(form["title"])


class AddressForm(forms.Form):
    email = CleanEmailField(required=False)
    website = CleanURLField(required=False, max_length=300)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"email": '"a\x01b"@example.org'}, "U+0001"),
        ({"website": "https://moot.example/a\x01b"}, "U+0001"),
        ({"website": "https://moot.example/\u202egpj.exe"}, "U+202E"),
        ({"website": "https://moot.example/\x00"}, "U+0000"),
        ({"website": "ftp://moot.example/"}, "https://…"),
        ({"website": "javascript:alert(1)"}, "https://…"),
        ({"website": "https://[::1"}, "https://…"),
    ],
)
def test_addresses_hold_nothing_invisible_and_lead_to_the_web(sent, said):
    form = AddressForm(sent)
    [name] = sent

    assert said in " ".join(form.errors[name])
    assert not controls_in(str(form[name]))


def test_addresses_without_a_scheme_are_https():
    form = AddressForm({"email": "ada@example.org", "website": "moot.example"})

    assert form.is_valid() and form.cleaned_data["website"] == "https://moot.example"


@pytest.mark.parametrize("text", ["日本語", "👩‍💻", "a\tb", "שלום", "Zürich — “yes”"])
def test_ordinary_text_is_no_control_character(text):
    assert controls_in(text) == []


def test_a_long_text_is_told_and_given_back_whole_and_no_browser_cuts_it():
    form = TalkForm({"title": "x" * 10_000})

    assert "title" in form.errors
    assert "x" * 10_000 in str(form["title"])
    assert "maxlength" not in str(form["title"])


def test_markup_in_what_is_given_back_is_escaped():
    form = TalkForm({"title": "</script><script>alert(1)</script>" * 2})

    assert "<script" not in str(form["title"])


@pytest.mark.parametrize(
    ("sent", "wall"),
    [
        ("2026-05-14T19:00", dt.datetime(2026, 5, 14, 19)),
        ("2026-05-14 19:00:30", dt.datetime(2026, 5, 14, 19, 0, 30)),
        ("", None),
    ],
)
def test_a_wall_time_is_read(sent, wall):
    assert WallTimeField(required=False).clean(sent) == wall


@pytest.mark.parametrize(
    "sent",
    [
        "2026-02-30T10:00",
        "2026-05-14T25:00",
        "0001-01-01T00:00",
        "9999-12-31T23:59",
        "soon",
        "2026-05-14T19:00Z",
    ],
)
def test_an_impossible_time_is_refused(sent):
    with pytest.raises(forms.ValidationError):
        WallTimeField().clean(sent)


def test_a_form_that_cannot_be_taken_is_answered_422(monkeypatch):
    monkeypatch.setattr(core_forms, "render", lambda request, template, context, status: status)
    request = RequestFactory().get("/")

    shown, good, bad = TalkForm(), TalkForm({"title": "A"}), TalkForm({"title": ""})

    assert [core_forms.form_answer(request, "x.html", form) for form in (shown, good, bad)] == [200, 200, 422]
