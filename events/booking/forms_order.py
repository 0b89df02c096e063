"""What a buyer fills in: what kind of ticket, for how many, who they are, and what each attendee is asked."""

import re
from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, CleanEmailField, CleanTextField
from core.questions import question_field
from events.booking.actions.order import Guest, Wish
from events.booking.models import Order, Payment, Registration
from events.booking.rules.questions import Ask, asked
from events.booking.shop import Choice, Shop
from events.models import Event

_ADDITION = re.compile(r"(?:attendee-\d+-)?addition-(.*)", re.S)
ATTENDANCES = [(Event.Attendance.IN_PERSON, _("In person")), (Event.Attendance.ONLINE, _("Online"))]


class Asking(forms.Form):
    """A form with questions in it: those that are not asked are neither needed nor kept."""

    use_required_attribute = False

    def add_questions(self, questions: Any, before: str = "") -> None:
        for question in questions:
            self.fields[f"{before}question-{question.pk}"] = question_field(question)

    def answers(self, asks: list[Ask], booked: Collection[int], before: str = "") -> dict[int, Any]:
        """By question, of somebody with these tickets and additions `booked`; a box that is not ticked is no answer.
        What is not asked is taken out, with its errors."""
        given = {ask.id: self.cleaned_data.get(f"{before}question-{ask.id}") for ask in asks}
        wanted = asked(asks, booked, given)
        for ask in asks:
            if ask.id not in wanted:
                self.cleaned_data.pop(f"{before}question-{ask.id}", None)
                self.errors.pop(f"{before}question-{ask.id}", None)
        boxes = {pk for pk in wanted if isinstance(self.fields[f"{before}question-{pk}"], forms.BooleanField)}
        return {pk: value or "" if pk in boxes else value for pk, value in given.items() if pk in wanted}


