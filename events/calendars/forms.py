"""What somebody says of a calendar of their own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField
from events.calendars.models import PrivateFeed
from events.calendars.rules.wanted import wanted

WORDS = {
    "stars": _("sessions that I keep"),
    "sign_ups": _("sessions in which I have a seat"),
    "speaking": _("sessions in which I speak"),
    "registrations": _("events that I go to"),
}


class FeedForm(forms.Form):
    name = CleanCharField(label=_("Name"), max_length=100, help_text=_("As your calendar shows it."))
    wants = forms.MultipleChoiceField(
        label=_("What is in it"), choices=list(WORDS.items()), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, feed: PrivateFeed | None = None, **kwargs: Any) -> None:
        self.feed = feed
        start = (
            {"name": feed.name, "wants": list(wanted(feed.wants))}
            if feed
            else {
                "name": _("My agenda"),
                "wants": list(WORDS),
            }
        )
        super().__init__(*args, initial=start, prefix=f"feed-{feed.pk}" if feed else "feed", **kwargs)
