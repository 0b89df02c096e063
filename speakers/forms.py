"""What speakers and organizers fill in."""

import re
import uuid
from typing import Any

from django import forms
from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from core.forms import (
    CleanCharField,
    CleanTextField,
    WallTimeField,
    choose_among,
    clean_line,
    controls_in,
    instant_in,
    without_controls,
)
from core.questions import question_field
from events.programme.models import Session
from speakers.actions import proposal as actions
from speakers.models import CallForProposals, CallQuestion, Proposal
from speakers.rules.completeness import LONGEST, Problem, Wrong, find_problems
from speakers.rules.formats import MOST, read_formats, write_formats

LINES = tuple(
    name for name in actions.WRITTEN if name not in {"track", "do_not_record", "given_before", "answers"}
)
_KEY = re.compile(r"[0-9A-Za-z-]{8,40}")
_OF_ONE_FORM = uuid.UUID("6a0fd9a2-5a5e-4a4a-9d34-7a4a4c1f0f7e")

SAID = {
    Wrong.MISSING: _("This is needed to submit; a draft can do without."),
    Wrong.TOO_LONG: _("At most %(about)s characters."),
    Wrong.UNKNOWN: _("This event does not offer that; choose one of the list."),
    Wrong.NO_ADDRESS: _("“%(about)s” is no e-mail address. Separate several by commas."),
    Wrong.TOO_MANY: _("At most %(about)s co-speakers."),
}
NOT_GIVEN = _("That is no talk of yours, so it cannot be given again.")


def said(problem: Problem) -> ValidationError:
    if problem.field == "given_before":
        return ValidationError(NOT_GIVEN, code="unknown")
    return ValidationError(
        SAID[problem.wrong], code=problem.wrong.name.lower(), params={"about": problem.about[:80]}
    )


def session_named(name: Any) -> Session | None:
    try:
        return Session.objects.select_related("event").filter(uuid=uuid.UUID(str(name))).first()
    except ValueError:
        return None


def name_of_language(code: str) -> str:
    """ "German" for de, in the reader's language; the code itself where nobody knows it."""
    if "name" not in LANG_INFO.get(code, {}):
        return code
    return get_language_info(code)["name_translated"]


