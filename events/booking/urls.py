from django.urls import path

from events.booking import door_urls
from events.booking.views import (
    codes,
    letters,
    order,
    questions,
    registering,
    registrations,
    sellers,
    ticket,
    tickets,
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

_TICKETS = "events/<slug:slug>/tickets/"
desk_urlpatterns = [
    path(_TICKETS, tickets.tickets, name="desk_tickets"),
    path(f"{_TICKETS}new/", tickets.type_new, name="desk_ticket_new"),
    path(f"{_TICKETS}terms/", tickets.terms, name="desk_terms"),
    path(f"{_TICKETS}quotas/new/", tickets.quota_new, name="desk_quota_new"),
    path(f"{_TICKETS}quotas/<int:quota>/", tickets.quota_change, name="desk_quota"),
    path(f"{_TICKETS}quotas/<int:quota>/remove/", tickets.quota_remove, name="desk_quota_remove"),
    path(f"{_TICKETS}<int:ticket_type>/", tickets.type_change, name="desk_ticket"),
    path(f"{_TICKETS}<int:ticket_type>/do/", tickets.type_do, name="desk_ticket_do"),
    path(f"{_TICKETS}<int:ticket_type>/delete/", tickets.type_delete, name="desk_ticket_delete"),
    path("events/<slug:slug>/questions/", questions.questions, name="desk_questions"),
    path("events/<slug:slug>/questions/new/", questions.question_new, name="desk_question_new"),
    path("events/<slug:slug>/questions/<int:question>/", questions.question_change, name="desk_question"),
    path("events/<slug:slug>/questions/<int:question>/do/", questions.question_do, name="desk_question_do"),
    path(
        "events/<slug:slug>/questions/<int:question>/delete/",
        questions.question_delete,
        name="desk_question_delete",
    ),
    path("events/<slug:slug>/codes/", codes.codes, name="desk_codes"),
    path("events/<slug:slug>/codes/new/", codes.code_new, name="desk_code_new"),
    path("events/<slug:slug>/codes/<int:code>/", codes.code_change, name="desk_code"),
    path("events/<slug:slug>/codes/<int:code>/withdraw/", codes.code_withdraw, name="desk_code_withdraw"),
    path("sellers/", sellers.sellers, name="desk_sellers"),
    path("sellers/new/", sellers.seller_new, name="desk_seller_new"),
    path("sellers/<int:seller>/", sellers.seller_change, name="desk_seller"),
    path("events/<slug:slug>/registrations/", registrations.registrations, name="desk_registrations"),
    *door_urls.desk_urlpatterns,
    path("events/<slug:slug>/mail/", letters.mail, name="desk_mail"),
]
