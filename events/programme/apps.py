from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "events.programme"
    label = "programme"

    def ready(self) -> None:
        from core import answers
        from events.programme import receivers  # noqa: F401 - they register themselves
        from events.programme.models import Room, Session, SessionSpeaker, Track

        answers.watch(
            Session,
            lambda session: [f"events.event:{session.event_id}", f"schedule:{session.event_id}", "speakers"],
        )
        answers.watch(Room, lambda room: [f"schedule:{room.event_id}"])
        answers.watch(Track, lambda track: [f"schedule:{track.event_id}"])
        answers.watch(
            SessionSpeaker,
            lambda row: [
                row.session,
                f"people.person:{row.person_id}",
                f"schedule:{row.session.event_id}",
                "speakers",
            ],
        )
