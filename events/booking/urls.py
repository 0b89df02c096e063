from django.urls import path

from events.booking.views import door, letters, registering, registrations, ticket

urlpatterns = [
    path("events/<slug:slug>/register/", registering.register, name="register"),
    path("events/<slug:slug>/registered/", registering.registered, name="registered"),
    path("orders/<slug:secret>/", ticket.order, name="order"),
    path("registrations/<slug:secret>/", ticket.ticket, name="registration"),
    path("registrations/<slug:secret>/calendar.ics", ticket.ticket_calendar, name="registration_calendar"),
]

desk_urlpatterns = [
    path("events/<slug:slug>/registrations/", registrations.registrations, name="desk_registrations"),
    path("events/<slug:slug>/check-in/", door.check_in, name="desk_check_in"),
    path("events/<slug:slug>/mail/", letters.mail, name="desk_mail"),
]
