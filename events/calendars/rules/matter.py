from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What has deadlines and is no event, but the whole community's: as whoever knows of it says it to calendars."""

    key: str  # one and the same for ever: "elections.election:7"
    title: str
    path: str  # of its page, in the default language
    timezone: str
