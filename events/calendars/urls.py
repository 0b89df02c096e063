"""Feeds have one address in every language; only the builder is a page."""

from django.urls import path

from events.calendars.views import agenda, builder, embeds, mirror, public

machine_urlpatterns = [
    path("calendar.ics", public.everything, name="calendar_feed"),
    path("deadlines.ics", public.deadlines, name="deadlines_feed"),
    path("calendar/<str:token>.ics", agenda.private_feed, name="private_feed"),
    path("events/feed.atom", public.events_atom, name="events_atom"),
    path("groups/<slug:slug>/calendar.ics", public.group_calendar, name="group_calendar"),
    path("groups/<slug:slug>/feed.atom", public.group_atom, name="group_atom"),
    path("events/<slug:slug>/calendar.ics", public.event_calendar, name="event_calendar"),
    path("events/<slug:slug>/schedule.ics", public.event_schedule, name="event_schedule_feed"),
    path("events/<slug:slug>/feed.atom", public.event_atom, name="event_atom"),
    path("events/<slug:slug>/schedule.atom", public.schedule_atom, name="schedule_atom"),
]
urlpatterns = [
    path("calendar/", builder.builder, name="calendar_builder"),
    path("embed/events/", embeds.events, name="embed_events"),
    path("embed/events/<slug:slug>/schedule/", embeds.schedule, name="embed_schedule"),
    path("me/agenda/", agenda.mine, name="agenda"),
    path("me/agenda/feeds/<int:feed>/", builder.change, name="agenda_feed"),
]
desk_urlpatterns = [
    path("groups/<slug:slug>/calendar/", mirror.mirror, name="desk_group_mirror"),
    path("events/<slug:slug>/claim/", mirror.claim, name="desk_event_claim"),
]
