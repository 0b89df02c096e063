"""Addresses of the ground floor: is it alive, is it ready, figures, the demo's mailbox."""

from django.conf import settings
from django.urls import path

from core import views
from core.styleguide import styleguide
from core.views_accent import accent

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics, name="metrics"),
    path("accent/<str:colour>.css", accent, name="accent"),
]
if settings.DEBUG or settings.DEMO:
    urlpatterns += [path("styleguide/", styleguide, name="styleguide")]
if settings.DEMO:
    urlpatterns += [
        path("demo/mail/", views.mailbox, name="demo_mailbox"),
        path("demo/mail/<str:name>/", views.letter, name="demo_letter"),
    ]
