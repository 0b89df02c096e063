"""Addresses of the ground floor: is it alive, is it ready, figures, the demo's mailbox."""

from django.conf import settings
from django.urls import path

from core import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics, name="metrics"),
]
if settings.DEMO:
    urlpatterns += [
        path("demo/mail/", views.mailbox, name="demo_mailbox"),
        path("demo/mail/<str:name>/", views.letter, name="demo_letter"),
    ]
