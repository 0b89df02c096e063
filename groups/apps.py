from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    name = "groups"

    def ready(self) -> None:
        from core import answers, menus
        from groups import access, receivers, tasks  # noqa: F401 - they register themselves
        from groups.models import Membership, UserGroup

        answers.watch(UserGroup, lambda group: ["groups"])
        answers.watch(
            Membership, lambda row: [f"groups.usergroup:{row.group_id}", f"people.person:{row.person_id}"]
        )
        menus.register("group", menus.Entry("desk_group", _("Facts"), "change", 10))
        menus.register("group", menus.Entry("desk_group_members", _("Members"), "change", 20))
        menus.register("group", menus.Entry("desk_group_tokens", _("Programs"), "change", 40))
        menus.register("group", menus.Entry("group", _("Show the group"), "change", 90))
