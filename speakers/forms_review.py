"""What reviewers and voters fill in, and what their chairs set up."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, CleanTextField, WallTimeField, choose_among, instant_in
from events.models import Event
from events.programme.models import Track
from people.models import Person
from speakers.actions.reviewing import step_word
from speakers.models import CallForProposals, Criterion, Phase, Review, Reviewer

MOST_STEPS = 11


class ReviewForm(forms.Form):
    """A field for each criterion, none of which has to be answered; `gives` is what was scored."""

    def __init__(self, data: Any = None, *, criteria: list[Criterion], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.criteria = criteria
        for row in criteria:
            steps = [(str(n), step_word(row, n)) for n in range(row.most + 1)]
            self.fields[_name(row)] = forms.ChoiceField(
                label=row.name,
                help_text=row.help,
                choices=[("", _("no score")), *steps],
                widget=forms.RadioSelect,
                required=False,
            )
        self.fields["private"] = CleanTextField(
            label=_("For the chairs and the other reviewers"),
            max_length=5000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        self.fields["to_speaker"] = CleanTextField(
            label=_("For the speaker"),
            max_length=5000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_("They may get to read this with the decision, without your name."),
        )

    @property
    def scores(self) -> dict[int, int]:
        found = {row.pk: self.cleaned_data.get(_name(row)) for row in self.criteria}
        return {key: int(value) for key, value in found.items() if value}

    @classmethod
    def start(cls, review: Review | None) -> dict[str, Any]:
        if review is None:
            return {}
        scores = {f"criterion-{score.criterion_id}": str(score.value) for score in review.scores.all()}
        return {**scores, "private": review.private, "to_speaker": review.to_speaker}


def _name(criterion: Criterion) -> str:
    return f"criterion-{criterion.pk}"


class ConflictForm(forms.Form):
    because = CleanCharField(
        label=_("Why"),
        max_length=300,
        required=False,
        help_text=_("For the chairs, if you like: we work together, I know them well."),
    )


class TrackChangeForm(forms.Form):
    to_track = forms.ModelChoiceField(label=_("Which track"), queryset=Track.objects.none())
    because = CleanCharField(label=_("Why"), max_length=500, required=False)

    def __init__(self, data: Any = None, *, event: Event, track_id: int | None) -> None:
        super().__init__(data)
        choose_among(self, "to_track", Track.objects.filter(event=event).exclude(pk=track_id or 0))


class ReviewerForm(forms.Form):
    """`person` only where somebody is added."""

    person = CleanCharField(
        label=_("Who"),
        max_length=300,
        help_text=_("The e-mail of their account, or the address of their profile."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    tracks = forms.ModelMultipleChoiceField(
        label=_("Tracks"),
        queryset=Track.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all."),
    )
    is_chair = forms.BooleanField(
        label=_("Chair of these tracks"),
        required=False,
        help_text=_("Assigns reviewers, orders the proposals, and agrees when one moves to another track."),
    )
    most = forms.IntegerField(
        label=_("Reads at most"),
        min_value=1,
        max_value=2000,
        required=False,
        help_text=_("Empty: a fair share."),
    )

    def __init__(self, data: Any = None, *, call: CallForProposals, reviewer: Reviewer | None = None) -> None:
        start = {}
        if reviewer is not None:
            start = {name: getattr(reviewer, name) for name in ("is_chair", "most")}
            start["tracks"] = reviewer.tracks.all()
        super().__init__(data, initial=start)
        choose_among(self, "tracks", Track.objects.filter(event=call.event_id))
        if reviewer is not None:
            del self.fields["person"]

    def clean_person(self) -> Person:
        who = self.cleaned_data["person"]
        if "@" in who:
            try:
                validate_email(who)
            except ValidationError:
                raise ValidationError(_("This is no e-mail address.")) from None
        person = Person.objects.known_by(who).filter(user__is_active=True).first()
        if person is None:
            raise ValidationError(_("Nobody with an account is known by this. Ask them to sign up first."))
        return person


class PhaseForm(forms.Form):
    """By the clock where the event is."""

    name = CleanCharField(label=_("Name"), max_length=80)
    starts_at = WallTimeField(label=_("From"))
    ends_at = WallTimeField(label=_("Until"))
    takes_reviews = forms.BooleanField(label=_("Reviewers score"), required=False, initial=True)
    takes_votes = forms.BooleanField(label=_("The community votes"), required=False)
    shows_names = forms.BooleanField(
        label=_("Reviewers and voters see who proposes"),
        required=False,
        help_text=_("If not: no name, organisation, co-speaker or history anywhere."),
    )
    shows_scores = forms.ChoiceField(
        label=_("Reviewers see these scores"), choices=Phase.Scores.choices, initial=Phase.Scores.AFTER
    )

    def __init__(self, data: Any = None, *, zone: Any, phase: Phase | None = None) -> None:
        start = {}
        if phase is not None:
            start = {name: getattr(phase, name) for name in self.base_fields}
            start["starts_at"] = phase.starts_at.astimezone(zone)
            start["ends_at"] = phase.ends_at.astimezone(zone)
        super().__init__(data, initial=start)
        self.zone = str(zone)

    def clean_starts_at(self) -> Any:
        return instant_in(self.cleaned_data["starts_at"], self.zone)

    def clean_ends_at(self) -> Any:
        return instant_in(self.cleaned_data["ends_at"], self.zone)

    def clean(self) -> dict[str, Any]:
        starts, ends = self.cleaned_data.get("starts_at"), self.cleaned_data.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("A phase ends after it starts."))
        return self.cleaned_data


class CriterionForm(forms.Form):
    name = CleanCharField(label=_("Name"), max_length=80)
    help = CleanCharField(label=_("Explanation"), max_length=300, required=False)
    weight = forms.IntegerField(
        label=_("Weight"),
        min_value=1,
        max_value=100,
        initial=1,
        help_text=_("Its share beside the other criteria: 2 counts twice as much as 1."),
    )
    labels = CleanTextField(
        label=_("Steps"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line, the lowest first: two to eleven."),
    )

    def __init__(self, data: Any = None, *, criterion: Criterion | None = None) -> None:
        start: dict[str, Any] = {"labels": "\n".join(map(str, STEPS))}
        if criterion is not None:
            start = {name: getattr(criterion, name) for name in ("name", "help", "weight")}
            start["labels"] = "\n".join(criterion.labels)
        super().__init__(data, initial=start)

    def clean_labels(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["labels"].splitlines() if line.strip()]
        if not 2 <= len(lines) <= MOST_STEPS:
            raise ValidationError(_("Between two and eleven steps, one a line."))
        if any(len(line) > 60 for line in lines):
            raise ValidationError(_("At most 60 characters a step."))
        return lines


STEPS = (_("not at all"), _("hardly"), _("partly"), _("well"), _("very well"))


class AssignForm(forms.Form):
    each = forms.IntegerField(label=_("Reviewers for each proposal"), min_value=1, max_value=20, initial=3)
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class ByLoad(forms.ModelMultipleChoiceField):
    """People, with how much each has to read already."""

    loads: dict[int, int]

    def label_from_instance(self, obj: Any) -> str:
        return _("%(name)s (has %(load)s)") % {"name": obj.name, "load": self.loads[obj.pk]}


class AssignByHandForm(forms.Form):
    people = ByLoad(
        label=_("Who reviews it"),
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, choices: list[tuple[Reviewer, int]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        field = cast(ByLoad, self.fields["people"])
        field.loads = {row.person_id: load for row, load in choices}
        choose_among(self, "people", Person.objects.filter(pk__in=field.loads))


class VoteForm(forms.Form):
    ballot = forms.CharField(max_length=200, widget=forms.HiddenInput)
    value = forms.ChoiceField(
        choices=[
            ("3", _("must not miss it")),
            ("2", _("gladly")),
            ("1", _("rather not")),
            ("0", _("no opinion")),
        ]
    )
