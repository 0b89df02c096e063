from django.urls import path

from community.elections import views

urlpatterns = [
    path("elections/", views.index, name="elections"),
    path("elections/<slug:slug>/", views.election, name="election"),
]
