"""Feeds have one address in every language; only the builder is a page."""

from django.urls import path

from events.calendars import views

machine_urlpatterns = [
    path("calendar.ics", views.everything, name="calendar_feed"),
    path("groups/<slug:slug>/calendar.ics", views.group_calendar, name="group_calendar"),
    path("groups/<slug:slug>/feed.atom", views.group_atom, name="group_atom"),
    path("events/<slug:slug>/calendar.ics", views.event_calendar, name="event_calendar"),
    path("events/<slug:slug>/schedule.ics", views.event_schedule, name="event_schedule_feed"),
    path("events/<slug:slug>/feed.atom", views.event_atom, name="event_atom"),
]
urlpatterns = [path("calendar/", views.builder, name="calendar_builder")]
