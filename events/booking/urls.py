from django.urls import URLPattern, URLResolver, path

from events.booking import desk_urls, door_urls, money_urls
from events.booking.views import (
    order,
    registering,
    ticket,
    transfer,
)

urlpatterns = [
    *door_urls.urlpatterns,
    path("events/<slug:slug>/register/", registering.register, name="register"),
    path("events/<slug:slug>/registered/", registering.registered, name="registered"),
    path("orders/<slug:secret>/", order.order, name="order"),
    path("orders/<slug:secret>/pay/", order.pay, name="order_pay"),
    path("orders/<slug:secret>/back/", order.back, name="order_back"),
    path("orders/<slug:secret>/state.json", order.state, name="order_state"),
    path("registrations/<slug:secret>/", ticket.ticket, name="registration"),
    path("registrations/<slug:secret>/coming/", ticket.coming, name="coming"),
    path("transfers/<slug:secret>/", transfer.transfer, name="transfer"),
    path("registrations/<slug:secret>/calendar.ics", ticket.ticket_calendar, name="registration_calendar"),
]

desk_urlpatterns: list[URLPattern | URLResolver] = [
    *desk_urls.desk_urlpatterns,
    *door_urls.desk_urlpatterns,
    *money_urls.desk_urlpatterns,
]
