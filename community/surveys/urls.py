from django.urls import path

from community.surveys import views

urlpatterns = [
    path("surveys/", views.index, name="surveys"),
    path("surveys/<slug:slug>/", views.survey, name="survey"),
]
