import datetime as dt

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.access import can, needs, public, signed_in
from core.answers import shows
from core.client import TooMany, limit
from core.clock import now
from core.finding import by_name
from core.forms import form_answer
from core.pagination import page_of
from people import finding
from people.access import SECOND_FACTORS
from people.actions import claim as claiming
from people.actions import person as people_actions
from people.forms import ChoicesForm, ClaimForm, ProfileForm
from people.models import Claim, Person

ORGANISATIONS_A_PAGE = 48
CLAIMS_A_DAY = 5


def _public_person(slug: str) -> Person:
    """Somebody private is not found, rather than forbidden: not even that they are here is told."""
    found = finding.person_with_all(slug)
    if found is None or not found.is_public:
        raise Http404("no such person")
    return found


@public
def person(request: HttpRequest, slug: str) -> HttpResponse:
    found = finding.person_with_all(slug)
    if found is None:
        return redirect(by_name(Person.objects.public(), slug), permanent=True)
    if not can(request.user, "see", found):
        raise Http404("not public")
    talks = finding.talks_of(found)
    if found.is_public:
        shows(request, found, "people", "groups", *{talk.event for talk in talks})
    return render(
        request,
        "people/person.html",
        {
            "person": found,
            "talks": talks,
            "groups": finding.groups_of(found),
            "standings": finding.standings_of(found, now().date()),
            "may_change": can(request.user, "change", found),
            "may_be_claimed": found.user_id is None,
        },
    )


@public
def organisations(request: HttpRequest) -> HttpResponse:
    shows(request, "organisations", "people")
    words, sector = request.GET.get("q", "")[:100].replace("\0", ""), request.GET.get("sector", "")[:80]
    sectors = finding.sectors()
    if sector not in sectors:
        sector = ""
    found = finding.organisations(words=words.strip(), sector=sector)
    page = page_of(request, found, ORGANISATIONS_A_PAGE)
    return render(
        request,
        "people/organisations.html",
        {"page": page, "words": words, "sector": sector, "sectors": sectors},
    )


@public
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    found = finding.organisation_with_all(slug)
    if found is None:
        raise Http404("no such organisation")
    shows(request, found, "organisations", "people", "events", "pages")
    return render(
        request,
        "people/organisation.html",
        {
            "organisation": found,
            "sponsored": finding.sponsored_by(found),
            "stories": finding.stories_of(found),
        },
    )


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
    found = Claim.objects.select_related("person", "user").filter(pk=pk).first()
    if found is None:
        raise Http404("no such claim")
    return found


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


@signed_in
def profile(request: HttpRequest) -> HttpResponse:
    mine = _own_person(request)
    form = ProfileForm(request.POST or None, request.FILES or None, instance=mine)
    if request.method == "POST" and form.is_valid():
        picture = form.cleaned_data["photo"]
        try:
            people_actions.change(by=request.user, person=mine, **form.facts)
            if picture or form.cleaned_data.get("without_photo"):
                people_actions.hang(by=request.user, person=mine, picture=picture)
        except ValidationError as wrong:
            form.add_error(None, wrong.messages)
        else:
            messages.success(request, _("Saved."))
            return redirect("profile")
    return form_answer(request, "people/profile.html", form, person=mine)


@signed_in
def choices(request: HttpRequest) -> HttpResponse:
    """Language and time zone."""
    account = request.user
    form = ChoicesForm(
        request.POST or None, initial={"language": account.language, "timezone": account.timezone}
    )
    if request.method == "POST" and form.is_valid():
        people_actions.choose(by=account, **form.cleaned_data)
        messages.success(request, _("Saved."))
        answer = redirect("choices")
        if account.language:
            answer.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                account.language,
                max_age=int(dt.timedelta(days=365).total_seconds()),
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        else:
            answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return answer
    return form_answer(request, "people/choices.html", form)


@signed_in
def security(request: HttpRequest) -> HttpResponse:
    """Where each way of signing in is looked after: the pages themselves are allauth's."""
    kinds = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    return render(
        request,
        "people/security.html",
        {
            "has_second_factor": bool(kinds & set(SECOND_FACTORS)),
            "has_password": request.user.has_usable_password(),
            "sessions": UserSession.objects.filter(user=request.user).count(),
            "providers": SocialAccount.objects.filter(user=request.user).count(),
            "offers_providers": any(
                config.get("APPS") for config in settings.SOCIALACCOUNT_PROVIDERS.values()
            ),
        },
    )


def _own_person(request: HttpRequest) -> Person:
    account = request.user
    return Person.objects.filter(user=account).select_related("photo").first() or people_actions.create(
        by=account, user=account, name=account.name
    )
