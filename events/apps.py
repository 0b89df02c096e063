from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"

    def ready(self) -> None:
        from core import answers, menus, tokens
        from events import access, receivers, tasks  # noqa: F401 - two register themselves
        from events.models import Crew, Cycle, Event, Series, Sponsorship, Venue

        answers.watch(Event, of_event)
        answers.watch(Crew, lambda crew: [f"events.event:{crew.event_id}"])
        answers.watch(Sponsorship, of_sponsorship)
        answers.watch(Venue, lambda row: ["events", "venues"])
        answers.watch(Cycle, lambda row: ["events"])
        answers.watch(Series, lambda row: ["events", f"groups.usergroup:{row.group_id}"])
        menus.read_first("event", access.know_roles)
        menus.register("event", menus.Entry("desk_event", _("Overview"), "work at", 10))
        menus.register(
            "event",
            menus.Entry("desk_sponsors", _("Sponsors"), "change", 50, lambda event: event.is_summit),
        )
        menus.register("event", menus.Entry("desk_crew", _("Crew"), "change", 70))
        menus.register("event", menus.Entry("desk_event_change", _("Facts"), "change", 80))
        menus.register("event", menus.Entry("desk_event_tokens", _("Programs"), "change", 90))
        tokens.scope(
            "events:write",
            _("publish, change and call off events"),
            ["events.event", "groups.usergroup"],
            10,
        )


def of_event(event) -> list[str]:
    """What else shows an event: lists of events, its group and the event that holds it."""
    return [
        "events",
        *([f"groups.usergroup:{event.group_id}"] if event.group_id else []),
        *([f"events.event:{event.parent_id}"] if event.parent_id else []),
    ]


def of_sponsorship(sponsorship) -> list[str]:
    """The summit's page names its sponsors, and an organisation's page what it sponsors."""
    return [f"events.event:{sponsorship.event_id}", f"people.organisation:{sponsorship.organisation_id}"]