class ProposalForm(forms.Form):
    """One page for a draft and for what is submitted; `submitting` says which is asked for."""

    use_required_attribute = (
        False  # a draft may be as unfinished as it likes; the server says what is missing
    )

    key = forms.Field(required=False, widget=forms.HiddenInput)  # whatever is sent: an odd one is none
    seen = forms.Field(required=False, widget=forms.HiddenInput({"autocomplete": "off"}))
    title = CleanCharField(label=_("Title"), max_length=LONGEST["title"])
    abstract = CleanTextField(
        label=_("Abstract"),
        max_length=LONGEST["abstract"],
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What the programme will say, in at most 1500 characters. Markdown."),
    )
    description = CleanTextField(
        label=_("Description"),
        max_length=LONGEST["description"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "More for those who decide and who come: what you show, what people take home. Markdown."
        ),
    )
    notes = CleanTextField(
        label=_("Notes for the organizers"),
        max_length=LONGEST["notes"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Never published: what you need, when you cannot be there."),
    )
    track = forms.ChoiceField(label=_("Track"), required=False)
    format = forms.ChoiceField(label=_("Format"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False)
    co_speakers = CleanCharField(
        label=_("Co-speakers"),
        max_length=LONGEST["co_speakers"],
        required=False,
        help_text=_(
            "Their e-mail addresses, separated by commas. They are asked by mail when you submit, and need not answer "
            "before. If the talk is accepted, those who said yes or have an account here stand in the programme with "
            "you, and are told."
        ),
    )
    equipment = CleanTextField(
        label=_("What you need on stage"),
        max_length=LONGEST["equipment"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Sound, adapters, a second microphone. Never published."),
    )
    do_not_record = forms.BooleanField(label=_("Do not record me"), required=False)
    given_before = forms.Field(required=False, widget=forms.HiddenInput({"autocomplete": "off"}))
    code = forms.Field(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        call: CallForProposals,
        submitting: bool = False,
        initial: dict[str, Any] | None = None,
    ) -> None:
        start = {"key": str(uuid.uuid4()), "language": call.event.language, **(initial or {})}
        super().__init__(data, initial=start)
        self.call, self.submitting = call, submitting
        self.tracks = {track.slug: track for track in call.event.tracks.all()}
        self._offer("track", [(slug, track.name) for slug, track in self.tracks.items()])
        self._offer("format", [(form["name"], self._length(form)) for form in call.formats])
        self._offer("language", [(code, name_of_language(code)) for code in actions.languages_of(call)])
        self._offer("level", Proposal.Level.choices)
        self.questions = [row for row in call.questions.all() if not row.is_withdrawn]
        for question in self.questions:
            self.fields[f"question-{question.pk}"] = question_field(question)

    @staticmethod
    def _length(form: dict[str, Any]) -> str:
        return _("%(name)s, %(minutes)s minutes") % form if form.get("minutes") else str(form["name"])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        choose_among(self, name, [("", _("No preference")), *choices])
        field.error_messages["invalid_choice"] = SAID[Wrong.UNKNOWN]
        if not choices:  # nothing to choose; what is sent all the same is refused like any other unknown one
            field.widget = forms.HiddenInput()

    def full_clean(self) -> None:
        needed = [field for field in self.fields.values() if field.required]
        for field in needed:
            field.required = self.submitting
            field.error_messages["required"] = SAID[Wrong.MISSING]
        super().full_clean()
        for field in needed:
            field.required = True  # so that the label says it, whatever was asked for

    def clean_code(self) -> str:
        return clean_line(without_controls(str(self.cleaned_data["code"] or "")))[:40]

    def clean_given_before(self) -> Session | None:
        """By the session's own name. One that is none is left out; whether they spoke there, the action asks."""
        return session_named(self.cleaned_data["given_before"])

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"] or "")
        return key if _KEY.fullmatch(key) else ""

    def clean_seen(self) -> str:
        seen = str(self.cleaned_data["seen"] or "")
        return seen if seen.isascii() and seen.isdigit() else ""

    def clean(self) -> dict[str, Any]:
        for problem in find_problems(
            self.words().content(), actions.offer_of(self.call), submitting=self.submitting
        ):
            if problem.field not in self.errors:
                self.add_error(problem.field, said(problem))
        return self.cleaned_data

    def words(self) -> actions.Words:
        said = self.cleaned_data
        known = {name: said.get(name) or "" for name in LINES}
        return actions.Words(
            **known,
            track=self.tracks.get(said.get("track") or ""),
            do_not_record=bool(said.get("do_not_record")),
            given_before=said.get("given_before") or None,
            answers={str(row.pk): self._answer(row) for row in self.questions},
        )

    def _answer(self, question: CallQuestion) -> Any:
        """A box that is not ticked is no answer; a no is one."""
        given = self.cleaned_data.get(f"question-{question.pk}")
        return given or None if question.kind == question.Kind.AGREE else given

    @property
    def form_key(self) -> str:
        """Names this form. One that came without a key is named by what it says, so that twins meet all the same."""
        if key := self.cleaned_data.get("key"):
            return key
        words = self.words()
        return str(uuid.uuid5(_OF_ONE_FORM, f"{words.title}\n{words.abstract}"))

    @classmethod
    def start(cls, proposal: Proposal) -> dict[str, Any]:
        """The initial values of a proposal that is there."""
        return {**cls.like(proposal), "key": proposal.key or "", "seen": proposal.version}

    @classmethod
    def like(cls, proposal: Proposal) -> dict[str, Any]:
        """The initial values of a new one that says the same."""
        values = {name: getattr(proposal, name) for name in (*LINES, "do_not_record")}
        return {
            **values,
            **{f"question-{pk}": value for pk, value in proposal.answers.items()},
            "track": proposal.track.slug if proposal.track else "",
            "given_before": str(proposal.given_before.uuid) if proposal.given_before else "",
        }

    @classmethod
    def after(cls, session: Session) -> dict[str, Any]:
        """The initial values of one that gives a talk again."""
        names = ("title", "abstract", "description", "language", "level", "do_not_record")
        values = {name: getattr(session, name) for name in names}
        values["abstract"] = values["abstract"][: LONGEST["abstract"]]
        values["title"] = values["title"][: LONGEST["title"]]
        return {**values, "given_before": str(session.uuid)}


class CallForm(forms.Form):
    """When a call opens and closes, by the clock where the event is, and what it asks for."""

    opens_at = WallTimeField(label=_("Opens"))
    closes_at = WallTimeField(label=_("Closes"))
    text = CleanTextField(
        label=_("What you are looking for"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Who may speak, about what, how you choose, what you pay for. Markdown."),
    )
    formats = CleanTextField(
        label=_("Formats"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line with its minutes: “Talk, 30”."),
    )
    languages = CleanCharField(
        label=_("Languages"),
        required=False,
        max_length=200,
        help_text=_("Codes separated by commas: “en, de”. Empty: the languages of this site."),
    )

    most_each = forms.IntegerField(
        label=_("At most from one speaker"),
        required=False,
        min_value=1,
        max_value=40,
        help_text=_("So many may be submitted by one; drafts do not count. Empty: no limit."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    confirm_days = forms.IntegerField(
        label=_("Days to confirm"),
        required=False,
        min_value=1,
        max_value=365,
        help_text=_(
            "So long after they are told, accepted speakers say whether they come; they are reminded once. Empty: "
            "they are not asked."
        ),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    waits = forms.BooleanField(
        label=_("Show confirmed talks only when the schedule is released"), required=False
    )
    voters = forms.ChoiceField(
        label=_("Who votes"),
        choices=CallForProposals.Voters.choices,
        required=False,
        help_text=_("Only in phases in which the community votes."),
    )

    def __init__(self, data: Any = None, *, zone: str, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.zone = zone
        for name in ("opens_at", "closes_at"):
            self.fields[name].help_text = _("By the clock in %(zone)s.") % {"zone": zone}

    def _instant(self, name: str) -> Any:
        return instant_in(self.cleaned_data[name], self.zone)

    def clean_opens_at(self) -> Any:
        return self._instant("opens_at")

    def clean_closes_at(self) -> Any:
        return self._instant("closes_at")

    def clean_voters(self) -> str:
        return self.cleaned_data["voters"] or CallForProposals.Voters.MEMBERS

    def clean_formats(self) -> Any:
        formats, bad = read_formats(self.cleaned_data["formats"])
        if bad:
            raise ValidationError(
                _("Not a name and its minutes, or one twice: %(lines)s. At most %(most)s."),
                params={"lines": "; ".join(f"“{line[:60]}”" for line in bad[:5]), "most": MOST},
            )
        return formats

    def clean_languages(self) -> list[str]:
        codes = [code.strip().lower() for code in self.cleaned_data["languages"].split(",")]
        codes = list(dict.fromkeys(code for code in codes if code))
        if unknown := [code for code in codes if "name" not in LANG_INFO.get(code, {}) or len(code) > 10]:
            raise ValidationError(
                _("No code of a language: %(codes)s."),
                params={"codes": ", ".join(f"“{c[:20]}”" for c in unknown[:5])},
            )
        return codes

    def facts(self) -> dict[str, Any]:
        """What `speakers.actions.call` takes."""
        cleaned = self.cleaned_data
        rest = {name: value for name, value in cleaned.items() if name != "waits"}
        return {**rest, "announces": not cleaned["waits"]}

    def clean(self) -> dict[str, Any]:
        opens, closes = self.cleaned_data.get("opens_at"), self.cleaned_data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("A call closes after it opens."))
        return self.cleaned_data

    @classmethod
    def start(cls, call: CallForProposals) -> dict[str, Any]:
        zone = call.event.zone
        return {
            "opens_at": call.opens_at.astimezone(zone),
            "closes_at": call.closes_at.astimezone(zone),
            "text": call.text,
            "formats": write_formats(call.formats),
            "languages": ", ".join(call.languages),
            **{name: getattr(call, name) for name in ("most_each", "confirm_days", "voters")},
            "waits": not call.announces,
        }


class FilterForm(forms.Form):
    """Which proposals an organizer looks at."""

    q = forms.CharField(label=_("Words or a name"), required=False, max_length=200)
    status = forms.ChoiceField(label=_("Status"), required=False)
    track = forms.ChoiceField(label=_("Track"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("as they came in")),
            ("score", _("best score first")),
            ("-score", _("lowest score first")),
            ("reviews", _("fewest reviews first")),
            ("spread", _("where reviewers differ first")),
            ("votes", _("best voted first")),
        ],
    )

    def __init__(self, data: Any, *, tracks: list[tuple[str, str]]) -> None:
        super().__init__(data)
        seen = [choice for choice in Proposal.Status.choices if choice[0] != Proposal.Status.DRAFT]
        choose_among(self, "status", [("", _("All")), *seen])
        choose_among(self, "track", [("", _("All")), *tracks])


class DirectoryForm(forms.Form):
    q = forms.CharField(label=_("Name or organisation"), required=False, max_length=100)

    def clean_q(self) -> str:
        q = " ".join(self.cleaned_data["q"].split())
        if controls_in(q):
            raise ValidationError(_("There are invisible control characters in this."))
        return q
