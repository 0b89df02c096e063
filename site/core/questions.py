"""Questions that somebody wrote to be asked in a form: the field of one, and the form in which it is written.

A question has `kind` (line, text, choice, several, yes, agree), `label`, `help`, `options` and `is_required`.
"""

from typing import Any, Protocol

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, CleanTextField, choose_among, clean_line

CHOOSES = frozenset({"choice", "several"})
MOST_OPTIONS, LONGEST_OPTION = 50, 100
LONGEST_LINE, LONGEST_TEXT = 300, 3000
MOST_RADIOS = 6


class AnyQuestion(Protocol):
    kind: Any
    label: Any
    help: Any
    options: Any
    is_required: Any


class YesOrNoField(forms.TypedChoiceField):
    """Two radio buttons, so that “no” is an answer as well."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        choices = [("yes", _("Yes")), ("no", _("No"))]
        super().__init__(choices=choices, coerce=lambda word: word == "yes", empty_value=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ("no", "yes")[value] if isinstance(value, bool) else value


def question_field(question: AnyQuestion) -> forms.Field:
    """Whether an answer is needed may depend on others: then the form sees to it."""
    usual: dict[str, Any] = {
        "label": question.label,
        "help_text": question.help,
        "required": question.is_required,
    }
    options = [(str(option), str(option)) for option in question.options]
    match question.kind:
        case "text":
            return CleanTextField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3}), **usual)
        case "choice" if len(options) <= MOST_RADIOS:
            return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **usual)
        case "choice":
            return forms.ChoiceField(choices=[("", "—"), *options], **usual)
        case "several":
            return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **usual)
        case "yes":
            return YesOrNoField(**usual)
        case "agree":
            return forms.BooleanField(**usual)
    return CleanCharField(max_length=LONGEST_LINE, **usual)


def options_of(kind: str, given: tuple[str, ...]) -> list[str]:
    """The answers to choose from, each once; none where nobody chooses. Raises ValidationError for fewer than two."""
    options = list(dict.fromkeys(word for word in given if word))
    if kind in CHOOSES and len(options) < 2:
        raise ValidationError({"options": _("Give two answers at least, each on a line of its own.")})
    return options if kind in CHOOSES else []


class WritesQuestion(forms.Form):
    """The part that every question's form has."""

    label = CleanCharField(label=_("Question"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind of answer"), initial="line")
    options = CleanTextField(
        label=_("Answers to choose from"),
        max_length=6000,
        required=False,
        help_text=_("One a line. Only where one chooses."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    help = CleanCharField(label=_("Explanation"), max_length=300, required=False)
    is_required = forms.BooleanField(
        label=_("Must be answered"),
        required=False,
        help_text=_(
            "With yes or no: either will do. A box must be ticked then: for what everybody has to agree to."
        ),
    )

    kinds: Any = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "kind", list(self.kinds))

    def clean_options(self) -> list[str]:
        options = [line for line in map(clean_line, self.cleaned_data["options"].split("\n")) if line]
        if len(options) > MOST_OPTIONS:
            raise forms.ValidationError(_("%(most)s answers at most."), params={"most": MOST_OPTIONS})
        if any(len(option) > LONGEST_OPTION for option in options):
            raise forms.ValidationError(
                _("An answer has %(most)s characters at most."), params={"most": LONGEST_OPTION}
            )
        return options

    def said(self) -> dict[str, Any]:
        """What the question's facts are made of."""
        cleaned = self.cleaned_data
        plain = {name: cleaned[name] for name in ("label", "kind", "help", "is_required")}
        return {**plain, "options": tuple(cleaned["options"])}


def start_of(question: AnyQuestion) -> dict[str, Any]:
    """The form's initial values for a question that is there."""
    plain = {name: getattr(question, name) for name in ("label", "kind", "help", "is_required")}
    return {**plain, "options": "\n".join(question.options)}