class OrderForm(Asking):
    """For events with ticket types, and for those without: then it is one button, or name and e-mail.

    `only_looks`: sent to see what it comes to (a code, another quantity), not to book. `for_others`: whoever is signed
    in has no seat among these.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        shop: Shop,
        person: Any = None,
        only_looks: bool = False,
        for_others: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(_with_usual(data, shop), **kwargs)
        self.shop, self.person, self.only_looks = shop, person, only_looks
        self.for_others = for_others and person is not None and shop.has_types
        self.attendees = self._attendees()
        if shop.has_types:
            self._add_tickets()
        if person is None:
            self._add_buyer()
        elif not self.for_others:
            # Only who has a profile can be shown to others.
            self.fields["visibility"] = forms.ChoiceField(
                label=_("Who may see that you come?"),
                choices=Registration.Visibility.choices,
                initial=Registration.Visibility.ORGANIZERS,
                required=False,
            )
        for n in range(1, self.attendees + 1):
            self._add_attendee(n)
        if shop.has_types:
            self._add_attendee(0)  # the pattern from which the script makes more
        if shop.costs:
            self._add_paying()

    def names(self, n: int) -> bool:
        """Whether this attendee is named here: the buyer is known."""
        return n != 1 or self.for_others

    def _attendees(self) -> int:
        try:
            wanted = int(self.data.get("quantity", "") if self.is_bound else self.initial.get("quantity", 1))
        except ValueError:
            return 1
        return max(1, min(wanted, self.shop.most))

    def _add_tickets(self) -> None:
        to_have = [choice for choice in self.shop.choices if choice.can_be_had]
        self.fields["ticket_type"] = forms.TypedChoiceField(
            label=_("Ticket"),
            coerce=int,
            choices=[(choice.kind.pk, choice.kind.name) for choice in self.shop.choices],
            widget=forms.RadioSelect,
            initial=to_have[0].kind.pk if len(to_have) == 1 else None,
            error_messages={
                "required": _("Choose a ticket."),
                "invalid_choice": _("There is no such ticket here."),
            },
        )
        self.fields["quantity"] = forms.IntegerField(
            label=_("How many?"),
            min_value=1,
            max_value=self.shop.most,
            initial=1,
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        )
        self.fields["code"] = CleanCharField(
            label=_("Code"),
            max_length=40,
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        )

    def _add_buyer(self) -> None:
        self.fields["name"] = CleanCharField(
            label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
        )
        self.fields["email"] = CleanEmailField(
            label=_("E-mail"),
            max_length=254,
            help_text=_("The ticket is sent there."),
            widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        )

    def _add_attendee(self, n: int) -> None:
        before = before_of(n)
        if self.names(n):
            self.fields[f"{before}name"] = CleanCharField(label=_("Name"), max_length=120, required=False)
            self.fields[f"{before}email"] = CleanEmailField(
                label=_("E-mail"), max_length=254, required=False, widget=forms.EmailInput
            )
        if self.shop.asks_where:
            self.fields[f"{before}attendance"] = forms.ChoiceField(
                label=_("Where?"),
                choices=ATTENDANCES,
                widget=forms.RadioSelect,
                initial=Event.Attendance.IN_PERSON,
                required=False,
            )
        for choice in self.shop.additions:
            self.fields[f"{before}addition-{choice.kind.pk}"] = forms.BooleanField(
                label=choice.kind.name, required=False
            )
        self.add_questions(self.shop.questions, before)

    def _add_paying(self) -> None:
        ways = self.shop.terms.methods
        if len(ways) > 1:
            self.fields["pays_by"] = forms.ChoiceField(
                label=_("How do you pay?"),
                choices=[(way, Payment.Method(way).label.capitalize()) for way in ways],
                widget=forms.RadioSelect,
                initial=ways[0],
            )
        self.fields["company"] = CleanCharField(
            label=_("Company"),
            max_length=200,
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        )
        self.fields["invoice_address"] = CleanTextField(
            label=_("Address on the invoice"),
            max_length=500,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
        )

    def clean_code(self) -> str:
        if self.shop.code_error:
            raise forms.ValidationError(self.shop.code_error)
        return str(self.cleaned_data["code"])

    def clean_visibility(self) -> str:
        return self.cleaned_data["visibility"] or Registration.Visibility.ORGANIZERS

    def clean(self) -> dict[str, Any]:
        for name in [name for name in self.fields if name.startswith(before_of(0))]:
            self.errors.pop(name, None)
        if not self.shop.has_types:
            self._refuse_what_is_not_sold()
        asked = {found[1] for name in self.data if self.data[name] and (found := _ADDITION.fullmatch(name))}
        if asked - {str(choice.kind.pk) for choice in self.shop.additions}:
            self.add_error(None, _("There is no such addition here."))
        kind = self.cleaned_data.get("ticket_type")
        self.guests = tuple(self._guest(n, kind) for n in range(1, self.attendees + 1))
        if self.only_looks:
            looked_at = {"code", "quantity"}
            for name in [name for name in self.errors if name not in looked_at]:
                del self.errors[name]
        return self.cleaned_data

    def _refuse_what_is_not_sold(self) -> None:
        if self.data.get("ticket_type"):
            self.add_error(None, _("There is no such ticket here."))
        quantity = self.data.get("quantity")
        if quantity and str(quantity).strip() != "1":
            self.add_error(None, _("One seat in one go here."))
        if self.data.get("code"):
            self.add_error(None, _("There is no such code for you."))

    def _guest(self, n: int, kind: int | None) -> Guest:
        before, said = before_of(n), self.cleaned_data
        name, email = said.get(f"{before}name", ""), said.get(f"{before}email", "")
        additions = tuple(
            choice.kind.pk for choice in self.shop.additions if said.get(f"{before}addition-{choice.kind.pk}")
        )
        answers = self.answers(self.shop.asks, {*([kind] if kind else []), *additions}, before)
        if self.names(n) and not (name or email):
            # Somebody not known yet: what must be answered is asked on their ticket's page.
            for pk in answers:
                if not said.get(f"{before}question-{pk}"):
                    self.errors.pop(f"{before}question-{pk}", None)
        where = ""
        if self.shop.asks_where and (kind is None or kind in self.shop.open_types):
            # Each takes a place on one side: nobody slips past the hall's seats by saying nothing.
            where = said.get(f"{before}attendance") or Event.Attendance.IN_PERSON
        return Guest(
            name=name if self.names(n) else "",
            email=email if self.names(n) else "",
            attendance=where,
            additions=additions,
            answers={pk: value for pk, value in answers.items() if value not in (None, "", [])},
            visibility=said.get("visibility", Registration.Visibility.ORGANIZERS)
            if n == 1
            else Registration.Visibility.ORGANIZERS,
        )

    def wish(self, *, name: str, email: str, language: str) -> Wish:
        said = self.cleaned_data
        quantity = said.get("quantity") or 1
        nobody_yet = (Guest(attendance=self.guests[0].attendance),) * (quantity - len(self.guests))
        return Wish(
            name=name,
            email=email,
            guests=(*self.guests, *nobody_yet),
            ticket_type=said.get("ticket_type"),
            code=said.get("code", ""),
            pays_by=said.get("pays_by", ""),
            company=said.get("company", ""),
            invoice_address=said.get("invoice_address", ""),
            language=language,
            for_others=self.for_others,
        )

    def refuse(self, field: str, why: str) -> None:
        """Says beside its field what could not be had."""
        self.add_error(field if field in self.fields else None, why)

    # --- for the page ---

    @property
    def cents(self) -> int | None:
        """What all of it comes to, as far as it is chosen."""
        chosen = self["ticket_type"].value() if "ticket_type" in self.fields else None
        cents = next((c.cents for c in self.shop.choices if str(c.kind.pk) == str(chosen)), None)
        if cents is None:
            return None
        beside = sum(
            choice.cents
            for n in range(1, self.attendees + 1)
            for choice in self.shop.additions
            if self[f"{before_of(n)}addition-{choice.kind.pk}"].value()
        )
        return cents * self.attendees + beside

    @property
    def others(self) -> list["Block"]:
        return [Block(self, n) for n in range(2, self.attendees + 1)]

    @property
    def buyer(self) -> "Block":
        return Block(self, 1)

    @property
    def pattern(self) -> "Block":
        return Block(self, 0)


class Block:
    """The part of the form about one attendee, as the page draws it."""

    def __init__(self, form: OrderForm, n: int) -> None:
        self.form, self.n, self.before = form, n, before_of(n)

    @property
    def named(self) -> list[Any]:
        known = not self.form.names(self.n)
        return [] if known else [self.form[f"{self.before}{name}"] for name in ("name", "email")]

    @property
    def attendance(self) -> Any:
        name = f"{self.before}attendance"
        return self.form[name] if name in self.form.fields else None

    @property
    def additions(self) -> list[tuple[Choice, Any]]:
        return [
            (choice, self.form[f"{self.before}addition-{choice.kind.pk}"])
            for choice in self.form.shop.additions
        ]

    @property
    def questions(self) -> list[dict[str, Any]]:
        return questions_of(self.form, self.form.shop.questions, self.before)

    @property
    def asks(self) -> bool:
        return bool(self.named or self.attendance or self.additions or self.questions)


class AnswersForm(Asking):
    """The answers of one attendee, on their ticket's page."""

    def __init__(
        self, data: Any = None, *, questions: Any, asks: list[Ask], booked: Collection[int], **kwargs: Any
    ):
        super().__init__(data, **kwargs)
        self.questions, self.asks, self.booked = questions, asks, booked
        self.add_questions(questions)

    def clean(self) -> dict[str, Any]:
        self.said = self.answers(self.asks, self.booked)
        return self.cleaned_data

    @property
    def drawn(self) -> list[dict[str, Any]]:
        # All are of this ticket: what remains to decide is what follows from what.
        return [{**row, "types": ""} for row in questions_of(self, self.questions)]


