from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"

    def ready(self) -> None:
        from core import answers
        from events import access  # noqa: F401 - registers itself
        from events.models import Crew, Cycle, Event, Sponsorship, Venue

        answers.watch(Event, of_event)
        answers.watch(Crew, lambda crew: [f"events.event:{crew.event_id}"])
        answers.watch(Sponsorship, lambda sponsorship: [f"events.event:{sponsorship.event_id}"])
        answers.watch(Venue, lambda _: ["events", "venues"])
        answers.watch(Cycle, lambda _: ["events"])


def of_event(event) -> list[str]:
    """What else shows an event: lists of events, its group and the event that holds it."""
    return [
        "events",
        *([f"groups.usergroup:{event.group_id}"] if event.group_id else []),
        *([f"events.event:{event.parent_id}"] if event.parent_id else []),
    ]
