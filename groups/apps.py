from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "groups"

    def ready(self) -> None:
        from core import answers
        from groups import access, receivers, tasks  # noqa: F401 - they register themselves
        from groups.models import Membership, UserGroup

        answers.watch(UserGroup, lambda _: ["groups"])
        answers.watch(Membership, lambda membership: [f"groups.usergroup:{membership.group_id}"])
