"""The letters that organizers write."""

from core import mail
from core.links import absolute
from events.booking.models import Letter, Registration
from events.booking.rules.letters import fill, fill_markdown


def send_letter(letter: Letter, registration: Registration) -> None:
    """To one of its readers, who can answer nobody but sees why they get it."""
    event = letter.event
    names = {"name": registration.name or registration.order.name, "event": event.title}
    mail.send(
        to=registration.mailbox,
        template="booking_letter",
        context={
            "letter_subject": fill(letter.subject, **names),
            "letter_text": fill(letter.body, **names),
            "letter_markdown": fill_markdown(letter.body, **names),
            "event": event,
            "registration": registration,
            "ticket_url": absolute(registration.get_absolute_url()),
            "event_url": absolute(event.get_absolute_url()),
        },
        language=registration.order.language,
    )
