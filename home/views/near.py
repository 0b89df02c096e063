"""What is next near a place: asked by a script of the home page, answered alike to everybody."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from core import clock
from core.access import public
from core.answers import shows
from core.places.lookup import NOT_FOUND, Missing, Place, find_place
from home.near import far_enough, place_in_zone

KEEP_SECONDS = 300
LONGEST = 200


@public
@require_safe
def near(request: HttpRequest) -> JsonResponse:
    """`?near=<place or lat,lng>` or `?zone=<IANA name>`: three groups and three meetups, as HTML.

    An unknown place is a 422 with words for the reader; an unknown zone gives what is next anywhere.
    """
    asked = " ".join(request.GET.get("near", "").replace("\x00", "").split())[:LONGEST]
    place: Place | Missing | None
    if asked:
        place = find_place(asked)
        if not isinstance(place, Place):
            message = NOT_FOUND[place] % {"place": asked[:60]}
            return JsonResponse({"place": "", "message": message}, status=422)
    else:
        place = place_in_zone(request.GET.get("zone", "")[:64])
    shows(request, "events", "groups", "venues", seconds=KEEP_SECONDS)
    now = clock.now()
    found = far_enough(place, now)
    answer: dict[str, Any] = {
        "place": place.name if place else "",
        "guessed": not asked,
        "groups": render_to_string("home/near_groups.html", {"groups": found.groups, "place": place}),
        "meetups": render_to_string(
            "home/near_meetups.html", {"meetups": found.meetups, "place": place, "now": now}
        ),
    }
    response = JsonResponse(answer)
    response["Cache-Control"] = f"public, max-age={KEEP_SECONDS}"
    response["X-Robots-Tag"] = "noindex"
    return response
