import datetime as dt

from ninja import Field, Schema

from events.booking.models import Registration


class Shown(Schema):
    """What of a registration both its owner and who runs the event are told."""

    number: int
    name: str
    ticket_type: str
    reason: str = Field(description="speaker, or nothing")
    status: str = Field(description="held, waiting, confirmed, cancelled or expired")
    registered_at: dt.datetime
    checked_in_at: dt.datetime | None

    @staticmethod
    def resolve_number(row: Registration) -> int:
        return row.pk

    @staticmethod
    def resolve_ticket_type(row: Registration) -> str:
        return row.called

    @staticmethod
    def resolve_registered_at(row: Registration) -> dt.datetime:
        return row.created_at
