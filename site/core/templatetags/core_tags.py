"""Tags and filters that every room of the site uses in its templates. What they say is made in the modules of core."""

from typing import Any

from django import template

from core import clock, data_blocks, form_fields, links, markdown, pictures, timeline, wall_time
from core.icons import icon
from core.qr import qr

register = template.Library()

register.filter("markdown", markdown.render)
for a_filter in (
    form_fields.describedby,
    form_fields.kind_of,
    links.host_of,
    links.safe_url,
    pictures.initials,
    pictures.tone_of,
):
    register.filter(a_filter)
for tag in (
    data_blocks.data_attributes,
    data_blocks.json_ld,
    form_fields.fields_besides,
    form_fields.fields_of,
    form_fields.filter_parts,
    form_fields.widget,
    icon,
    links.embed_snippet,
    links.site_path,
    links.subscribe_links,
    pictures.accent_of,
    pictures.cover,
    pictures.portrait,
    pictures.portrait_art,
    pictures.rendition,
    qr,
    wall_time.datetime_in,
    wall_time.day_in,
    wall_time.span_in,
):
    register.simple_tag(tag)
register.simple_tag(links.translated_url, takes_context=True)


@register.simple_tag
def seats_word(event: Any) -> str:
    """free, few, waiting, closed or none, as of this instant."""
    return event.seats_word(clock.now())


@register.filter
def is_past(event: Any) -> bool:
    return event.is_past(clock.now())


@register.simple_tag
def milestones(cycle: Any) -> list[dict[str, Any]]:
    """A cycle's milestones in order of date, each past, next or coming, as of today."""
    return timeline.steps(cycle.milestones, clock.now().date())


@register.filter
def beside(one: Any, other: Any) -> list[tuple[Any, Any]]:
    """Pairs: a table's columns beside a row's cells."""
    return list(zip(one, other, strict=False))
