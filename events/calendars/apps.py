from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "events.calendars"
    label = "calendars"

    def ready(self) -> None:
        from events.calendars import receivers, tasks  # noqa: F401 - they register themselves
