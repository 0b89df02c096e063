from core.models import TextPage
from home.front import front_page


class HomePage(TextPage):
    """The front door. What stands on it besides its words comes from the facts."""

    parent_page_types = ["wagtailcore.Page"]
    template = "home/home.html"

    def shown(self) -> list:
        return ["events", "groups", "people", "calls", "venues", "site"]

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), **front_page()}


class StandardPage(TextPage):
    """A page of words: about us, the code of conduct."""

    template = "home/standard.html"
