"""/styleguide/: each component once, with example values. Nothing here touches the database."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace as Example
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from core import charts, clock
from core.access import public
from core.month import month_of


class _Many(list):
    """A list that also answers as a related manager does in templates."""

    def all(self) -> _Many:
        return self


class ScaleForm(forms.Form):
    useful = forms.ChoiceField(
        label=_("How useful is it?"),
        choices=[(str(n), f"{n} {word}") for n, word in enumerate(["not", "little", "fairly", "very"])],
        widget=forms.RadioSelect,
    )


class ExampleForm(forms.Form):
    title = forms.CharField(label=_("Title"), help_text=_("As it stands in calendars."), max_length=120)
    starts_at = forms.CharField(
        label=_("Starts"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}), required=False
    )
    zone = forms.ChoiceField(
        label=_("Time zone"), choices=[("Europe/Berlin", "Europe/Berlin"), ("UTC", "UTC")]
    )
    attendance = forms.ChoiceField(
        label=_("How people take part"),
        choices=[("in_person", _("In person")), ("online", _("Online")), ("hybrid", _("Both"))],
        widget=forms.RadioSelect,
    )
    description = forms.CharField(
        label=_("Description"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    agree = forms.BooleanField(label=_("I agree to the code of conduct"))


class ExampleFilter(forms.Form):
    q = forms.CharField(label=_("Words"), required=False)
    near = forms.CharField(label=_("Near"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("All")), ("summit", _("Summit")), ("meetup", _("Meetup"))],
    )
    online = forms.BooleanField(label=_("Online only"), required=False)


def _person(name: str, headline: str = "") -> Example:
    slug = name.lower().replace(" ", "-")
    return Example(
        name=name,
        headline=headline,
        organisation=None,
        photo=None,
        slug=slug,
        get_absolute_url=f"/people/{slug}/",
    )


def _group(name: str, city: str, country: str, km: float | None = None, **more: Any) -> Example:
    slug = more.pop("slug", name.lower().replace(" ", "-"))
    values = {
        "region": "",
        "status": "active",
        "is_virtual": False,
        "website": "https://group.example/",
        "links": {},
    }
    values |= {"founded_on": dt.date(2014, 3, 1), "uuid": f"group-{slug}", "cover": None, "accent": ""}
    return Example(
        name=name,
        city=city,
        country=country,
        km=km,
        slug=slug,
        get_absolute_url=f"/groups/{slug}/",
        **(values | more),
    )


def _event(title: str, days: int, **more: Any) -> Example:
    zone = more.pop("timezone", "Europe/Berlin")
    start = clock.now().replace(hour=17, minute=0, second=0, microsecond=0) + dt.timedelta(days=days)
    end = start + more.pop("length", dt.timedelta(hours=2))
    seats, slug = more.pop("seats", "free"), title.lower().replace(" ", "-")
    values: dict[str, Any] = {
        "uuid": f"event-{title}",
        "slug": slug,
        "kind": "meetup",
        "summary": "",
        "status": "published",
        "status_note": "",
        "group": None,
        "venue": None,
        "attendance": "in_person",
        "cover": None,
        "accent": "#0b6650",
        "external_url": "",
        "language": "en",
    }
    return Example(
        title=title,
        timezone=zone,
        starts_at=start,
        ends_at=end,
        local_start=start.astimezone(ZoneInfo(zone)),
        local_end=end.astimezone(ZoneInfo(zone)),
        seats_word=lambda now: seats,
        get_absolute_url=f"/events/{slug}/",
        get_status_display=more.get("status", "published").capitalize(),
        **(values | more),
    )


def examples() -> dict[str, Any]:
    """The example values, by the names that the template uses."""
    hall = Example(name="Haus der Baukunst", address="Am Markt 4", city="Köln", country="DE")
    pub = Example(name="The Loom", address="", city="Leeds", country="GB")
    cologne = _group("Köln Cloud Circle", "Köln", "DE", 4.2)
    kyoto = _group("京都オープンインフラ勉強会", "Kyoto", "JP", slug="kyoto")
    remote = _group("Night Shift", "", "", is_virtual=True)
    people = [
        _person("Ada Falkenrath", "Keeps a thousand nodes awake"),
        _person("Tomás Ibarra", "Storage, mostly at night"),
        _person("森田 葵", "Network engineer"),
        _person("Wanjiru Maina", "Founder of a school for operators"),
    ]
    summit = _event(
        "Autumn Summit",
        40,
        kind="summit",
        venue=hall,
        attendance="hybrid",
        accent="#e4572e",
        seats="few",
        length=dt.timedelta(days=2),
        summary="Three days of talks, workshops and hallways for people who run open infrastructure.",
    )
    events = [
        _event("What broke this month", 3, group=cologne, venue=hall, accent="#2a6fdb"),
        _event(
            "Live migration, live on stage",
            9,
            group=_group("Leeds Operators", "Leeds", "GB"),
            venue=pub,
            timezone="Europe/London",
            seats="waiting",
            accent="#8a2b6b",
        ),
        _event("Upgrade night", 12, group=remote, attendance="online", seats="few", accent="#f2b705"),
        _event(
            "Bare metal for beginners",
            16,
            group=kyoto,
            timezone="Asia/Tokyo",
            status="cancelled",
            accent="#3f8f4f",
        ),
    ]
    room, track = Example(name="Main hall"), Example(name="Operations")
    hour = dt.timedelta(hours=1)

    def session(title: str, who: list[Example], after: int, kind: str = "talk") -> Example:
        start = summit.starts_at + after * hour
        return Example(
            title=title,
            kind=kind,
            status="confirmed",
            track=track,
            room=room,
            starts_at=start,
            ends_at=start + hour,
            speakers=_Many(who),
            language="en",
            get_absolute_url=f"/events/autumn-summit/schedule/{after}/",
        )

    sessions = [
        session("The day the clocks disagreed", people[:1], 0, "keynote"),
        session("Coffee", [], 1, "break"),
        session("Ten thousand volumes and a spreadsheet", people[1:3], 2),
    ]
    today = clock.now().date()
    day = dt.timedelta(days=1)
    milestones = [
        {"on": today - 60 * day, "label": _("Call opens")},
        {"on": today - 12 * day, "label": _("Call closes")},
        {"on": today + 5 * day, "label": _("Programme is out")},
        {"on": today + 40 * day, "label": _("Summit")},
    ]
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"]
    tickets = {"In person": [12, 18, 31, 44, 52, 61, 70, 88], "Online": [4, 9, 12, 20, 31, 30, 42, 57]}
    sponsors = [
        ("Founding", "Nordlicht Computing"),
        ("Founding", "Mühlenwerk"),
        ("Supporting", "Atelier Kabel"),
        ("Supporting", "Rackpool"),
        ("Supporting", "Ostwind Data"),
        ("Supporting", "Fjord"),
    ]
    registration = Example(
        name="Ada Falkenrath",
        status="confirmed",
        secret="-".join(["example"] * 4),
        event=summit,
        attendance="in_person",
    )
    ticket_choices = [
        Example(
            kind=Example(
                pk=n,
                name=name,
                description=about,
                attendance="",
                most_an_order=10,
                sells_from=summit.starts_at,
            ),
            cents=cents,
            usual_cents=usual,
            until=summit.starts_at if cents < usual else None,
            state=state,
            left=left,
            can_be_had=state in {"sold", "waits"},
            is_reduced=cents < usual,
        )
        for n, (name, about, cents, usual, state, left) in enumerate(
            (
                ("Standard", "Both days, all talks.", 19900, 24900, "sold", None),
                ("Student", "With a card of this year.", 4900, 4900, "waits", 0),
                ("Stream", "", 0, 0, "sold", 4),
                ("Late", "", 29900, 29900, "early", None),
            ),
            1,
        )
    ]
    return {
        "summit": summit,
        "ticket_choices": ticket_choices,
        "events": events,
        "meetup": events[0],
        "groups": [cologne, kyoto, remote],
        "group": cologne,
        "people": people,
        "sessions": sessions,
        "schedule_tools": {
            "uuid": "example",
            "zone": "Europe/Berlin",
            "grid_url": "?",
            "list_url": "?view=list",
            "worker": "#",
            "scope": "#",
        },
        "keynotes": [sessions[0], session("Small rooms, long memory", people[3:], 26, "keynote")],
        "story": Example(
            title="How a railway moved two hundred sites without stopping a train",
            url="/stories/railway/",
            summary="A year of nights, one checklist, and a rule that nobody works alone.",
            organisation="Nordbahn",
            slug="railway",
            image=None,
            accent="#1c4e80",
        ),
        "stories": [
            Example(
                title=title,
                url="/stories/x/",
                summary="",
                organisation=who,
                slug=title,
                image=None,
                accent=colour,
            )
            for title, who, colour in (
                ("Four people and a petabyte", "Institute of Tides", "#006d77"),
                ("A school that lends out clusters", "Escola Norte", "#b5179e"),
            )
        ],
        "registration": registration,
        "waiting": Example(**{**vars(registration), "status": "waiting"}),
        "scale_form": ScaleForm({"useful": "3"}),
        "form": ExampleForm(
            {"title": "", "zone": "UTC", "attendance": "online", "description": "Bring a lamp."}
        ),
        "empty_form": ExampleForm(prefix="new"),
        "filter_form": ExampleFilter({"near": "Köln"}, prefix="filter"),
        "page": Paginator(range(95), 10).get_page(3),
        "tabs": [
            {"title": _("Coming"), "url": "?", "active": True, "count": 12},
            {"title": _("Past"), "url": "?past", "count": 240},
            {"title": _("Month"), "url": "?month"},
        ],
        "crumbs": [
            {"title": _("Events"), "url": "/events/"},
            {"title": "Autumn Summit", "url": "/events/autumn-summit/"},
        ],
        "tiles": [
            {"label": _("Registered"), "value": 184, "of": 200, "url": "#"},
            {"label": _("Waiting"), "value": 7, "tone": "warn"},
            {"label": _("New proposals"), "value": 23, "hint": _("9 since yesterday")},
            {"label": _("Days to go"), "value": 40},
        ],
        "columns": [{"label": _("Name")}, {"label": _("Group")}, {"label": _("Seats"), "numeric": True}],
        "rows": [
            {"cells": ["What broke this month", "Köln Cloud Circle", 42], "url": "#"},
            {"cells": ["Upgrade night", "Night Shift", 120], "url": "#"},
        ],
        "bar": charts.bar_chart(months, tickets["In person"], "Registrations"),
        "line": charts.line_chart(months, tickets),
        "stacked": charts.stacked_chart(months, tickets),
        "sponsorships": [
            Example(tier=tier, organisation=Example(name=name, logo=None, website="https://sponsor.example/"))
            for tier, name in sponsors
        ],
        "cycle": Example(name="Cycle 12", milestones=milestones),
        "month": month_of(
            today.year,
            today.month,
            [*events, summit],
            lambda event: (event.local_start, event.local_end),
            today,
        ),
        "feed_url": "https://folkmoot.example/calendar.ics",
        "coming_entries": [
            Example(
                starts=dt.datetime(2026, 9, 3, 17, tzinfo=dt.UTC),
                zone="Europe/Berlin",
                summary="Lathe and loom",
                location="Mill, Köln",
                url="#",
                status=status,
            )
            for status in ("CONFIRMED", "TENTATIVE", "CANCELLED")
        ],
        "changes": [
            {
                "title": "Locks that open",
                "url": "#",
                "what": [_("moved")],
                "tone": "accent",
                "was": "Tue 09:00, Main hall",
                "now": "Wed 10:00, Attic",
                "who": "Ada Lindqvist",
            },
            {"title": "Doors for cats", "what": [_("new")], "tone": "good", "now": "Wed 11:00, Attic"},
        ],
        "swatches": [
            "paper",
            "surface",
            "ink",
            "ink-soft",
            "line",
            "accent",
            "accent-text",
            "good",
            "warn",
            "bad",
        ],
    }


@public
def styleguide(request: HttpRequest) -> HttpResponse:
    return render(request, "styleguide/index.html", examples())
