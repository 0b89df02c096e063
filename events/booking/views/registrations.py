"""The desk's list of who is registered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.access import needs
from core.pagination import page_of
from core.words import having
from events.booking.actions import registration as actions
from events.booking.forms import RegistrationFilter
from events.booking.models import Registration
from events.desk.around import around, find_event
from events.models import Event

REGISTRATIONS_A_PAGE = 50


@needs("see registrations", find_event)
def registrations(request: HttpRequest, event: Event) -> HttpResponse:
    """Who is registered, in order of arrival; those who wait in the order of the line."""
    form = RegistrationFilter(request.GET)
    rows = Registration.objects.filter(event=event).select_related("person")
    if form.is_valid():
        status, words = form.cleaned_data["status"], form.cleaned_data["q"]
        rows = rows.filter(status=status) if status else rows.standing()
        if status == Registration.Status.WAITING:
            rows = rows.in_line()
        if words:
            rows = having(rows, words, "name", "email")
    page = page_of(request, rows, REGISTRATIONS_A_PAGE)
    return render(
        request,
        "booking/desk_registrations.html",
        {
            "form": form,
            "page": page,
            "figures": actions.figures(event),
            **around(request, event),
        },
        status=200 if form.is_valid() else 422,
    )
