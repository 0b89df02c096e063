from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Core"

    def ready(self) -> None:
        from core import checks, indexing, receivers, words  # noqa: F401 - they register themselves
        from core.places import tasks  # noqa: F401 - the same

        indexing.watch_all()
