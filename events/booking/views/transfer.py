"""Taking a seat that somebody hands on by a link."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import client
from core.access import by_secret
from core.clock import now as clock_now
from core.forms import form_answer
from events.booking.actions import transfer as actions
from events.booking.forms_order import NameForm
from events.booking.models import Registration, Terms, Transfer
from events.booking.views.registering import verified_person


@by_secret
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: HttpRequest, secret: str) -> HttpResponse:
    """Name, e-mail and one button. GET takes nothing, however often mail scanners follow the link."""
    offered = get_object_or_404(
        Transfer.objects.select_related(
            "registration__event__venue", "registration__event__cover", "registration__ticket_type"
        ),
        secret=secret,
    )
    now, seat = clock_now(), offered.registration
    terms = Terms.of(seat.event)
    ends_at = offered.ends_at(terms)
    context = {"event": seat.event, "ticket_type": seat.ticket_type, "ends_at": ends_at}
    stands = (
        offered.accepted_at is None
        and offered.withdrawn_at is None
        and ends_at > now
        and seat.status == Registration.Status.CONFIRMED
    )
    if not stands:
        return render(request, "booking/transfer_over.html", context, status=410)
    person = verified_person(request)
    known = (
        {"name": person.name, "email": request.user.email} if person and request.user.is_authenticated else {}
    )
    form = NameForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        is_mine = known and form.cleaned_data["email"].lower() == known["email"].lower()
        try:
            client.limit("transfer", client.address_of(request), most=30, seconds=600)
            taken = actions.accept(
                transfer=offered,
                name=form.cleaned_data["name"],
                email=form.cleaned_data["email"],
                person=person if is_mine else None,
                by=request.user if request.user.is_authenticated else None,
                now=now,
            )
        except client.TooMany as too_many:
            form.add_error(None, _("That was very often. Please wait some minutes, then try again."))
            answer = form_answer(request, "booking/transfer.html", form, status=429, **context)
            answer["Retry-After"] = str(too_many.seconds)
            return answer
        except actions.NotTheirs as refused:
            form.add_error("email", str(refused))
            return form_answer(request, "booking/transfer.html", form, **context)
        except actions.NotThere:
            return render(request, "booking/transfer_over.html", context, status=410)
        if terms.for_holders and not is_mine:  # whoever reads that mailbox is one
            messages.success(request, _("Saved. The ticket is on its way to them."))
            return redirect(seat.event)
        messages.success(request, _("The seat is yours. We mailed you the ticket as well."))
        return redirect(taken)
    return form_answer(request, "booking/transfer.html", form, **context)
