"""What stands beside a link to a session when somebody shares it."""

from django.utils import translation

from core.models import Community
from core.pictures import accent_of
from core.share import Card, Share, picture_path, share_of
from core.wall_time import span_words
from events.ical_entries import plain
from events.models import Event
from events.programme.ical_entries import session_path
from events.programme.models import Session
from events.share import WORDS, language_of


def session_card(session: Session, event: Event) -> Card:
    """Wants its room and speakers fetched along."""
    with translation.override(language_of(session.language or event.language)):
        off = session.status == Session.Status.CANCELLED
        return Card(
            title=session.title,
            site=Community.current().name,
            label=str(session.get_status_display()).capitalize() if off else event.title,
            headline=", ".join(person.name for person in session.people),
            line=span_words(session.starts_at, session.ends_at, event.timezone) if session.starts_at else "",
            accent=accent_of(event),
            seed=str(session.uuid),
        )


def session_share(session: Session, event: Event) -> Share:
    card = session_card(session, event)
    return share_of(
        card,
        path=session_path(session, event),
        picture=session_picture(session, event, card),
        about=plain(session.abstract or session.description)[:WORDS],
    )


def session_picture(session: Session, event: Event, card: Card) -> str:
    return picture_path("session_picture", event.slug, session.code, card=card)
