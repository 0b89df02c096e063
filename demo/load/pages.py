"""The words of the site: the front door, standard pages, news, stories, the pages of the summits, and the menu."""

from typing import Any

from wagtail.models import Page, Site

from community.stories.models import StoryIndexPage, StoryPage
from core.models import Community, SectionPage
from demo.load.history import rows
from demo.load.people import Cast
from demo.load.words import MADE_UP, Days, Slugs, body, html, words
from events.models import Event, SummitPage
from home.models import ArticleIndexPage, ArticlePage, HomePage, NavigationItem, StandardPage
from people.models import Organisation


def load(days: Days, cast: Cast, *, made: dict[str, int]) -> None:
    told = words("community")
    site = Site.objects.get(is_default_site=True)
    home = HomePage.objects.get(pk=site.root_page_id)
    before = Page.objects.count()
    standard = add_standard_pages(home, told["pages"])
    set_home(home, told["home"], standard)
    add_articles(days, cast, ArticleIndexPage.objects.descendant_of(home).get(), told["articles"])
    add_stories(StoryIndexPage.objects.descendant_of(home).get())
    add_summit_pages()
    set_community(days, site, told["site"], standard)
    set_navigation(home, told, standard)
    made["pages"] = Page.objects.count() - before


def publish(page: Page, parent: Page | None = None) -> None:
    if parent is not None:
        parent.add_child(instance=page)
    page.save_revision(log_action=False).publish(log_action=False)


def blocks(row: dict[str, Any], pages: dict[str, Page], text: str = "body") -> list[dict[str, Any]]:
    call = row.get("call")
    if call:
        target = pages[call["page"]] if "page" in call else SectionPage.objects.get(slug=call["section"])
        call = {"text": call["text"], "page": target.pk}
    return body(row[text], quote=row.get("quote"), call=call)


def add_standard_pages(home: HomePage, told: list[dict[str, Any]]) -> dict[str, Page]:
    """First all, then their words: a button on one leads to another."""
    pages: dict[str, Page] = {}
    for row in told:
        page = StandardPage.objects.child_of(home).filter(slug=row["address"]).first()
        if page is None:
            page = StandardPage(slug=row["address"], title=row["title"])
            home.add_child(instance=page)
        pages[row["address"]] = page
    for row in told:
        page = pages[row["address"]]
        page.title = page.draft_title = row["title"]
        page.summary = page.search_description = row["intro"]
        page.body = blocks(row, pages)
        publish(page)
    return pages


def set_home(home: HomePage, row: dict[str, Any], pages: dict[str, Page]) -> None:
    home.refresh_from_db()
    home.title = home.draft_title = row["title"]
    home.summary = home.search_description = row["lead"]
    home.body = blocks(row, pages)
    publish(home)


def add_articles(days: Days, cast: Cast, index: ArticleIndexPage, told: list[dict[str, Any]]) -> None:
    for row in sorted(told, key=lambda one: -one["days_ago"]):
        publish(
            ArticlePage(
                slug=row["address"],
                title=row["title"],
                summary=row["intro"],
                search_description=row["intro"],
                published_on=days.ago(row["days_ago"]).date(),
                author=cast.by_name[row["author"]],
                body=blocks(row, {}),
            ),
            index,
        )


def add_stories(index: StoryIndexPage) -> None:
    organisations = {one.name: one for one in Organisation.objects.exclude(source=MADE_UP)}
    slugs = Slugs()
    for row in reversed(rows("user-stories.csv")):  # the first of the list is the newest page: home shows it
        publish(
            StoryPage(
                slug=slugs(row["organisation"]),
                title=row["headline"],
                summary=f"{row['organisation']}, as told on the old website of OpenStack, with the numbers of its day.",
                organisation=organisations[row["organisation"]],
                body=body(row["story"]),
                source="OpenStackweb/openstack-org, Apache-2.0",
                source_url=row["url"][:300] or "https://github.com/OpenStackweb/openstack-org",
            ),
            index,
        )


def add_summit_pages() -> None:
    """A short text stands in the event; the coming summit has more to say, and says all of it on its page."""
    section = SectionPage.objects.get(list_url="/events/")
    told = words("summit")["summit"]
    for event in Event.objects.summits().filter(source=MADE_UP).order_by("starts_at"):
        more = ""
        if event.title == told["title"]:
            more = "\n\n".join(
                [told["description"], "## Seats", told["seats"], "## How to get there", told["travel"]]
            )
            Event.objects.filter(pk=event.pk).update(description="")
        page = SummitPage(
            slug=event.slug,
            title=event.title,
            summary=event.summary,
            event=event,
            body=[{"type": "text", "value": html(more)}] if more else [],
        )
        publish(page, section)


def set_community(days: Days, site: Site, row: dict[str, Any], pages: dict[str, Page]) -> None:
    site.site_name = row["name"]
    site.save()
    community = Community.for_site(site)
    community.name = row["name"]
    community.tagline = row["tagline"]
    community.timezone = row["timezone"]
    community.contact_email = row["contact"]
    community.footer_note = row["footer"]
    community.code_of_conduct = pages[row["conduct"]]
    community.privacy = pages[row["privacy"]]
    community.set_up_at = days.now
    community.save()


def set_navigation(home: HomePage, told: dict[str, Any], pages: dict[str, Page]) -> None:
    NavigationItem.objects.all().delete()
    for place, entries in (("main", told["navigation"]), ("footer", told["footer"])):
        for position, row in enumerate(entries):
            page = (
                pages.get(row.get("page", ""))
                or Page.objects.child_of(home).filter(slug=row.get("page")).first()
            )
            NavigationItem.objects.create(
                place=place, position=position, title=row["label"], page=page, url=row.get("url", "")
            )
