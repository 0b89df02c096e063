from django.urls import path

from events import desk, views

urlpatterns = [
    path("events/", views.event_list, name="events"),
    path("events/calendar/", views.event_month, name="event_month"),
    path("events/<slug:slug>/", views.event_page, name="event"),
    path("events/<slug:slug>/seats.json", views.seats, name="event_seats"),
]

desk_urlpatterns = [
    path("events/new/", desk.event_new, name="desk_event_new"),
    path("events/<slug:slug>/", desk.event_desk, name="desk_event"),
    path("events/<slug:slug>/change/", desk.event_change, name="desk_event_change"),
    path("events/<slug:slug>/publish/", desk.event_publish, name="desk_event_publish"),
    path("events/<slug:slug>/call-off/", desk.event_call_off, name="desk_event_call_off"),
    path("events/<slug:slug>/address/", desk.event_rename, name="desk_event_rename"),
]
