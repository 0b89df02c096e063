"""A page in Chromium as those see it who use a keyboard, a screen reader, large type or the dark: axe's rules."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe().axe_script
SCHEMES = ("light", "dark")
EVERYTHING: dict[str, Any] = {}
# The same page in the other scheme differs in its colours alone.
COLOURS: dict[str, Any] = {"runOnly": ["color-contrast", "link-in-text-block"]}


def violations(page: Page, options: dict[str, Any] = EVERYTHING) -> list[str]:
    """What is wrong with the page as it stands: rule, place and a piece of each."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    # What is well is not described at length, which takes most of axe's time.
    found = page.evaluate(
        "async options => (await axe.run(document, options)).violations",
        {**options, "resultTypes": ["violations"]},
    )
    return [f"{one['id']}: {one['nodes'][0]['target']} {one['nodes'][0]['html'][:120]}" for one in found]


def obstacles(page: Page) -> list[str]:
    """What is wrong with the page in light and in dark, and whether it is wider than its window."""
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found += [
            f"{scheme}, {said}" for said in violations(page, EVERYTHING if scheme == "light" else COLOURS)
        ]
    page.emulate_media(color_scheme="light")
    return found + sideways(page)


def sideways(page: Page) -> list[str]:
    wider = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"wider than the window by {wider} px"] if wider else []
