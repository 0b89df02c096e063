from django.urls import path

from people import views

urlpatterns = [
    path("people/<slug:slug>/", views.person, name="person"),
    path("people/<slug:slug>/claim/", views.claim, name="claim_person"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<slug:slug>/", views.organisation, name="organisation"),
    path("me/profile/", views.profile, name="profile"),
    path("me/language/", views.choices, name="choices"),
    path("me/security/", views.security, name="security"),
]
desk_urlpatterns = [
    path("claims/", views.claims, name="claims"),
    path("claims/<int:pk>/", views.decide_claim, name="decide_claim"),
]
machine_urlpatterns: list = []
