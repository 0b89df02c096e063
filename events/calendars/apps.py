from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "events.calendars"
    label = "calendars"
