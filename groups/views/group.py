"""One group, as everybody sees it."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import public
from core.answers import shows
from core.clock import now
from core.finding import by_name, words_of
from core.links import absolute
from core.share import picture_answer
from groups.json_ld import group_json_ld
from groups.models import Membership, UserGroup
from groups.share import group_card, group_picture, group_share

MOST_PAST = 12


@public
@require_safe
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """Facts, and the words of the group's page where there is a live one."""
    row = by_name(UserGroup.objects.all(), slug)
    if row.slug != slug:
        return redirect(row.get_absolute_url(), permanent=True)
    words = words_of(row.pages, request)
    shows(request, row, "events", *([words] if words and words.pk else []))
    events = row.events.public().for_cards()  # type: ignore[attr-defined]  # the reverse relation
    at = now()
    organizers = row.memberships.filter(role=Membership.Role.ORGANIZER, person__is_public=True)
    context = {
        "group": row,
        "words": words,
        "upcoming": list(events.upcoming(at)[:MOST_PAST]),
        "past": list(events.past(at)[:MOST_PAST]),
        "organizers": [m.person for m in organizers.select_related("person__photo")],
        "members": row.memberships.count(),
        "facts": _facts_of(row),
        "feed_url": absolute(f"/groups/{row.slug}/calendar.ics"),
        "parents": [{"title": _("Groups"), "url": reverse("groups")}],
        "linked_data": group_json_ld(row),
        "share": group_share(row, words.summary if words else ""),
    }
    return render(request, "groups/group.html", context)


@public
@require_safe
def picture(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    row = by_name(UserGroup.objects.all(), slug)
    return picture_answer(request, row, group_card(row), name, group_picture(row))


def _facts_of(row: UserGroup) -> list[dict[str, Any]]:
    """What is known, in words; a link that is no address of the web stays text."""
    vague = _("(more is not known)") if row.located_by in {"country", "region"} else ""
    facts: list[dict[str, Any]] = [
        {"label": _("Where"), "text": row.place, "note": vague},
        {"label": _("Time zone"), "text": row.timezone},
        {"label": _("Also known as"), "text": ", ".join(row.aliases)},
        {"label": _("Members on another platform"), "text": row.members_elsewhere},
    ]
    for service, link in row.links.items():
        address = urlsplit(link)
        text = (address.hostname or "").removeprefix("www.") if address.scheme in {"http", "https"} else link
        facts.append({"label": service.replace("-", " ").capitalize(), "text": text, "url": link})
    facts.append({"label": _("Source of these facts"), "text": row.source, "url": row.source_url})
    return [fact for fact in facts if fact["text"]]
