"""Make `demo/data/` out of the public sources that `demo/README.md` names.

    python -m demo.shrink SOURCES

SOURCES is a folder with the sources' own files (groups/, meetups/, organisations/, releases/, schedules/).
Whoever runs the site never needs this; it is kept so that what was cut can be read and done again.
Contact data (addresses of people, telephone numbers, meeting passwords) are cut here, before anything is checked in.
"""

import csv
import gzip
import json
import re
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import yaml

HERE = Path(__file__).parent / "data"

SUMMIT_ZONES = {
    "Atlanta": "America/New_York",
    "Austin": "America/Chicago",
    "Barcelona": "Europe/Madrid",
    "Berlin": "Europe/Berlin",
    "Boston": "America/New_York",
    "Denver": "America/Denver",
    "Hong Kong": "Asia/Hong_Kong",
    "Paris": "Europe/Paris",
    "Portland": "America/Los_Angeles",
    "San Antonio": "America/Chicago",
    "San Diego": "America/Los_Angeles",
    "San Francisco": "America/Los_Angeles",
    "Santa Clara": "America/Los_Angeles",
    "Shanghai": "Asia/Shanghai",
    "Sydney": "Australia/Sydney",
    "Tokyo": "Asia/Tokyo",
    "Vancouver": "America/Vancouver",
    "": "UTC",
}

# Rooms where one track had the whole day, near to what people who run infrastructure talk about.
TRACKS = {
    "Virtualization and Cloud Infrastructure devroom",
    "Containers devroom",
    "Network devroom",
    "Software Defined Storage devroom",
    "Monitoring & Observability devroom",
    "Energy: Reimagining this Ecosystem through Open Source devroom",
    "Community devroom",
    "Confidential Computing devroom",
    "Kernel devroom",
    "Distributions devroom",
    "PostgreSQL devroom",
    "HPC, Big Data & Data Science devroom",
    "Public Code and Digital Public Goods devroom",
    "Testing and Continuous delivery devroom",
    "Translations devroom",
}

MEETUPS_PER_GROUP = 6
PRIVATE = re.compile(
    r"zoom|teams|google meet|meet\.google|pwd|passw|passcode|meeting id|reuni[oó]n|c[oó]digo|contrase|\bsip\b|invalid"
    r"|whatsapp|t\.me/|bit\.ly|0000|phone|tel\b|\+\d|@|https?:",
    re.IGNORECASE,
)
CONTACT = re.compile(r"mailto:\S*|[\w.+-]+@[\w-]+\.invalid\S*")


