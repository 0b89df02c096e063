from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from people.actions import account, person
from people.forms import NameField
from people.models import Person, User

FIELDS = ("email", "is_superuser", "is_staff", "groups")


class Named:
    """One name instead of two; it is the person's."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["first_name"], self.fields["last_name"]


class AccountCreationForm(Named, UserCreationForm):
    """An account for somebody else: no password is thought up for them, they are sent a link to choose one."""

    name = NameField()

    class Meta(UserCreationForm.Meta):
        fields = FIELDS
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("There is an account with this address already."))
        return email

    def save(self, commit: bool = True) -> User:
        self.instance.set_unusable_password()
        user = super().save(commit=commit)
        person.create(by=None, user=user, name=self.cleaned_data["name"])
        account.invite(user=user)
        return user


class AccountEditForm(Named, UserEditForm):
    """The address is not for others to change: whoever has it can set a password."""

    name = NameField()
    email = forms.EmailField(label=_("E-mail"), disabled=True, required=False)

    class Meta(UserEditForm.Meta if hasattr(UserEditForm, "Meta") else UserCreationForm.Meta):
        model = User
        fields = (*FIELDS, "is_active")
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial["name"] = self.instance.name

    def save(self, commit: bool = True) -> User:
        user = super().save(commit=commit)
        mine = Person.objects.filter(user=user).first()
        if mine is None:
            person.create(by=None, user=user, name=self.cleaned_data["name"])
        elif mine.name != self.cleaned_data["name"]:
            person.change(by=None, person=mine, name=self.cleaned_data["name"])
        return user
