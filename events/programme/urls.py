"""Addresses below an event's own. Programs read the last two, which are the same in every language."""

from django.urls import path

from events.programme import views

urlpatterns = [
    path("events/<slug:slug>/schedule/", views.schedule, name="schedule"),
    path("events/<slug:slug>/schedule/v/<str:version>/", views.schedule_version, name="schedule_version"),
    path("events/<slug:slug>/schedule/<slug:code>/", views.session, name="session"),
    path("events/<slug:slug>/speakers/", views.speakers, name="event_speakers"),
    path("events/<slug:slug>/speakers/<slug:person>/", views.speaker, name="event_speaker"),
]
desk_urlpatterns: list = []
machine_urlpatterns = [
    path("events/<slug:slug>/schedule.xml", views.schedule_xml, name="schedule_xml"),
    path("events/<slug:slug>/schedule.json", views.schedule_json, name="schedule_json"),
]
