"""What attendees are asked, as an organizer writes it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, choose_among
from core.questions import WritesQuestion, start_of
from events.booking.actions.asking import Facts
from events.booking.desk_forms.fields import EventForm
from events.booking.models import Question, TicketType
from events.models import Event


class QuestionForm(EventForm, WritesQuestion):
    """`facts()` once it is valid."""

    kinds = Question.Kind.choices
    is_sensitive = forms.BooleanField(
        label=_("Touches health, diet, faith or the like"),
        required=False,
        help_text=_(
            "The answers are kept apart. Organizers alone see them, no treasurer and no helper at the door, and they "
            "are erased two weeks after the event. Attendees are told so. Ask only what you will act upon."
        ),
    )
    ticket_types = forms.ModelMultipleChoiceField(
        label=_("Only with these tickets and additions"),
        queryset=TicketType.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: everybody is asked."),
    )
    shown_if = forms.ModelChoiceField(
        label=_("Only after the question"),
        queryset=Question.objects.none(),
        required=False,
        empty_label=_("always"),
    )
    shown_if_answer = CleanCharField(
        label=_("was answered with"),
        max_length=200,
        required=False,
        help_text=_("As it stands among the answers; yes or no. Empty: with anything."),
    )

    def __init__(self, data: Any = None, *, event: Event, row: Question | None = None) -> None:
        super().__init__(data, event=event, initial=_start(row) if row else None)
        choose_among(self, "ticket_types", event.ticket_types.all())
        if not event.ticket_types.exists():
            del self.fields["ticket_types"]
        others = event.questions.exclude(pk=row.pk if row else 0)
        choose_among(self, "shown_if", others)
        if not others.exists():
            del self.fields["shown_if"], self.fields["shown_if_answer"]

    def facts(self) -> Facts:
        cleaned = self.cleaned_data
        return Facts(
            **self.said(),
            is_sensitive=cleaned["is_sensitive"],
            ticket_types=tuple(cleaned.get("ticket_types") or ()),
            shown_if=cleaned.get("shown_if"),
            shown_if_answer=cleaned.get("shown_if_answer", ""),
        )


def _start(row: Question) -> dict[str, Any]:
    return {
        **start_of(row),
        "is_sensitive": row.is_sensitive,
        "shown_if_answer": row.shown_if_answer,
        "ticket_types": [kind.pk for kind in row.ticket_types.all()],
        "shown_if": row.shown_if_id,
    }