def groups(source: Path) -> None:
    for path in sorted(source.glob("groups/*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            fields = list(reader.fieldnames or [])
            rows = list(reader)
        for row in rows:
            for field in fields:
                row[field] = CONTACT.sub("", row[field])
        write_csv(f"groups/{path.name}", fields, rows)


def meetups(source: Path) -> None:
    """The latest few of each group, without street addresses and without anything that leads to a person."""
    with (source / "groups/rladies.csv").open(encoding="utf-8", newline="") as lines:
        zones = {row["source_id"]: row["timezone"] for row in csv.DictReader(lines)}
    with (source / "meetups/rladies-events.jsonl").open(encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    found.sort(key=lambda event: (event["dateTime"], event["id"]), reverse=True)
    kept, taken = [], Counter[str]()
    for event in found:
        group = event["group"]
        if not zones.get(group) or not event["title"].strip() or PRIVATE.search(event["title"]):
            continue
        if taken[group] >= MEETUPS_PER_GROUP:
            continue
        taken[group] += 1
        venue = event["venue"] or {}
        kept.append(
            {
                "id": event["id"],
                "title": event["title"].strip(),
                "description": harmless(event["description"] or ""),
                "status": event["status"],
                "dateTime": event["dateTime"],
                "duration": event["duration"],
                "eventUrl": event["eventUrl"],
                "venue": {
                    key: venue[key]
                    for key in ("name", "city", "country", "lat", "lon", "venueType")
                    if venue.get(key) not in (None, "")
                }
                or None,
                "group": group,
            }
        )
    kept.sort(key=lambda event: (event["dateTime"], event["id"]))
    with (HERE / "past-meetups.jsonl").open("w", encoding="utf-8") as out:
        for event in kept:
            out.write(json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n")


def harmless(text: str) -> str:
    """The first lines of a description, up to the first that tells how to reach somebody or how to dial in."""
    lines: list[str] = []
    for line in text.splitlines():
        if PRIVATE.search(line):
            break
        lines.append(line.rstrip())
    kept = "\n".join(lines).strip()
    return kept if len(kept) <= 280 else kept[:280].rsplit(" ", 1)[0] + " …"


def summits(source: Path) -> None:
    with (source / "releases/openstack-summits.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    fields = [
        "name",
        "city",
        "country",
        "timezone",
        "start",
        "end",
        "precision",
        "release_planned",
        "evidence",
    ]
    for row in rows:
        row["timezone"] = SUMMIT_ZONES[row["city"]]
    write_csv("summits.csv", fields, [{field: row[field] for field in fields} for row in rows])


def cycles(source: Path) -> None:
    """Each series from the day after the release before it to its own; milestones where a week plan exists."""
    with (source / "releases/openstack-series.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["status"] not in ("development", "future")]
    out, before = [], date(2010, 6, 30)
    for row in rows:
        released = date.fromisoformat(row["initial_release"])
        name = row["name"].capitalize() + (f" ({row['release_id']})" if row["release_id"] else "")
        cycle = {
            "name": f"OpenStack {name}",
            "slug": f"openstack-{row['name']}",
            "starts_on": (before + timedelta(days=1)).isoformat(),
            "ends_on": released.isoformat(),
            "milestones": [
                *milestones(source / f"releases/schedules/{row['name']}.yaml"),
                {"on": released.isoformat(), "label": f"{row['name'].capitalize()} release"},
            ],
        }
        cycle["milestones"].sort(key=lambda milestone: milestone["on"])
        before = released
        out.append(cycle)
    (HERE / "cycles.json").write_text(json.dumps(out, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


WANTED = re.compile(r"^[a-z]+-(1|2|3|ff|rc1|v?ptg|summit)$")


def milestones(plan: Path) -> list[dict[str, str]]:
    """Deadlines are the Thursday of their week, as the plans themselves say; gatherings begin on Monday."""
    if not plan.exists():
        return []
    labels = headings(plan.with_suffix(".rst").read_text(encoding="utf-8"))
    found = []
    for week in yaml.safe_load(plan.read_text(encoding="utf-8"))["cycle"]:
        for key in week.get("x-project") or []:
            if WANTED.match(key) and key in labels:
                day = date.fromisoformat(str(week["start"]))
                if not re.search(r"ptg|summit", key):
                    day += timedelta(days=3 - day.weekday())
                found.append({"on": day.isoformat(), "label": labels[key]})
    return found


def headings(text: str) -> dict[str, str]:
    return {
        anchor: title.strip()
        for anchor, title in re.findall(r"^\.\. _([a-z0-9-]+):\s*\n\s*\n(.+)\n[-^=~]{3,}", text, re.M)
    }


def organisations(source: Path) -> None:
    with (source / "organisations/openstack-user-stories.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        row["url"] = row["url"] if row["url"].startswith(("http://", "https://")) else ""
    write_csv("user-stories.csv", ["organisation", "headline", "story", "url"], rows)
    with (source / "organisations/superset-users-by-sector.csv").open(encoding="utf-8", newline="") as lines:
        write_csv("organisations.csv", ["sector", "name", "url"], list(csv.DictReader(lines)))


def schedule(source: Path) -> None:
    tree = ElementTree.parse(source / "schedules/fosdem-2024.xml")  # noqa: S314  a file of our own data folder
    root = tree.getroot()
    for day in root.findall("day"):
        for room in day.findall("room"):
            for event in room.findall("event"):
                if event.findtext("track") not in TRACKS:
                    room.remove(event)
            if not len(room):
                day.remove(room)
    for track in root.findall("tracks/track"):
        if track.text not in TRACKS:
            root.find("tracks").remove(track)  # type: ignore[union-attr]  # our own file has tracks
    for element in root.iter():
        element.text = CONTACT.sub("", element.text or "")
        for name, value in element.attrib.items():
            element.set(name, CONTACT.sub("", value))
    data = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    with (HERE / "fosdem-2024.xml.gz").open("wb") as out, gzip.GzipFile("", "wb", 9, out, mtime=0) as packed:
        packed.write(data)


def write_csv(name: str, fields: list[str], rows: list[dict[str, str]]) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    source = Path(sys.argv[1])
    for make in (groups, meetups, summits, cycles, organisations, schedule):
        make(source)
        print(make.__name__, "done")


if __name__ == "__main__":
    main()
