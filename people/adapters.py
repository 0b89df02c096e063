"""What allauth asks of us: names, letters through the outbox, who is calling, and who may not come in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from core.client import address_of
from core.forms import validate_text
from core.mail import one_line
from core.models import Community
from people import emails
from people.actions import person
from people.demo_accounts import is_demo_account
from people.models import User
from people.rules.naming import clean_name
from people.sealing import seal, unseal


class AccountAdapter(DefaultAccountAdapter):
    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def save_user(self, request: HttpRequest, user: User, form: Form, commit: bool = True) -> User:
        user.language = (translation.get_language() or "")[:10]
        return super().save_user(request, user, form, commit)

    def clean_email(self, email: str) -> str:
        validate_text(email)
        return str(super().clean_email(email))

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """The demo's accounts have a published password: elsewhere they open nothing, however they got there."""
        if settings.REFUSE_DEMO_ACCOUNTS and is_demo_account(user.email):
            messages.error(request, _("This account belongs to the demo. It cannot sign in here."))
            return redirect("account_login")
        return super().pre_login(request, user, **kwargs)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Writes the letter now, since it is about this request, and leaves sending it to a worker."""
        user = context.get("user")
        language = getattr(user, "language", "") or translation.get_language() or ""
        if agent := context.get("user_agent"):
            context = {**context, "user_agent": one_line(agent)}
        whole = {
            "email": email,
            "community": Community.current(),
            "site_url": settings.SITE_URL,
            **context,
        }
        with translation.override(language or None):
            subject = render_to_string(f"{template_prefix}_subject.txt", whole)
            text = render_to_string(f"{template_prefix}_message.txt", whole, allauth_context.request)
        emails.post(to=email, subject=one_line(subject), text=text.strip(), language=language)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def get_app(self, request: HttpRequest, provider: str, client_id: str | None = None) -> SocialApp:
        """The addresses of every provider are there; behind those that nobody set up there is nothing."""
        try:
            return super().get_app(request, provider, client_id)
        except SocialApp.DoesNotExist as error:
            raise Http404(provider) from error

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Some providers write `"email_verified": "false"`, a text that any `if` takes for true."""
        for address in sociallogin.email_addresses:
            address.verified = str(address.verified).lower() == "true"

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Form | None = None) -> User:
        """Without a form nobody was asked for a name: the provider's is taken, to be changed on /me/profile/."""
        if form is None:
            sociallogin.user.language = (translation.get_language() or "")[:10]
        user = super().save_user(request, sociallogin, form)
        if form is None:
            person.create(by=user, user=user, name=name_from(sociallogin) or user.name)
        return user

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, Any]:
        return {**super().get_signup_form_initial_data(sociallogin), "name": name_from(sociallogin)}

    def authenticate_by_email(self, sociallogin: Any) -> None:
        """Never: whoever holds an address at some provider gets no account here that has the same one.

        They sign in as always and connect the provider themselves.
        """
        return


def name_from(sociallogin: Any) -> str:
    """What the provider calls somebody; "" where it says nothing that can be read."""
    said = sociallogin.provider.extract_common_fields(sociallogin.account.extra_data)
    whole = " ".join(str(said.get(part) or "") for part in ("first_name", "last_name"))
    return next(
        (
            name
            for text in (said.get("name"), whole, said.get("username"))
            if (name := clean_name(str(text or "")))
        ),
        "",
    )


class MFAAdapter(DefaultMFAAdapter):
    """Keys of second factors lie sealed in the database: a stolen copy of it does not open accounts."""

    def encrypt(self, text: str) -> str:
        return seal(text, "second-factor")

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, "second-factor")

    def _get_site_name(self) -> str:
        return Community.current().name