class BillForm(forms.ModelForm):
    """What stands on the invoice besides the name."""

    company = CleanCharField(label=_("Company"), max_length=200, required=False)
    invoice_address = CleanTextField(
        label=_("Address on the invoice"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = Order
        fields = ("company", "invoice_address")


class NameForm(forms.Form):
    """Who sits on a seat."""

    name = CleanCharField(label=_("Name"), max_length=120)
    email = CleanEmailField(label=_("E-mail"), max_length=254, help_text=_("The ticket is sent there."))


def _with_usual(data: Any, shop: Shop) -> Any:
    """What the form has a choice made of beforehand, for those who send it without."""
    if data is None or not shop.has_types:
        return data
    usual = {"quantity": "1"}
    if shop.costs and shop.terms.methods:
        usual["pays_by"] = shop.terms.methods[0]
    missing = {name: value for name, value in usual.items() if name not in data}
    if not missing:
        return data
    whole = data.copy()
    whole.update(missing)
    return whole


def before_of(n: int) -> str:
    """What the names of an attendee's fields begin with: nothing for the buyer's own."""
    return "" if n == 1 else f"attendee-{n}-"


def questions_of(form: forms.Form, questions: Any, before: str = "") -> list[dict[str, Any]]:
    """Each question's field, with what the script must know to show it only where it is asked."""
    return [
        {
            "field": form[f"{before}question-{row.pk}"],
            "types": " ".join(str(kind.pk) for kind in row.ticket_types.all()),
            "after": f"{before}question-{row.shown_if_id}" if row.shown_if_id else "",
            "answer": row.shown_if_answer,
            "is_sensitive": row.is_sensitive,
        }
        for row in questions
    ]
