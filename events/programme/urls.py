"""Addresses below an event's own. Programs read the last, which are the same in every language."""

from django.urls import path

from events.programme.views import (
    attend,
    desk,
    editor,
    files,
    house,
    offline,
    release,
    releases,
    schedule,
    session,
    session_files,
    speakers,
    stars,
)

urlpatterns = [
    path("events/<slug:slug>/schedule/", schedule.schedule, name="schedule"),
    path("events/<slug:slug>/schedule/v/<str:version>/", releases.version, name="schedule_version"),
    path("events/<slug:slug>/schedule/worker.js", offline.worker, name="schedule_worker"),
    path("events/<slug:slug>/schedule/changelog/", releases.changelog, name="schedule_changelog"),
    path("events/<slug:slug>/schedule/<slug:code>/", session.session, name="session"),
    path(
        "events/<slug:slug>/schedule/<slug:code>/files/<int:file>/",
        session_files.session_file,
        name="session_file",
    ),
    path("events/<slug:slug>/schedule/<slug:code>/attend/", attend.attend, name="session_attend"),
    path("events/<slug:slug>/schedule/<slug:code>/feedback/", attend.answers, name="session_feedback"),
    path("me/stars/", stars.stars, name="stars"),
    path("events/<slug:slug>/speakers/", speakers.speakers, name="event_speakers"),
    path("events/<slug:slug>/speakers/<slug:person>/", speakers.speaker, name="event_speaker"),
]
_AT_THE_DESK = "events/<slug:slug>/schedule/"
desk_urlpatterns = [
    path(_AT_THE_DESK, editor.editor, name="desk_schedule"),
    path(f"{_AT_THE_DESK}undo/", editor.undo, name="desk_schedule_undo"),
    path(f"{_AT_THE_DESK}sessions/", desk.sessions, name="desk_sessions"),
    path(f"{_AT_THE_DESK}hours/", house.hours, name="desk_hours"),
    path(f"{_AT_THE_DESK}rooms/", house.rooms, name="desk_rooms"),
    path(f"{_AT_THE_DESK}tracks/", house.tracks, name="desk_tracks"),
    path(f"{_AT_THE_DESK}release/", release.release, name="desk_release"),
    path(f"{_AT_THE_DESK}new/", desk.session_new, name="desk_session_new"),
    path(f"{_AT_THE_DESK}<slug:code>/", desk.session_change, name="desk_session"),
    path(f"{_AT_THE_DESK}<slug:code>/place/", editor.place, name="desk_session_place"),
    path(f"{_AT_THE_DESK}<slug:code>/cancel/", desk.session_cancel, name="desk_session_cancel"),
    path(f"{_AT_THE_DESK}<slug:code>/delete/", desk.session_delete, name="desk_session_delete"),
]
machine_urlpatterns = [
    path("events/<slug:slug>/schedule.xml", files.schedule_xml, name="schedule_xml"),
    path("events/<slug:slug>/schedule.json", files.schedule_json, name="schedule_json"),
    path("events/<slug:slug>/schedule/<slug:code>/share/<str:name>", session.picture, name="session_picture"),
]
