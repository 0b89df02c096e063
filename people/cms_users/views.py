from wagtail.users.views.users import IndexView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from people.cms_users.forms import AccountCreationForm, AccountEditForm


class AccountIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("person")


class UserViewSet(WagtailUserViewSet):
    index_view_class = AccountIndexView
    template_prefix = "people/cms_users/"
    ordering = "email"

    def get_form_class(self, for_update=False):
        return AccountEditForm if for_update else AccountCreationForm
