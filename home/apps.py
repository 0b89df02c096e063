from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"

    def ready(self) -> None:
        from core import answers
        from home import access, held  # noqa: F401 - both register themselves
        from home.models import NavigationItem

        answers.watch(NavigationItem, lambda _: ["navigation"])
