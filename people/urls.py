from django.urls import path

from people.views import account, claim, organisation, person

urlpatterns = [
    path("people/<slug:slug>/", person.person, name="person"),
    path("people/<slug:slug>/claim/", claim.claim, name="claim_person"),
    path("organisations/", organisation.organisations, name="organisations"),
    path("organisations/<slug:slug>/", organisation.organisation, name="organisation"),
    path("me/profile/", account.profile, name="profile"),
    path("me/language/", account.choices, name="choices"),
    path("me/security/", account.security, name="security"),
]
desk_urlpatterns = [
    path("claims/", claim.claims, name="claims"),
    path("claims/<int:pk>/", claim.decide_claim, name="decide_claim"),
]
machine_urlpatterns: list = []
