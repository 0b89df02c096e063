"""How far the choice for the invented summit has come: lists, decisions, the first letters, a place that came free."""

from typing import Any

from demo.load.words import Days
from speakers.actions import decision, selection
from speakers.actions import letter as letters
from speakers.actions import proposal as proposing
from speakers.models import CallForProposals, Choice, Proposal


def add(days: Days, told: dict[str, Any], call: CallForProposals) -> None:
    by_title = {one.title: one for one in Proposal.objects.filter(call=call)}
    tracks = {track.name: track for track in call.event.tracks.all()}
    about: dict[str, Any] = {"by": None, "now": days.ago(0.9)}
    for row in told["letters"]:
        letters.write(call=call, **{**row, "body": row["body"].strip()}, **about)
    for name, lists in told["lists"].items():
        place(lists, by_title, about)
        selection.take_over(call=call, track=tracks[name], **about)
    decision.decide(call=call, **about)
    decision.release(call=call, tracks=[tracks[told["told"]].pk], **about)
    place_free = proposing.withdraw(proposal=by_title[told["withdraws"]], by=None, now=days.ago(0.8))
    decision.move_up(freed=place_free, by=None, now=days.ago(0.8))
    for lists in told["later"].values():
        place(lists, by_title, about)


def place(lists: dict[str, list[str]], by_title: dict[str, Proposal], about: dict[str, Any]) -> None:
    for verdict, titles in lists.items():
        for title in titles:
            selection.place(proposal=by_title[title], whose=Choice.Whose.CHAIRS, verdict=verdict, **about)
