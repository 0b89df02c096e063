from django.urls import path

from speakers.views import desk, directory, proposing

urlpatterns = [
    path("speakers/", directory.speakers, name="speakers"),
    path("events/<slug:slug>/proposals/new/", proposing.proposal_new, name="proposal_new"),
    path("proposals/<slug:code>/", proposing.proposal, name="proposal"),
    path("proposals/<slug:code>/withdraw/", proposing.withdraw, name="proposal_withdraw"),
    path("proposals/<slug:code>/restore/", proposing.restore, name="proposal_restore"),
    path("me/proposals/", proposing.my_proposals, name="my_proposals"),
]
_OF_EVENT = "events/<slug:slug>/proposals/"
desk_urlpatterns = [
    path("events/<slug:slug>/call/", desk.call, name="desk_call"),
    path(_OF_EVENT, desk.proposals, name="desk_proposals"),
    path(f"{_OF_EVENT}<slug:code>/", desk.proposal, name="desk_proposal"),
    path(f"{_OF_EVENT}<slug:code>/accept/", desk.accept, name="desk_proposal_accept"),
    path(f"{_OF_EVENT}<slug:code>/decline/", desk.decline, name="desk_proposal_decline"),
]
