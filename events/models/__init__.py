from events.models.crew import Crew
from events.models.cycle import Cycle
from events.models.event import Event
from events.models.page import MeetupPage, SummitPage
from events.models.series import Series
from events.models.sponsorship import Sponsorship
from events.models.venue import Venue

__all__ = ["Crew", "Cycle", "Event", "MeetupPage", "Series", "Sponsorship", "SummitPage", "Venue"]
