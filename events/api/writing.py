"""What organizers do to their events by a program: the same forms and actions as at the desk."""

from typing import Any

from django import forms
from django.http import HttpRequest
from ninja import Header, Status

from core import tokens
from core.answers import name_of
from core.api.answering import WRITE
from core.api.asking import Refused, must_be_valid, of_form
from core.api.permission import TOKEN, holder, must
from core.api.writing import sent, walled
from core.clock import now as clock_now
from core.once import own_key
from events.actions import event as actions
from events.api.reading import held, router
from events.api.shapes import CallOff, EventChange, EventOut, MeetupIn, for_makers
from events.desk.event import possible_parents, publishable_groups
from events.forms.event import CallOffForm, MeetupForm, SummitForm, initial_of
from events.models import Event
from groups.models import UserGroup

SCOPE = "events:write"


@router.post("", response={200: EventOut, 201: EventOut, **WRITE}, auth=TOKEN)
def publish_meetup(
    request: HttpRequest,
    told: MeetupIn,
    idempotency_key: str = Header("", alias="Idempotency-Key", max_length=200),
) -> Status[Event]:
    """A meetup of a group, public at once. With the same `Idempotency-Key` it is made once: 200 where it was there."""
    holder(request, SCOPE)
    group = _group(request, told.group)
    must(request, SCOPE, "publish meetup", group, {name_of(group)})
    data = {"timezone": group.timezone, **sent(told), "group": group.slug}
    form = MeetupForm(walled(data, data["timezone"]), groups=publishable_groups(request, group.slug))
    must_be_valid(form)
    key = own_key(request, idempotency_key)
    known = Event.objects.for_cards().filter(uuid=key, group=group) if key else Event.objects.none()
    if twin := known.first():
        return Status(200, for_makers(twin))
    event = actions.publish_meetup(facts=form.facts(), by=request.user, now=clock_now(), key=key)
    return Status(201, for_makers(event))


@router.patch("/{slug}", response={200: EventOut, **WRITE}, auth=TOKEN)
def change_event(request: HttpRequest, slug: str, told: EventChange) -> Event:
    """Changes what is sent and leaves the rest. Whoever is registered is told of a new time or place."""
    event = held(request, slug, SCOPE, "change")
    form = _form(request, event, sent(told))
    must_be_valid(form)
    group = form.cleaned_data.get("group")
    if group is not None and group.pk != event.group_id:
        must(request, SCOPE, "publish meetup", group, {name_of(group)})
    try:
        changed = actions.change(event=event, facts=form.facts(event), by=request.user, now=clock_now())
    except actions.NotNow as no:
        name = "capacity" if form.cleaned_data["capacity"] is not None else None
        form.add_error(name, str(no))
        raise Refused(409, of_form(form)) from None
    return for_makers(changed)


@router.post("/{slug}/publish", response={200: EventOut, **WRITE}, auth=TOKEN)
def publish_event(request: HttpRequest, slug: str) -> Event:
    """Makes a draft public; nothing happens to what is."""
    event = held(request, slug, SCOPE, "change")
    return for_makers(actions.publish(event=event, by=request.user, now=clock_now()))


@router.post("/{slug}/cancel", response={200: EventOut, **WRITE}, auth=TOKEN)
def cancel_event(request: HttpRequest, slug: str, told: CallOff) -> Event:
    """Calls it off for good. Everybody registered is told."""
    event = held(request, slug, SCOPE, "change")
    return for_makers(actions.cancel(event=event, why=_why(told), by=request.user, now=clock_now()))


@router.post("/{slug}/postpone", response={200: EventOut, **WRITE}, auth=TOKEN)
def postpone_event(request: HttpRequest, slug: str, told: CallOff) -> Event:
    """Puts it off to a time not yet known; a change of its start gives it one."""
    event = held(request, slug, SCOPE, "change")
    return for_makers(actions.postpone(event=event, why=_why(told), by=request.user, now=clock_now()))


@router.post("/{slug}/reinstate", response={200: EventOut, **WRITE}, auth=TOKEN)
def reinstate_event(request: HttpRequest, slug: str) -> Event:
    """It takes place after all."""
    event = held(request, slug, SCOPE, "change")
    return for_makers(actions.reinstate(event=event, by=request.user, now=clock_now()))


def _group(request: HttpRequest, slug: str) -> UserGroup:
    token = holder(request, SCOPE)
    bound = tokens.things_of([token]).get(token.thing)
    group = UserGroup.objects.filter(slug=slug).first() if slug else bound
    if not isinstance(group, UserGroup):
        raise Refused(422, {"group": ["There is no group of this name."]})
    return group


def _form(request: HttpRequest, event: Event, told: dict[str, Any]) -> MeetupForm | SummitForm:
    """The form of the desk, as it would be sent with these fields changed."""
    facts = initial_of(event) | told
    data = walled(facts, facts["timezone"])
    form: MeetupForm | SummitForm
    if event.is_summit:
        form = SummitForm(data, parents=possible_parents(request.user, event))
    else:
        groups = publishable_groups(request, data.get("group") or "", present=event.group_id)
        form = MeetupForm(data, groups=groups)
    if strange := set(told) - set(form.fields):
        raise Refused(422, {name: ["There is no such field."] for name in sorted(strange)})
    return form


def _why(told: CallOff) -> str:
    form: forms.Form = CallOffForm(sent(told))
    must_be_valid(form)
    return str(form.cleaned_data["why"])
