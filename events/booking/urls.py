from django.urls import path

from events.booking import desk, views

urlpatterns = [
    path("events/<slug:slug>/register/", views.register, name="register"),
    path("events/<slug:slug>/registered/", views.registered, name="registered"),
    path("orders/<slug:secret>/", views.order, name="order"),
    path("registrations/<slug:secret>/", views.ticket, name="registration"),
    path("registrations/<slug:secret>/calendar.ics", views.ticket_calendar, name="registration_calendar"),
]

desk_urlpatterns = [
    path("events/<slug:slug>/registrations/", views.desk_registrations, name="desk_registrations"),
    path("events/<slug:slug>/check-in/", desk.check_in, name="desk_check_in"),
    path("events/<slug:slug>/mail/", desk.mail, name="desk_mail"),
]
