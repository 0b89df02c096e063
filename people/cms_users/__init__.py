"""Wagtail's rooms for accounts, told that ours are known by their e-mail and have no first and last name."""

from wagtail.users.apps import WagtailUsersAppConfig


class CmsUsersConfig(WagtailUsersAppConfig):
    user_viewset = "people.cms_users.views.UserViewSet"
