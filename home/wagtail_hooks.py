"""The editors' rooms: navigation as a snippet, the way to the desk, and no facts that are edited there."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from core.models import FactsPage
from home.models import NavigationItem

# Wagtail's own help speaks of Wagtail; ours stands at the desk.
NOT_FOR_EDITORS = {"help"}


class NavigationViewSet(SnippetViewSet):
    model = NavigationItem
    icon = "bars"
    menu_label = _("Navigation")
    menu_name = "navigation"
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["title", "place", "position", "page", "url"]
    list_filter = ["place"]
    ordering = ["place", "position", "pk"]
    search_fields = ["title", "url"]
    list_per_page = 100


register_snippet(NavigationViewSet)


@hooks.register("register_admin_menu_item")
def way_to_the_desk() -> MenuItem:
    return MenuItem(
        _("Desk: facts and people"), reverse("desk"), name="desk", icon_name="calendar-alt", order=50
    )


@hooks.register("construct_main_menu")
def only_what_helps(request: Any, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name not in NOT_FOR_EDITORS]


@hooks.register("register_page_header_buttons")
def facts_are_edited_at_the_desk(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Any:
    """When, where and how many are facts: a page about an event or a group links to where they are changed."""
    specific = page.specific
    if isinstance(specific, FactsPage):
        kind = "groups" if specific.facts_field == "group" else "events"
        yield Button(
            _("Facts at the desk"),
            f"/desk/{kind}/{specific.facts.slug}/",
            icon_name="calendar-alt",
            priority=10,
        )
