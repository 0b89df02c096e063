"""Addresses of the desk: what is sold and asked, who is registered, letters and figures; and who sells."""

from django.urls import path

from events.booking.views import (
    codes,
    figures,
    letters,
    managing,
    questions,
    registrations,
    sellers,
    tickets,
)

_TICKETS = "events/<slug:slug>/tickets/"
_REGISTRATIONS = "events/<slug:slug>/registrations/"
_MAIL = "events/<slug:slug>/mail/"

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
    path(_REGISTRATIONS, registrations.registrations, name="desk_registrations"),
    path(f"{_REGISTRATIONS}add/", managing.add, name="desk_add"),
    path(f"{_REGISTRATIONS}import/", managing.import_list, name="desk_import"),
    path(f"{_REGISTRATIONS}export.csv", registrations.export_csv, name="desk_export_csv"),
    path(f"{_REGISTRATIONS}export.json", registrations.export_json, name="desk_export_json"),
    path(f"{_REGISTRATIONS}<int:registration>/", managing.registration, name="desk_registration"),
    path("events/<slug:slug>/figures/", figures.figures, name="desk_figures"),
    path(_MAIL, letters.mail, name="desk_mail"),
    path(f"{_MAIL}new/", letters.letter_new, name="desk_letter_new"),
    path(f"{_MAIL}<int:letter>/", letters.letter, name="desk_letter"),
]
