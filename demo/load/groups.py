"""Real local groups out of public lists, through the very command that organizers use; and the invented ones."""

import datetime as dt
import io
import random
from collections.abc import Callable

from django.core.management import call_command

from demo.load.people import Cast
from demo.load.words import DATA, MADE_UP, Days, Slugs, words
from groups.models import Membership, UserGroup

LISTS = {
    "coderdojo-japan": "https://github.com/coderdojo-japan/map.coderdojo.jp",
    "coderdojo-world": "https://github.com/coderdojo-japan/map.coderdojo.jp",
    "openstack-user-groups": "https://github.com/openstack-infra/groups",
    "osm-communities": "https://github.com/osmlab/osm-community-index",
    "pyladies": "https://github.com/pyladies/pyladies",
    "rladies": "https://github.com/rladies/meetup_archive",
    "ruby-meetups": "https://github.com/rubyevents/rubyevents",
}
"""The public lists, by the name under which `import_groups` remembers them, and where each was taken from."""


def load(days: Days, cast: Cast, *, made: dict[str, int], say: Callable[[str], object]) -> None:
    for name, address in LISTS.items():
        told = io.StringIO()
        path = DATA / "groups" / f"{name}.csv"
        call_command("import_groups", path, quiet=True, stdout=told, stderr=io.StringIO())
        UserGroup.objects.filter(source=name).update(source_url=address)
        say(f"  {path.name}: {told.getvalue().strip().splitlines()[-1]}")
    invented = add_invented(cast)
    made["groups"] = UserGroup.objects.count()
    made["memberships"] = add_memberships(days, cast, invented)


def add_invented(cast: Cast) -> list[UserGroup]:
    slugs = Slugs(UserGroup.objects.values_list("slug", flat=True))
    rows = []
    for row in words("groups")["groups"]:
        fields = {key: value for key, value in row.items() if key != "organizers"}
        rows.append(
            UserGroup(
                slug=slugs((row.get("aliases") or [row["name"]])[0]),
                located_by="organizer" if "latitude" in row else "",
                source=MADE_UP,
                **fields,
            )
        )
    return UserGroup.objects.bulk_create(rows)


def add_memberships(days: Days, cast: Cast, invented: list[UserGroup]) -> int:
    draw = random.Random("memberships")  # noqa: S311  the same people every time
    organizers = {row["name"]: row["organizers"] for row in words("groups")["groups"]}
    member = cast.by_account["member"]
    rows = []
    for group in invented:
        founded = dt.datetime.combine(group.founded_on or days.now.date(), dt.time(12), dt.UTC)
        leads = [cast.by_name[name] for name in organizers[group.name]]
        rows += [
            Membership(group=group, person=person, role=Membership.Role.ORGANIZER, joined_at=founded)
            for person in leads
        ]
        for person in draw.sample(cast.attendees, draw.randrange(9, 40)):
            joined = founded + (days.now - founded) * draw.random()
            rows.append(Membership(group=group, person=person, joined_at=joined))
        if group.city in (member.city, "") and member not in leads:
            rows.append(Membership(group=group, person=member, joined_at=days.ago(200)))
    return len(Membership.objects.bulk_create(rows))
