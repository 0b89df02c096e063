"""Addresses of the door. The app of a phone has all of its own below one address: its worker reaches no further."""

from django.urls import URLPattern, URLResolver, include, path

from events.booking.views import check_in_app, check_in_device, check_in_print, check_in_self, door

urlpatterns = [
    path("events/<slug:slug>/here/", check_in_self.here, name="here"),
    path("registrations/<slug:secret>/here/", check_in_self.here_with_ticket, name="here_with_ticket"),
    path("registrations/<slug:secret>/ticket.pdf", check_in_print.ticket_pdf, name="ticket_pdf"),
    path(
        "orders/<slug:secret>/invoices/<int:invoice_id>.pdf", check_in_print.invoice_pdf, name="invoice_pdf"
    ),
]

_at_the_door = [
    path("", door.check_in, name="desk_check_in"),
    path("worker.js", check_in_app.worker, name="desk_check_in_worker"),
    path("app.webmanifest", check_in_app.manifest, name="desk_check_in_manifest"),
    path("list.json", check_in_device.attendees, name="desk_check_in_list"),
    path("scans/", check_in_device.scans, name="desk_check_in_scans"),
    path("paid/", check_in_device.paid, name="desk_check_in_paid"),
    path("code/", check_in_self.code, name="desk_door_code"),
    path("poster/", check_in_self.poster, name="desk_door_poster"),
    path("badges/", check_in_print.desk_badges, name="desk_badges"),
    path("counts.json", check_in_device.counts, name="desk_check_in_counts"),
]

desk_urlpatterns: list[URLPattern | URLResolver] = [
    path("events/<slug:slug>/check-in/", include(_at_the_door)),
    path("events/<slug:slug>/who-came/", check_in_print.attendance, name="desk_attendance"),
]
