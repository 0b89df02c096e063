"""Makes the page tree, so that every address answers on an empty database: home, sections, news, stories, standards."""

import json
import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations

CONDUCT = (
    "<p>Be kind. Everybody is welcome here, whatever they know, wherever they come from and whoever they are. "
    "No harassment, in no form, at no event, on no channel.</p>"
    "<p>If something happened to you or before your eyes, tell any organizer; they listen first, act, and keep your "
    "name to themselves. Whoever breaks this code may be asked to leave.</p>"
)
PRIVACY = (
    "<p>We keep what you give us to register, and nothing else. No page asks another company's server for anything, "
    "and no page counts you. You can take your data with you or have them erased at any time under “Me”.</p>"
)


def domain_for_calendars() -> str:
    """The host under which the site first stood up; one of its own where that is a loopback name."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    if host in {"", "127.0.0.1", "localhost", "::1", "testserver"}:
        return f"{uuid.uuid4().hex[:12]}.folkmoot.invalid"
    return host


def make_tree(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Locale = apps.get_model("wagtailcore", "Locale")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    locale = Locale.objects.get(language_code="en")
    root = Page.objects.get(depth=1)
    Site.objects.all().delete()
    Page.objects.filter(depth__gt=1).delete()  # Wagtail's own welcome page

    def page(model, parent, number, title, slug, **fields):
        app, name = model.split(".")
        kind, _ = ContentType.objects.get_or_create(app_label=app, model=name.lower())
        return apps.get_model(app, name).objects.create(
            title=title,
            draft_title=title,
            slug=slug,
            content_type=kind,
            path=f"{parent.path}{number:04d}",
            depth=parent.depth + 1,
            numchild=0,
            url_path=f"{parent.url_path}{slug}/",
            locale=locale,
            translation_key=uuid.uuid4(),
            **fields,
        )

    def words(html):
        return json.dumps([{"type": "text", "value": html, "id": str(uuid.uuid4())}])

    home = page("home.HomePage", root, 1, "Home", "home", summary="Where an open community meets.")
    page("core.SectionPage", home, 1, "Events", "events", list_url="/events/")
    page("core.SectionPage", home, 2, "Groups", "groups", list_url="/groups/")
    page("home.ArticleIndexPage", home, 3, "News", "news")
    page("stories.StoryIndexPage", home, 4, "Stories", "stories", summary="What people do with the platform.")
    conduct = page("home.StandardPage", home, 5, "Code of conduct", "code-of-conduct", body=words(CONDUCT))
    privacy = page("home.StandardPage", home, 6, "Privacy", "privacy", body=words(PRIVACY))
    Page.objects.filter(pk=home.pk).update(numchild=6)
    Page.objects.filter(pk=root.pk).update(numchild=1)

    site = Site.objects.create(
        hostname="localhost", port=80, root_page_id=home.pk, is_default_site=True, site_name="Folkmoot"
    )
    apps.get_model("core", "Community").objects.create(
        site_id=site.pk,
        uid_domain=domain_for_calendars(),
        code_of_conduct_id=conduct.pk,
        privacy_id=privacy.pk,
    )
    NavigationItem = apps.get_model("home", "NavigationItem")
    for position, (title, url) in enumerate(
        [("Events", "/events/"), ("Groups", "/groups/"), ("Speakers", "/speakers/"), ("Stories", "/stories/")]
    ):
        NavigationItem.objects.create(place="main", position=position, title=title, url=url)
    for position, (title, target) in enumerate([("Code of conduct", conduct), ("Privacy", privacy)]):
        NavigationItem.objects.create(place="footer", position=position, title=title, page_id=target.pk)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("core", "0002_search_and_shared_cache"),
        ("stories", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_tree, migrations.RunPython.noop)]
