"""One row of a list of groups, read and mended: text in, facts and remarks out.

Nothing is thrown away silently: what was changed, left out or not understood is a remark of its line.
"""

import re
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from core.places.gazetteer import Gazetteer, timezone_at

from .facts import Facts
from .links import SERVICES, is_email, link_of, read_links, same_address, web_address
from .places import Placed, place
from .text import clean_address, clean_line, clean_text, without_echo

LONGEST_NAME = 160
LONGEST_CITY = 100
LONGEST_DESCRIPTION = 5000
LONGEST_ID = 200
MOST_MEMBERS = 10_000_000

COLUMNS = frozenset(
    "name city region prefecture country country_code lat lon latitude longitude timezone description url website"
    " members founded status active inactivated counter source_id id links aliases".split()
)
"""Columns that are understood; a list needs `name` and one more of these."""

_ACTIVE = frozenset(
    "active running_sessions monthly weekly irregular quarterly yearly yes true 1 open biweekly".split()
)
_DORMANT = frozenset("planning dormant paused inactive no false 0 quiet".split())
_CLOSED = frozenset("closed ended retired dissolved".split())


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupFacts(Facts):
    """What the list says of one group, after mending."""

    source_id: str
    founded_on: date | None = None
    members_elsewhere: int | None = None

    @property
    def addresses(self) -> frozenset[str]:
        """Web addresses by which another list would know the same group."""
        return frozenset(filter(None, map(same_address, (self.website, *self.links.values()))))


@dataclass(frozen=True, slots=True)
class Reading:
    """A line of the file: the facts, or why there are none, and what was done to them."""

    line: int
    facts: GroupFacts | None
    remarks: tuple[str, ...] = ()
    refused: str = ""


@cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def read_row(row: Mapping[str | None, object], line: int, gazetteer: Gazetteer) -> Reading:
    remarks: list[str] = []
    if row.get(None):
        return Reading(line, None, refused="has more cells than the list has columns")
    cells = {key: str(value or "") for key, value in row.items() if key}
    if not any(value.strip() for value in cells.values()):
        return Reading(line, None, refused="is empty")

    raw_id = clean_line(cells.get("source_id") or cells.get("id"))
    links, website = _links(cells, remarks)
    name = without_echo(clean_line(cells.get("name")))
    if not name:
        named = clean_line(cells.get("url"))
        named = "" if is_email(named) or web_address(named) else named
        if not named:
            return Reading(line, None, tuple(remarks), "has no name")
        name = named
        remarks.append(f"has no name; called “{name}” after its address")
    elif name != cells["name"]:
        remarks.append(f"name cleaned: “{name}”")
    if len(name) > LONGEST_NAME:
        return Reading(line, None, (), f"its name is longer than {LONGEST_NAME} characters")
    if len(raw_id) > LONGEST_ID:
        return Reading(line, None, (), f"its id is longer than {LONGEST_ID} characters")

    description = clean_text(cells.get("description"))
    if len(description) > LONGEST_DESCRIPTION:
        description = description[:LONGEST_DESCRIPTION]
        remarks.append(f"description cut to {LONGEST_DESCRIPTION} characters")
    where = place(
        name=name,
        city=clean_line(cells.get("city")),
        region=clean_line(cells.get("region") or cells.get("prefecture")),
        country=clean_line(cells.get("country")),
        code=clean_line(cells.get("country_code")),
        latitude=cells.get("lat") or cells.get("latitude") or "",
        longitude=cells.get("lon") or cells.get("longitude") or "",
        hints=description,
        expected="JP" if "prefecture" in cells else "",
        gazetteer=gazetteer,
    )
    remarks += where.remarks
    if len(where.city) > LONGEST_CITY:
        return Reading(line, None, (), f"its city is longer than {LONGEST_CITY} characters")
    facts = GroupFacts(
        source_id=raw_id,
        name=name,
        city=where.city,
        region=where.region[:LONGEST_CITY],
        country=where.country,
        latitude=where.latitude,
        longitude=where.longitude,
        located_by=where.located_by,
        timezone=_timezone(cells.get("timezone", ""), where, remarks),
        is_virtual=where.is_virtual,
        status=_status(cells, remarks),
        description=description,
        website=website,
        links=links,
        aliases=_aliases(cells.get("aliases", ""), name),
        founded_on=_founded(cells.get("founded", ""), remarks),
        members_elsewhere=_members(cells.get("members", ""), remarks),
    )
    return Reading(line, facts, tuple(remarks))


def _links(cells: Mapping[str, str], remarks: list[str]) -> tuple[dict[str, str], str]:
    links, emails = read_links(cells.get("links", ""))
    url = clean_address(cells.get("website") or cells.get("url"))
    website = web_address(url)
    if len(website) > 300:
        website = ""
    service = clean_line(cells.get("status")).lower()
    if website and service in SERVICES:
        links.setdefault(service, website)
    elif url and not website:
        # a handle in the column for addresses: the status says of which service
        link = link_of(service if service in SERVICES else "website", url)
        if is_email(url):
            emails += 1
        elif link:
            links.setdefault(service if service in SERVICES else "website", link)
            website = web_address(link)
        else:
            remarks.append("its address is none of the web and was left out")
    if emails:
        remarks.append("an e-mail address was left out: it is somebody's own")
    return links, website


def _timezone(text: str, where: Placed, remarks: list[str]) -> str:
    name = clean_line(text)
    if name in _zones():
        return name
    found = ""
    if where.latitude is not None and where.longitude is not None:
        found = timezone_at(where.latitude, where.longitude, where.country)
    if found not in _zones():
        found = "UTC"
    if name:
        remarks.append(f"“{name}” is no time zone; {found} is that of the place")
    return found


def _status(cells: Mapping[str, str], remarks: list[str]) -> str:
    said = clean_line(cells.get("status") or cells.get("active")).lower()
    if not said or said in _ACTIVE or said in SERVICES:
        return "active"
    if said in _DORMANT:
        return "dormant"
    if said in _CLOSED:
        return "closed"
    remarks.append(f"status “{said[:40]}” is not known; taken as active")
    return "active"


def _founded(text: str, remarks: list[str]) -> date | None:
    text = clean_line(text)
    if not text:
        return None
    found = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", text)
    try:
        if found:
            founded = date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
            if founded.year >= 1900:
                return founded
    except ValueError:
        pass
    remarks.append(f"“{text[:40]}” is no date; founding left open")
    return None


def _members(text: str, remarks: list[str]) -> int | None:
    text = clean_line(text).replace(",", "")
    if not text:
        return None
    if re.fullmatch(r"[0-9]{1,8}", text) and int(text) <= MOST_MEMBERS:
        return int(text)
    remarks.append(f"“{text[:40]}” is no number of members")
    return None


def _aliases(text: str, name: str) -> tuple[str, ...]:
    others = (clean_line(part) for part in text.split("|"))
    return tuple(dict.fromkeys(o for o in others if o and o != name and len(o) <= LONGEST_NAME))
