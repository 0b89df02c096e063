"""A page in Chromium as those see it who use a keyboard, a screen reader, large type or the dark: axe's rules."""

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe().axe_script
SCHEMES = ("light", "dark")
# The same page in the other scheme differs in its colours alone.
COLOURS = ("color-contrast", "link-in-text-block")

# Text of one colour, size and weight upon one ground can be read as well in each row of a list as in the first, and on
# each page as on the first; axe takes three milliseconds for each. So of the texts that look alike one is looked at.
LOOK = """
async ([rules, colours, known]) => {
  const grounds = new Map([[null, `${matchMedia("(prefers-color-scheme: dark)").matches} ${innerWidth}`]]);
  const plain = "rgba(0, 0, 0, 0) none 1 none";
  const ground = (element) => {
    if (!grounds.has(element)) {
      const style = getComputedStyle(element);
      const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter].join(" ");
      // What is taken out of the flow may come to lie upon something else.
      const lies = ["static", "relative"].includes(style.position) ? "" : `${style.position} ${element.className}`;
      grounds.set(element, ground(element.parentElement) + (own === plain && !lies ? "" : `/${own} ${lies}`));
    }
    return grounds.get(element);
  };
  const pick = () => {
    const picked = new Map();
    for (const element of document.querySelectorAll("body *")) {
      const text = [...element.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
      if (!(text || element.matches("input, select, textarea")) || !element.checkVisibility()) continue;
      const style = getComputedStyle(element);
      const look = [
        text || element.tagName, Boolean(element.closest("[disabled], [aria-disabled]")),
        style.color, style.fontSize, style.fontWeight, style.textShadow, ground(element),
        // A link is told from the text around it.
        element.matches("a") && [style.textDecorationLine, getComputedStyle(element.parentElement).color],
      ].join(" ");
      if (!picked.has(look)) picked.set(look, element);
    }
    for (const look of known) picked.delete(look);
    return picked;
  };
  // What is well is not described at length, which takes most of axe's time.
  const briefly = { resultTypes: ["violations"] };
  const off = Object.fromEntries(colours.map((rule) => [rule, { enabled: false }]));
  const rest = rules.filter((rule) => !colours.includes(rule));
  const found = [];
  if (!rules.length || rest.length) {
    const which = rules.length ? { runOnly: rest } : { rules: off };
    found.push(...(await axe.run(document, { ...briefly, ...which })).violations);
  }
  const picked = !rules.length || rest.length < rules.length ? pick() : new Map();
  if (picked.size) {
    const include = [...picked.values()];
    found.push(...(await axe.run({ include }, { ...briefly, runOnly: colours })).violations);
  }
  return [found, [...picked.keys()]];
}
"""


def violations(page: Page, rules: Sequence[str] = (), known: set[str] | None = None) -> list[str]:
    """What is wrong with the page as it stands, by these rules of axe or all: rule, place and a piece of each.

    `known` is how the texts look that have been looked at; it grows, and what is in it is not looked at again.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found, looks = page.evaluate(LOOK, [list(rules), list(COLOURS), sorted(known or ())])
    if known is not None:
        known.update(looks)
    return [f"{one['id']}: {one['nodes'][0]['target']} {one['nodes'][0]['html'][:120]}" for one in found]


def obstacles(page: Page) -> list[str]:
    """What is wrong with the page in light and in dark, and whether it is wider than its window."""
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}, {said}" for said in violations(page, () if scheme == "light" else COLOURS)]
    page.emulate_media(color_scheme="light")
    return found + sideways(page)


def sideways(page: Page) -> list[str]:
    wider = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"wider than the window by {wider} px"] if wider else []
