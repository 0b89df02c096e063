from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "events.programme"
    label = "programme"

    def ready(self) -> None:
        from core import answers, attachments, menus, tokens
        from events.programme import access, receivers, tasks  # noqa: F401 - they register themselves
        from events.programme.models import Release, Room, Session, SessionFile, SessionSpeaker, Track

        answers.watch(
            Session,
            lambda session: [f"events.event:{session.event_id}", f"schedule:{session.event_id}", "speakers"],
        )
        answers.watch(Release, lambda release: [f"schedule:{release.event_id}"])
        answers.watch(Room, lambda room: [f"schedule:{room.event_id}", "speakers"])
        answers.watch(Track, lambda track: [f"schedule:{track.event_id}", "speakers"])
        answers.watch(
            SessionSpeaker,
            lambda row: [
                row.session,
                f"people.person:{row.person_id}",
                f"schedule:{row.session.event_id}",
                "speakers",
            ],
        )
        answers.watch(SessionFile, lambda row: [row.session, f"schedule:{row.session.event_id}"])
        attachments.drop_with_row(SessionFile)
        menus.register("event", menus.Entry("desk_schedule", _("Schedule"), "change programme", 40))
        tokens.scope(
            "programme:write", _("change sessions and speakers"), ["events.event", "groups.usergroup"], 20
        )
