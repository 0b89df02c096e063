"""Every address of the site, composed. The default language has no prefix; feeds, API and accounts have none at all."""

from functools import partial

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

import community.urls
import core.urls
import events.booking.urls
import events.calendars.urls
import events.programme.urls
import events.urls
import groups.urls
import home.urls
import people.urls
import speakers.urls
from config.api import api
from core.access import public
from core.views import uploaded

# Programs read these: their addresses never change with a language.
machines = [
    *core.urls.urlpatterns,
    *events.urls.machine_urlpatterns,
    *events.calendars.urls.machine_urlpatterns,
    *events.programme.urls.machine_urlpatterns,
    *groups.urls.machine_urlpatterns,
    *home.urls.machine_urlpatterns,
    path("webhooks/", include("events.booking.webhooks")),
    path("api/v1/", api.urls),
    path("accounts/", include("allauth.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]

desk: list[URLPattern | URLResolver] = [
    *events.urls.desk_urlpatterns,
    *events.booking.urls.desk_urlpatterns,
    *events.calendars.urls.desk_urlpatterns,
    *events.programme.urls.desk_urlpatterns,
    *groups.urls.desk_urlpatterns,
    *speakers.urls.desk_urlpatterns,
    *people.urls.desk_urlpatterns,
    *community.urls.desk_urlpatterns,
    *home.urls.desk_urlpatterns,
]

people_read: list[URLPattern | URLResolver] = [
    # First: a door asks at each scan, and addresses are tried one after the other.
    path("desk/", include(desk)),
    *events.calendars.urls.urlpatterns,
    *groups.urls.urlpatterns,
    *events.urls.urlpatterns,
    *events.booking.urls.urlpatterns,
    *speakers.urls.urlpatterns,
    *events.programme.urls.urlpatterns,
    *people.urls.urlpatterns,
    *community.urls.urlpatterns,
    *home.urls.urlpatterns,
    # Wagtail's form for pages that only some may read: there is one door.
    path("_util/login/", public(RedirectView.as_view(pattern_name="account_login", query_string=True))),
    path("", include(wagtail_urls)),
]

# In production a proxy or a storage serves what was uploaded.
media = [path("media/<path:path>", public(partial(uploaded, document_root=str(settings.MEDIA_ROOT))))]
if not (settings.DEBUG or settings.DEMO):
    media = []

urlpatterns = [
    *machines,
    *media,
    *i18n_patterns(*people_read, prefix_default_language=False),
]

handler400 = "home.views.bad_request"
handler403 = "home.views.forbidden"
handler404 = "home.views.not_found"
handler500 = "home.views.server_error"
