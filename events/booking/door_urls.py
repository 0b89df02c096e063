"""Addresses of the door. The app of a phone has all of its own below one address: its worker reaches no further."""

from django.urls import path

from events.booking.views import check_in_app, check_in_device, door

_DOOR = "events/<slug:slug>/check-in/"

desk_urlpatterns = [
    path(_DOOR, door.check_in, name="desk_check_in"),
    path(f"{_DOOR}worker.js", check_in_app.worker, name="desk_check_in_worker"),
    path(f"{_DOOR}app.webmanifest", check_in_app.manifest, name="desk_check_in_manifest"),
    path(f"{_DOOR}list.json", check_in_device.attendees, name="desk_check_in_list"),
    path(f"{_DOOR}scans/", check_in_device.scans, name="desk_check_in_scans"),
    path(f"{_DOOR}counts.json", check_in_device.counts, name="desk_check_in_counts"),
]
