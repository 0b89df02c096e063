from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "events.booking"
    label = "booking"

    def ready(self) -> None:
        from events.booking import access, receivers, tasks  # noqa: F401 - they register themselves
