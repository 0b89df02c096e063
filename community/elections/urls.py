from django.urls import path

from community.elections.views import desk, public

urlpatterns = [
    path("elections/", public.index, name="elections"),
    path("elections/<slug:slug>/", public.election, name="election"),
]
desk_urlpatterns = [
    path("elections/", desk.elections, name="desk_elections"),
    path("elections/new/", desk.election_new, name="desk_election_new"),
    path("elections/<slug:slug>/", desk.election_change, name="desk_election"),
    path("elections/<slug:slug>/announce/", desk.election_announce, name="desk_election_announce"),
    path("elections/<slug:slug>/call-off/", desk.election_call_off, name="desk_election_call_off"),
]
