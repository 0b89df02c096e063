from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    name = "community.elections"
    label = "elections"

    def ready(self) -> None:
        from community.elections import access  # noqa: F401 - it registers itself
        from community.elections.models import Election
        from core import answers

        answers.watch(Election, lambda _: ["elections"])
