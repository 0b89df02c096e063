"""The desk's list of registrations: choosing, adding by hand, importing, mending."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, CleanEmailField, choose_among
from events.booking.actions.managing import Entry
from events.booking.actions.ticket_type import costs_something
from events.booking.choosing import NAMES
from events.booking.desk_forms.fields import sides_of
from events.booking.models import Payment, Question, Registration, Terms, TicketType
from events.models import Event

MOST_BYTES = 1_000_000
BECAUSE = [("free", _("It is free of charge for them")), ("paid", _("It was paid in another way"))]
PAYS = {
    Payment.Method.TRANSFER: _("They pay by bank transfer: the seat is held, the bank details are mailed"),
    Payment.Method.DOOR: _("They pay at the door"),
}


class ChoiceForm(forms.Form):
    """Which registrations: all fields may stay empty. `choice()` once it is valid."""

    q = CleanCharField(label=_("Name or e-mail"), required=False, max_length=100)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("All that stand")), *Registration.Status.choices]
    )
    ticket_type = forms.ChoiceField(label=_("Ticket"), required=False)
    side = forms.ChoiceField(label=_("Where"), required=False)
    code = CleanCharField(label=_("Code"), required=False, max_length=40)
    checked_in = forms.ChoiceField(
        label=_("Checked in"),
        required=False,
        choices=[("", _("All")), ("yes", _("yes")), ("no", _("no"))],
    )
    still_comes = forms.ChoiceField(
        label=_("Said “I still come”"),
        required=False,
        choices=[("", _("All")), ("yes", _("yes")), ("no", _("no"))],
    )
    question = forms.ChoiceField(label=_("Answered the question"), required=False)
    answer = CleanCharField(label=_("with"), required=False, max_length=200)

    def __init__(self, data: Any = None, *, event: Event, sees_sensitive: bool) -> None:
        super().__init__(data)
        kinds = [(str(row.pk), row.name) for row in event.ticket_types.all()]
        if not Terms.of(event).asks_again_at:
            del self.fields["still_comes"]
        asked = Question.objects.filter(event=event)
        if not sees_sensitive:
            asked = asked.filter(is_sensitive=False)
        self._offer(
            "ticket_type", [("", _("All tickets")), ("none", _("without a kind")), *kinds], bool(kinds)
        )
        sides = sides_of(event, _("All"))
        self._offer("side", sides, len(sides) > 1)
        labels = [(str(row.pk), row.label) for row in asked]
        self._offer("question", [("", _("Any")), *labels], bool(labels))
        if not labels:
            del self.fields["answer"]
        if not kinds:
            del self.fields["code"]

    def _offer(self, name: str, choices: list[Any], on: bool) -> None:
        field = self.fields[name]
        if on and isinstance(field, forms.ChoiceField):
            field.choices = choices
        else:
            del self.fields[name]

    def choice(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in NAMES if self.cleaned_data.get(name)}

    def words(self) -> list[str]:
        """What was chosen, in words: “Status: confirmed”."""
        said = []
        for name, value in self.choice().items():
            field = self.fields[name]
            named: Any = field.choices if isinstance(field, forms.ChoiceField) else ()
            shown = dict(named).get(value, value)
            said.append(f"{field.label}: {shown}")
        return said


class AddForm(forms.Form):
    """`entry()` once it is valid."""

    name = CleanCharField(label=_("Name"), max_length=120)
    email = CleanEmailField(label=_("E-mail"), max_length=254, help_text=_("The ticket is sent there."))
    ticket_type = forms.ModelChoiceField(
        label=_("Ticket"), queryset=TicketType.objects.none(), empty_label=_("Choose a ticket")
    )
    attendance = forms.ChoiceField(label=_("Where"), required=False)
    because = forms.ChoiceField(
        label=_("What does it cost them?"), choices=BECAUSE, widget=forms.RadioSelect, initial="free"
    )
    may_wait = forms.BooleanField(
        label=_("If there is no seat, put them on the waiting list"), required=False
    )

    def __init__(self, data: Any = None, *, event: Event, terms: Terms) -> None:
        super().__init__(data)
        if costs_something(event):
            ways = [(str(way), PAYS[Payment.Method(way)]) for way in terms.methods_by_hand]
            choose_among(self, "because", [*BECAUSE, *ways])
        else:
            del self.fields["because"]
        admissions = event.ticket_types.admissions()
        choose_among(self, "ticket_type", admissions)
        if not admissions.exists():
            del self.fields["ticket_type"]
        sides = sides_of(event, "")[1:]
        choose_among(self, "attendance", sides)
        if not sides:
            del self.fields["attendance"]

    def entry(self) -> Entry:
        cleaned = self.cleaned_data
        return Entry(
            name=cleaned["name"],
            email=cleaned["email"],
            ticket_type=cleaned.get("ticket_type"),
            attendance=cleaned.get("attendance", ""),
            pays_by=self.why if self.why in PAYS else "",
        )

    @property
    def why(self) -> str:
        return str(self.cleaned_data.get("because", "free"))


class ImportForm(forms.Form):
    """A file, or its lines pasted: `text` holds either once it is valid."""

    file = forms.FileField(label=_("CSV file"), required=False)
    text = forms.CharField(
        label=_("Or its lines"),
        required=False,
        max_length=MOST_BYTES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_("The first line names the columns: name, email, and if you like type and attendance."),
    )
    because = forms.ChoiceField(
        label=_("Why they do not pay here"), choices=BECAUSE, widget=forms.RadioSelect, initial="free"
    )
    may_wait = forms.BooleanField(
        label=_("If there is no seat, put them on the waiting list"), required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is not None:
            if file.size > MOST_BYTES:
                self.add_error("file", _("A megabyte at most."))
                return cleaned
            try:
                cleaned["text"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", _("This is no text in UTF-8. Save it as “CSV UTF-8”."))
        elif not cleaned.get("text", "").strip() and not self.errors:
            self.add_error("file", _("Choose a file, or paste its lines."))
        return cleaned


class NameForm(forms.Form):
    name = CleanCharField(label=_("Name"), max_length=120)
