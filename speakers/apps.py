from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpeakersConfig(AppConfig):
    name = "speakers"

    def ready(self) -> None:
        from core import answers, attachments, menus
        from speakers import access, receivers, tasks  # noqa: F401 - they register themselves
        from speakers.models import CallForProposals, Criterion, Phase, ProposalFile, Reviewer

        answers.watch(CallForProposals, lambda call: [f"events.event:{call.event_id}", "calls"])
        attachments.drop_with_row(ProposalFile)
        for part in (Criterion, Phase, Reviewer):
            answers.watch(part, lambda row: [f"selection:{row.call.event_id}"])
        menus.register(
            "event",
            menus.Entry(
                "desk_proposals", _("Proposals"), "decide proposals", 30, lambda event: event.is_summit
            ),
        )
        menus.register(
            "event",
            menus.Entry(
                "desk_call", _("Call for proposals"), "decide proposals", 35, lambda event: event.is_summit
            ),
        )
        menus.register(
            "event",
            menus.Entry("desk_review", _("Review"), "chair review", 36, lambda event: event.is_summit),
        )
        menus.register(
            "event",
            menus.Entry("desk_selection", _("Selection"), "chair review", 37, lambda event: event.is_summit),
        )
