"""The words in which decisions are told: those that the organizers wrote for the call, or the site's own.

The site's own are the mails that accept, decline, hold and move up; an organizer's letter says by hand what it wants
said, and has the link to the proposal below it.
"""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import strip_tags

from core import mail
from core.forms import clean_line
from core.models import Community
from core.wall_time import datetime_in
from speakers import emails
from speakers.models import CallLetter, Proposal
from speakers.rules.letters import fill

About = CallLetter.About
TEMPLATES = {
    About.ACCEPT: "speakers_accepted",
    About.ALTERNATE: "speakers_alternate",
    About.DECLINE: "speakers_declined",
    About.MOVED_UP: "speakers_moved_up",
}


@dataclass(frozen=True)
class Words:
    subject: str
    body: str


def send(proposal: Proposal, about: str) -> None:
    """Tells the speaker; who has no account cannot be reached, and is not."""
    user = proposal.person.user
    if user is None or not user.is_active:
        return
    language = user.language or settings.LANGUAGE_CODE
    own = CallLetter.objects.filter(call=proposal.call_id, about=about, language=language).first()
    if own is None:
        emails.send(proposal, TEMPLATES[About(about)].removeprefix("speakers_"))
        return
    with translation.override(language):
        words = filled(own.subject, own.body, proposal, confirm_by=proposal.confirm_by)
    mail.send(
        to=user.email,
        template="speakers_letter",
        language=language,
        context={**emails.context_of(proposal), "letter": words},
    )


def filled(subject: str, body: str, proposal: Proposal, *, confirm_by: dt.datetime | None) -> Words:
    """With what stands for each place, in the language that is active."""
    zone = (proposal.person.user and proposal.person.user.timezone) or proposal.event.timezone
    values = {
        "name": proposal.person.name,
        "title": proposal.title,
        "event": proposal.event.title,
        "track": proposal.track.name if proposal.track else "",
        "confirm_by": strip_tags(datetime_in(confirm_by, zone)),
        "comments": proposal.comments,
    }
    return Words(clean_line(fill(subject, values)), fill(body, values))


def preview(
    about: str, language: str, proposal: Proposal, *, subject: str, body: str, now: dt.datetime
) -> Words:
    """The letter as this speaker would get it now; without words of their own the site's are shown."""
    days = proposal.call.confirm_days
    chosen = about in {About.ACCEPT, About.MOVED_UP}
    confirm_by = now + dt.timedelta(days=days) if days and chosen else None
    with translation.override(language):
        if body:
            return filled(subject, body, proposal, confirm_by=confirm_by)
        context = {
            **emails.context_of(proposal),
            "confirm_by": confirm_by,
            "community": Community.current(),
        }
        text = render_to_string(f"emails/{TEMPLATES[About(about)]}.txt", context).lstrip()
    subject, _sep, body = text.partition("\n")
    return Words(subject, body.strip())
