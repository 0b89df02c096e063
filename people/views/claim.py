"""“This is me”: asking for a profile that has no account, and deciding it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.access import needs
from core.client import TooMany, limit
from core.clock import now
from core.forms import form_answer
from people import finding
from people.actions import claim as claiming
from people.forms import ClaimForm
from people.models import Claim, Person

CLAIMS_A_DAY = 5


def _public_person(slug: str) -> Person:
    """Somebody private is not found, rather than forbidden: not even that they are here is told."""
    found = finding.person_with_all(slug)
    if found is None or not found.is_public:
        raise Http404("no such person")
    return found


@needs("claim", _public_person)
def claim(request: HttpRequest, wanted: Person) -> HttpResponse:
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            limit("claim", str(request.user.pk), most=CLAIMS_A_DAY, seconds=24 * 60 * 60)
            claiming.ask(by=request.user, person=wanted, because=form.cleaned_data["because"], now=now())
        except TooMany:
            form.add_error(None, _("You asked for several profiles today. Somebody looks at these first."))
            return form_answer(request, "people/claim.html", form, status=429, person=wanted)
        except claiming.ClaimRefused as refused:
            form.add_error(None, str(refused.args[0]))
        else:
            messages.success(request, _("Thank you. Somebody looks at it and writes to you."))
            return redirect(wanted)
    return form_answer(request, "people/claim.html", form, person=wanted)


@needs("administer")
def claims(request: HttpRequest) -> HttpResponse:
    rows = Claim.objects.select_related("person", "user", "user__person", "decided_by__person")
    return render(
        request,
        "people/claims.html",
        {
            "open": rows.filter(status=Claim.Status.OPEN).order_by("asked_at"),
            "decided": rows.exclude(status=Claim.Status.OPEN).order_by("-decided_at")[:50],
        },
    )


def _claim(pk: int) -> Claim:
    return get_object_or_404(Claim.objects.select_related("person", "user"), pk=pk)


@needs("decide", _claim)
def decide_claim(request: HttpRequest, asked: Claim) -> HttpResponse:
    if request.method == "POST":
        decide = {"grant": claiming.grant, "refuse": claiming.refuse}.get(request.POST.get("decision", ""))
        if decide is None:
            return HttpResponse(_("Grant or refuse."), status=422, content_type="text/plain")
        try:
            decide(by=request.user, claim=asked, now=now())
        except claiming.ClaimRefused as refused:
            messages.error(request, str(refused.args[0]))
        else:
            messages.success(request, _("Decided. The answer is on its way by mail."))
    return redirect("claims")
