from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"

    def ready(self) -> None:
        from core import answers, attachments, menus
        from home import access, held, tasks  # noqa: F401 - they register themselves
        from home.models import GroupFolder, NavigationItem

        attachments.drop_with_row(GroupFolder)
        menus.register("group", menus.Entry("desk_group_folder", _("Take along"), "change", 90))
        answers.watch(NavigationItem, lambda _: ["navigation"])
