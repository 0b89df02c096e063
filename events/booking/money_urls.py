"""The treasurer's desk."""

from django.urls import path

from events.booking.views import check_in_print, money

_MONEY = "events/<slug:slug>/money/"
desk_urlpatterns = [
    path(_MONEY, money.money, name="desk_money"),
    path(f"{_MONEY}open/", money.open_orders, name="desk_money_open"),
    path(f"{_MONEY}orders/<int:order>/", money.record, name="desk_money_record"),
    path(f"{_MONEY}payments/<int:payment>/", money.payment, name="desk_money_payment"),
    path(f"{_MONEY}refunds/<int:refund>/paid-back/", money.paid_back, name="desk_money_paid_back"),
    path(f"{_MONEY}attention/<int:attention>/done/", money.done, name="desk_money_done"),
    path(f"{_MONEY}everything-back/", money.refund_event, name="desk_money_refund_event"),
    path(f"{_MONEY}invoices/<int:invoice_id>.pdf", check_in_print.desk_invoice, name="desk_money_invoice"),
    path(f"{_MONEY}payments.csv", money.payments_csv, name="desk_money_payments_csv"),
    path(f"{_MONEY}invoices.csv", money.invoices_csv, name="desk_money_invoices_csv"),
]
