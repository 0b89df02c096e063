"""The sponsors of a summit, by tier."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.access import needs
from core.clock import now as clock_now
from core.forms import form_answer
from events.actions import sponsorship as actions
from events.actions.event import NotNow
from events.desk.around import around, ask, find_event
from events.forms.sponsors import SponsorForm, TierForm
from events.models import Event, Sponsorship
from people.actions import organisation as organisations
from people.models import Organisation

MOST_SUGGESTED = 500


def find_summit(slug: str) -> Event:
    event = find_event(slug)
    if not event.is_summit:
        raise Http404
    return event


def find_sponsorship(slug: str, sponsorship: int) -> Sponsorship:
    rows = Sponsorship.objects.select_related("event", "organisation")
    return get_object_or_404(rows, event__slug=slug, pk=sponsorship)


@needs("change", find_summit)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sponsors(request: HttpRequest, event: Event) -> HttpResponse:
    form = SponsorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            row = _add(event, form, request)
        except NotNow as no:
            form.add_error("name", str(no))
        except ValidationError as wrong:
            form.add_error("name", wrong.messages)
        else:
            messages.success(
                request, _("%(name)s stands on the summit's page.") % {"name": row.organisation.name}
            )
            return redirect("desk_sponsors", event.slug)
    rows = list(event.sponsorships.select_related("organisation"))
    return form_answer(
        request,
        "events/desk_sponsors.html",
        form,
        rows=rows,
        tiers=list(dict.fromkeys(row.tier for row in rows)),
        known=Organisation.objects.order_by("name").values_list("name", flat=True)[:MOST_SUGGESTED],
        **around(request, event),
    )


def _add(event: Event, form: SponsorForm, request: HttpRequest) -> Sponsorship:
    """A new organisation and its sponsorship come together or not at all."""
    with transaction.atomic():
        organisation = form.organisation or organisations.create(
            by=request.user, name=form.cleaned_data["name"], website=form.cleaned_data["website"]
        )
        return actions.add(
            event=event,
            organisation=organisation,
            **form.tier_facts(),
            by=request.user,
            now=clock_now(),
        )


@needs("change", find_sponsorship)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sponsor(request: HttpRequest, row: Sponsorship) -> HttpResponse:
    form = TierForm(request.POST if request.method == "POST" else None, initial=TierForm.start(row))
    if request.method == "POST" and form.is_valid():
        actions.change(sponsorship=row, **form.tier_facts(), by=request.user, now=clock_now())
        messages.success(request, _("Saved."))
        return redirect("desk_sponsors", row.event.slug)
    return form_answer(
        request, "events/desk_sponsor.html", form, sponsorship=row, **around(request, row.event)
    )


@needs("change", find_sponsorship)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sponsor_remove(request: HttpRequest, row: Sponsorship) -> HttpResponse:
    event, names = row.event, {"name": row.organisation.name}
    if request.method == "POST":
        actions.remove(sponsorship=row, by=request.user, now=clock_now())
        messages.success(request, _("%(name)s is no longer among the sponsors.") % names)
        return redirect("desk_sponsors", event.slug)
    return ask(
        request,
        event,
        question=_("Remove %(name)s from the sponsors?") % names,
        text=_("The organisation stays known; you can add it again."),
        verb=_("Remove"),
        back=reverse("desk_sponsors", args=[event.slug]),
    )
