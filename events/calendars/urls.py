"""Feeds have one address in every language; only the builder is a page."""

from django.urls import path

from events.calendars import views

machine_urlpatterns = [
    path("calendar.ics", views.everything, name="calendar-feed"),
    path("groups/<slug:slug>/calendar.ics", views.group_calendar, name="group-calendar"),
    path("groups/<slug:slug>/feed.atom", views.group_atom, name="group-atom"),
    path("events/<slug:slug>/calendar.ics", views.event_calendar, name="event-calendar"),
    path("events/<slug:slug>/schedule.ics", views.event_schedule, name="event-schedule-feed"),
    path("events/<slug:slug>/feed.atom", views.event_atom, name="event-atom"),
]
urlpatterns = [path("calendar/", views.builder, name="calendar-builder")]
