"""Who sells tickets and writes invoices, for whoever administers the site."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.access import needs
from core.forms import form_answer
from events.booking.actions import terms as actions
from events.booking.desk_forms.tickets import SellerForm, take
from events.booking.models import Seller


def _desk() -> dict[str, Any]:
    return {
        "desk_title": _("Desk"),
        "desk_nav": [
            {"title": _("What is next"), "url": reverse("desk"), "active": False},
            {"title": _("Cycles"), "url": reverse("desk_cycles"), "active": False},
            {"title": _("Sellers"), "url": reverse("desk_sellers"), "active": True},
        ],
    }


@needs("administer")
@never_cache
@require_safe
def sellers(request: HttpRequest) -> HttpResponse:
    return render(request, "booking/desk_sellers.html", {**_desk(), "rows": Seller.objects.all()})


@needs("administer")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def seller_new(request: HttpRequest) -> HttpResponse:
    return _seller(request, None)


# Who administers may change every seller: the rule asks the site, and the seller is looked for behind the door.
@needs("administer")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def seller_change(request: HttpRequest, seller: int) -> HttpResponse:
    return _seller(request, get_object_or_404(Seller, pk=seller))


def _seller(request: HttpRequest, row: Seller | None) -> HttpResponse:
    form = SellerForm(
        request.POST if request.method == "POST" else None, initial=SellerForm.start(row) if row else None
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_seller(by=request.user, seller=row, **form.cleaned_data)
        except ValidationError as wrong:
            take(form, wrong)
        else:
            messages.success(request, _("Saved. Invoices written so far stay as they are."))
            return redirect("desk_sellers")
    return form_answer(request, "booking/desk_seller.html", form, seller=row, **_desk())
