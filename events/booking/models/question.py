from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AnyQuestion(models.Model):
    """Something that is asked besides what everybody is asked."""

    class Kind(models.TextChoices):
        LINE = "line", _("a line")
        TEXT = "text", _("some lines")
        CHOICE = "choice", _("one of several")
        SEVERAL = "several", _("any of several")
        YES = "yes", _("yes or no")
        AGREE = "agree", _("a box to tick")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.LINE)
    label = models.CharField(_("question"), max_length=200)
    help = models.CharField(_("explanation"), max_length=300, blank=True)
    options = models.JSONField(_("answers to choose from"), default=list, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)
    is_withdrawn = models.BooleanField(_("no longer asked"), default=False)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label


class Question(AnyQuestion):
    """What organizers ask each attendee."""

    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="questions")
    is_sensitive = models.BooleanField(
        _("touches health, diet, faith or the like"),
        default=False,
        help_text=_(
            "Answers are kept apart, seen by organizers alone, and erased two weeks after the event."
        ),
    )
    ticket_types = models.ManyToManyField(
        "booking.TicketType", blank=True, related_name="questions", verbose_name=_("only with")
    )
    shown_if = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="follow_ups",
        verbose_name=_("only after"),
    )
    shown_if_answer = models.CharField(_("was answered with"), max_length=200, blank=True)

    class Meta(AnyQuestion.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(label=""), name="a_question_asks_something"),
            models.CheckConstraint(condition=~Q(shown_if=models.F("id")), name="no_question_follows_itself"),
        ]


class AnyAnswer(models.Model):
    """`value`: a string, a list of strings for several, a bool for yes or no."""

    registration = models.ForeignKey(
        "booking.Registration", on_delete=models.CASCADE, related_name="%(class)ss"
    )
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    value = models.JSONField()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "question"], name="one_%(class)s_a_question_and_registration"
            )
        ]

    def __str__(self) -> str:
        return ", ".join(self.value) if isinstance(self.value, list) else str(self.value)


class Answer(AnyAnswer):
    pass


class SensitiveAnswer(AnyAnswer):
    """Diet, access needs: in a table of their own, so that whoever may read the others reads none of these by chance,
    and erased soonest (`booking.forget_sensitive`)."""
