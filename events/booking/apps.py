from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BookingConfig(AppConfig):
    name = "events.booking"
    label = "booking"

    def ready(self) -> None:
        from core import answers, menus, tokens
        from core.clock import now
        from events.booking import access, desk_tasks, receivers, tasks  # noqa: F401 - they register themselves
        from events.booking.models import Question
        from events.booking.rules.check_in import OPENS_BEFORE

        answers.watch(Question, lambda question: [f"events.event:{question.event_id}"])

        def has_doors_open(event: Any) -> bool:
            return event.starts_at - OPENS_BEFORE <= now()

        menus.register("event", menus.Entry("desk_tickets", _("Tickets"), "change", 15))
        menus.register("event", menus.Entry("desk_questions", _("Questions"), "change", 16))
        menus.register("event", menus.Entry("desk_codes", _("Codes"), "change", 17))
        menus.register(
            "event", menus.Entry("desk_registrations", _("Registrations"), "see registrations", 20)
        )
        menus.register("event", menus.Entry("desk_check_in", _("Check-in"), "check in", 25))
        menus.register(
            "event", menus.Entry("desk_attendance", _("Who came"), "check in", 26, where=has_doors_open)
        )
        menus.register("event", menus.Entry("desk_figures", _("Figures"), "see registrations", 22))
        menus.register("event", menus.Entry("desk_money", _("Money"), "handle money", 30))
        menus.register("event", menus.Entry("desk_mail", _("Mail"), "change", 60))
        of_events = ["events.event", "groups.usergroup"]
        tokens.scope("registrations:read", _("read who is registered"), of_events, 30)
        tokens.scope("check-in", _("let people in"), of_events, 40)
        tokens.scope(
            "my-registrations", _("read my registrations, and give them back"), [tokens.OF_ITS_OWNER], 50
        )
