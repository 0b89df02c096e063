"""Addresses of the door. The app of a phone has all of its own below one address: its worker reaches no further."""

from django.urls import path

from events.booking.views import check_in_app, check_in_device, check_in_print, check_in_self, door

_DOOR = "events/<slug:slug>/check-in/"

urlpatterns = [
    path("events/<slug:slug>/here/", check_in_self.here, name="here"),
    path("registrations/<slug:secret>/here/", check_in_self.here_with_ticket, name="here_with_ticket"),
    path("registrations/<slug:secret>/ticket.pdf", check_in_print.ticket_pdf, name="ticket_pdf"),
    path(
        "orders/<slug:secret>/invoices/<int:invoice_id>.pdf", check_in_print.invoice_pdf, name="invoice_pdf"
    ),
]

desk_urlpatterns = [
    path(_DOOR, door.check_in, name="desk_check_in"),
    path(f"{_DOOR}worker.js", check_in_app.worker, name="desk_check_in_worker"),
    path(f"{_DOOR}app.webmanifest", check_in_app.manifest, name="desk_check_in_manifest"),
    path(f"{_DOOR}list.json", check_in_device.attendees, name="desk_check_in_list"),
    path(f"{_DOOR}scans/", check_in_device.scans, name="desk_check_in_scans"),
    path(f"{_DOOR}paid/", check_in_device.paid, name="desk_check_in_paid"),
    path(f"{_DOOR}code/", check_in_self.code, name="desk_door_code"),
    path(f"{_DOOR}poster/", check_in_self.poster, name="desk_door_poster"),
    path(f"{_DOOR}badges/", check_in_print.desk_badges, name="desk_badges"),
    path("events/<slug:slug>/who-came/", check_in_print.attendance, name="desk_attendance"),
    path(f"{_DOOR}counts.json", check_in_device.counts, name="desk_check_in_counts"),
]
