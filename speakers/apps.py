from django.apps import AppConfig


class SpeakersConfig(AppConfig):
    name = "speakers"

    def ready(self) -> None:
        from core import answers
        from speakers import access, tasks  # noqa: F401 - they register themselves
        from speakers.models import CallForProposals

        answers.watch(CallForProposals, lambda call: [f"events.event:{call.event_id}", "calls"])
