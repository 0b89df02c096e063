"""What a calendar says of a session. Wants its room, track and speakers fetched along (`Sessions.with_speakers`)."""

from core.links import absolute
from events.ical_entries import LONGEST_DESCRIPTION, plain
from events.models import Event
from events.programme.models import Session
from events.rules.ical import Entry, Status, event_uid, session_uid, wall_time


def session_entry(session: Session, event: Event, *, uid_domain: str, base_url: str = "") -> Entry:
    """`event` is given by the caller, who has it: not one query for each session.

    The link to join stands in a public calendar only where nobody could be told of it otherwise (`event_entry`).
    """
    if session.starts_at is None:
        raise ValueError("A session that has no time yet stands in no calendar.")
    cancelled = session.status == Session.Status.CANCELLED or event.status == Event.Status.CANCELLED
    status: Status = "CANCELLED" if cancelled else "TENTATIVE" if not event.takes_place else "CONFIRMED"
    url = absolute(session_path(session, event), base_url)
    people = ", ".join(person.name for person in session.people)
    words = plain(session.abstract or session.description)
    if len(words) > LONGEST_DESCRIPTION:
        words = words[: LONGEST_DESCRIPTION - 1].rstrip() + "…"
    facts = [wall_time(session.starts_at, session.ends_at, event.timezone), session.subtitle, people]
    venue = event.venue if event.is_in_person else None
    return Entry(
        uid=session_uid(session.uuid, uid_domain),
        summary=session.title,
        starts=session.starts_at,
        ends=session.ends_at,
        changed_at=max(session.shown_changed_at, event.shown_changed_at),
        created_at=session.created_at,
        # Place and status are also the event's: neither number falls, so their sum never does.
        sequence=session.sequence + event.sequence,
        status=status,
        description="\n\n".join(part for part in ("\n".join(f for f in facts if f), words, url) if part),
        location=", ".join(
            part
            for part in (session.room.name if session.room else "", venue.line if venue else event.place)
            if part
        ),
        url=url,
        geo=(venue.latitude, venue.longitude)
        if venue is not None and venue.latitude is not None and venue.longitude is not None
        else None,
        categories=tuple(
            part for part in (session.track.name if session.track else "", session.get_kind_display()) if part
        ),
        related_to=event_uid(event.uuid, uid_domain),
        conference=event.online_url if event.is_online and not event.takes_registrations else "",
        zone=event.timezone,
    )


def session_path(session: Session, event: Event) -> str:
    """The address without asking the database for the event of each session."""
    return f"{event.get_absolute_url()}schedule/{session.code}/"


def file_path(file: int, session: Session, event: Event) -> str:
    """The address of a file beside the session, in the same way."""
    return f"{session_path(session, event)}files/{file}/"
