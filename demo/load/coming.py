"""What is to come, and a little of what just was: invented summits, meetups, proposals, and who goes where."""

from demo.load import meetups, summits
from demo.load.bookings import Bookings
from demo.load.people import Cast
from demo.load.words import Days, Slugs
from events.models import Event
from events.programme.models import Session
from speakers.models import Proposal


def load(days: Days, cast: Cast, *, made: dict[str, int]) -> None:
    slugs = Slugs(Event.objects.values_list("slug", flat=True))
    bookings = Bookings(days, cast)
    small = meetups.add(days, cast, slugs, bookings)
    large = summits.add(days, cast, slugs, bookings)
    made["coming meetups"] = sum(event.ends_at > days.now for event in small)
    made["recent meetups"] = len(small) - made["coming meetups"]
    made["coming summits"] = len(large)
    made["sessions"] = Session.objects.filter(event__in=large).count()
    made["proposals"] = Proposal.objects.count()
    made["registrations"] = bookings.made
