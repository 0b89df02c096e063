from django.urls import path

from events.desk import crew, cycles, sponsors, tokens
from events.desk import event as desk
from events.views import event, listing

urlpatterns = [
    path("events/", listing.event_list, name="events"),
    path("events/calendar/", listing.event_month, name="event_month"),
    path("events/<slug:slug>/", event.event_page, name="event"),
    path("events/<slug:slug>/seats.json", event.seats, name="event_seats"),
]

machine_urlpatterns = [
    path("events/<slug:slug>/share/<str:name>", event.picture, name="event_picture"),
]

_OF_EVENT = "events/<slug:slug>/"
desk_urlpatterns = [
    path("events/new/", desk.event_new, name="desk_event_new"),
    path(_OF_EVENT, desk.event_desk, name="desk_event"),
    path(f"{_OF_EVENT}settings/", desk.event_change, name="desk_event_change"),
    path(f"{_OF_EVENT}publish/", desk.event_publish, name="desk_event_publish"),
    path(f"{_OF_EVENT}call-off/", desk.event_call_off, name="desk_event_call_off"),
    path(f"{_OF_EVENT}address/", desk.event_rename, name="desk_event_rename"),
    path(f"{_OF_EVENT}crew/", crew.crew, name="desk_crew"),
    path(f"{_OF_EVENT}crew/<int:member>/remove/", crew.crew_remove, name="desk_crew_remove"),
    path(f"{_OF_EVENT}sponsors/", sponsors.sponsors, name="desk_sponsors"),
    path(f"{_OF_EVENT}sponsors/<int:sponsorship>/", sponsors.sponsor, name="desk_sponsor"),
    path(
        f"{_OF_EVENT}sponsors/<int:sponsorship>/remove/", sponsors.sponsor_remove, name="desk_sponsor_remove"
    ),
    path(f"{_OF_EVENT}programs/", tokens.event_tokens, name="desk_event_tokens"),
    path("cycles/", cycles.cycles, name="desk_cycles"),
    path("cycles/new/", cycles.cycle_new, name="desk_cycle_new"),
    path("cycles/<slug:slug>/", cycles.cycle_change, name="desk_cycle"),
]
