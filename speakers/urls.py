from django.urls import path

from speakers.views import co_speaking, desk, desk_call, directory, proposal_files, proposing, speaking

_TALK = "events/<slug:slug>/schedule/<slug:code>/"
urlpatterns = [
    path("speakers/", directory.speakers, name="speakers"),
    path("events/<slug:slug>/proposals/new/", proposing.proposal_new, name="proposal_new"),
    path("proposals/<slug:code>/", proposing.proposal, name="proposal"),
    path("proposals/<slug:code>/withdraw/", proposing.withdraw, name="proposal_withdraw"),
    path("proposals/<slug:code>/restore/", proposing.restore, name="proposal_restore"),
    path("proposals/<slug:code>/confirm/", proposing.confirm, name="proposal_confirm"),
    path("proposals/<slug:code>/files/", proposal_files.files, name="proposal_files"),
    path("proposals/<slug:code>/files/<int:file>/", proposal_files.file, name="proposal_file"),
    path("proposals/<slug:code>/files/<int:file>/do/", proposal_files.file_do, name="proposal_file_do"),
    path("speaking/<str:secret>/", co_speaking.co_speaker, name="co_speaker"),
    path(f"{_TALK}mine/", speaking.talk, name="talk"),
    path(f"{_TALK}mine/files/", speaking.talk_files, name="talk_files"),
    path(f"{_TALK}mine/files/<int:file>/delete/", speaking.talk_file_delete, name="talk_file_delete"),
    path(f"{_TALK}again/", speaking.talk_again, name="talk_again"),
    path("me/proposals/", proposing.my_proposals, name="my_proposals"),
    path("me/talks/", speaking.my_talks, name="my_talks"),
]
_OF_EVENT = "events/<slug:slug>/proposals/"
_CALL = "events/<slug:slug>/call/"
desk_urlpatterns = [
    path(_CALL, desk.call, name="desk_call"),
    path(f"{_CALL}questions/", desk_call.questions, name="desk_call_questions"),
    path(f"{_CALL}questions/new/", desk_call.question_new, name="desk_call_question_new"),
    path(f"{_CALL}questions/<int:question>/", desk_call.question_change, name="desk_call_question"),
    path(f"{_CALL}questions/<int:question>/do/", desk_call.question_do, name="desk_call_question_do"),
    path(f"{_CALL}codes/", desk_call.codes, name="desk_access_codes"),
    path(f"{_CALL}codes/new/", desk_call.code_new, name="desk_access_code_new"),
    path(f"{_CALL}codes/<int:code>/", desk_call.code_change, name="desk_access_code"),
    path(f"{_CALL}codes/<int:code>/delete/", desk_call.code_delete, name="desk_access_code_delete"),
    path(_OF_EVENT, desk.proposals, name="desk_proposals"),
    path(f"{_OF_EVENT}<slug:code>/", desk.proposal, name="desk_proposal"),
    path(f"{_OF_EVENT}<slug:code>/accept/", desk.accept, name="desk_proposal_accept"),
    path(f"{_OF_EVENT}<slug:code>/decline/", desk.decline, name="desk_proposal_decline"),
    path(f"{_OF_EVENT}<slug:code>/ask/", desk.ask_again, name="desk_proposal_ask"),
]
