from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarsConfig(AppConfig):
    name = "events.calendars"
    label = "calendars"

    def ready(self) -> None:
        from core import menus
        from events.calendars import receivers, tasks  # noqa: F401 - they register themselves

        menus.register("group", menus.Entry("desk_group_mirror", _("Calendar elsewhere"), "change", 30))
