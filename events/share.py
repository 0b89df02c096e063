"""What stands beside a link to an event when somebody shares it."""

from django.conf import settings
from django.utils import translation

from core.models import Community
from core.pictures import accent_of
from core.share import Card, Share, picture_path, share_of
from core.wall_time import span_words
from events.ical_entries import plain
from events.models import Event

WORDS = 300


def event_card(event: Event) -> Card:
    """In the event's own language, whoever shares it. Wants group, venue and cover selected along."""
    with translation.override(language_of(event.language)):
        off = "" if event.status == Event.Status.PUBLISHED else str(event.get_status_display()).capitalize()
        group = event.group.name if event.group and not event.is_summit else ""
        return Card(
            title=event.title,
            site=Community.current().name,
            label=off,
            headline="" if event.status == Event.Status.POSTPONED else when(event),
            line=" · ".join(part for part in (event.place, group) if part),
            accent=accent_of(event),
            seed=str(event.uuid),
            photo=event.cover.file.name if event.cover else "",
            is_poster=event.is_summit,
        )


def event_picture(event: Event) -> str:
    return picture_path("event_picture", event.slug, card=event_card(event))


def event_share(event: Event) -> Share | None:
    """None for a draft: nobody can look at its picture."""
    if not event.is_public:
        return None
    return share_of(
        event_card(event),
        path=event.get_absolute_url(),
        picture=event_picture(event),
        about=event.summary or plain(event.description)[:WORDS],
    )


def when(event: Event) -> str:
    return span_words(event.starts_at, event.ends_at, event.timezone, days=event.is_all_day)


def language_of(code: str) -> str:
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
