from django.urls import path

from speakers.views import (
    call_letters,
    chosen,
    co_speaking,
    desk,
    desk_call,
    desk_review,
    desk_review_setup,
    desk_votes,
    directory,
    proposal_files,
    proposing,
    review,
    selection,
    speaking,
    voting,
)

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
    path("speaking/<slug:secret>/", co_speaking.co_speaker, name="co_speaker"),
    path(f"{_TALK}mine/", speaking.talk, name="talk"),
    path(f"{_TALK}mine/files/", speaking.talk_files, name="talk_files"),
    path(f"{_TALK}mine/files/<int:file>/delete/", speaking.talk_file_delete, name="talk_file_delete"),
    path(f"{_TALK}again/", speaking.talk_again, name="talk_again"),
    path("events/<slug:slug>/proposals/vote/", voting.vote, name="vote"),
    path("events/<slug:slug>/proposals/vote/mine/", voting.votes, name="votes"),
    path("events/<slug:slug>/review/", review.queue, name="review"),
    path("events/<slug:slug>/review/next/", review.next_one, name="review_next"),
    path("events/<slug:slug>/review/conflict-back/", review.conflict_back, name="review_conflict_back"),
    path("events/<slug:slug>/review/<slug:code>/", review.proposal, name="review_proposal"),
    path("events/<slug:slug>/review/<slug:code>/conflict/", review.conflict, name="review_conflict"),
    path("events/<slug:slug>/review/<slug:code>/track/", review.other_track, name="review_track"),
    path("events/<slug:slug>/proposals/chosen/", chosen.chosen, name="chosen"),
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
_REVIEW = "events/<slug:slug>/review/"
_SETUP = f"{_REVIEW}setup/"
desk_urlpatterns += [
    path(_REVIEW, desk_review.review, name="desk_review"),
    path(f"{_REVIEW}assign/", desk_review.assign, name="desk_review_assign"),
    path(f"{_REVIEW}assign/<slug:code>/", desk_review.by_hand, name="desk_review_by_hand"),
    path(f"{_REVIEW}track-change/", desk_review.track_change, name="desk_track_change"),
    path(f"{_REVIEW}votes/", desk_votes.votes, name="desk_votes"),
    path(_SETUP, desk_review_setup.setup, name="desk_review_setup"),
    path(f"{_SETUP}reviewers/new/", desk_review_setup.reviewer_new, name="desk_reviewer_new"),
    path(f"{_SETUP}reviewers/<int:key>/", desk_review_setup.reviewer, name="desk_reviewer"),
    path(
        f"{_SETUP}reviewers/<int:key>/remove/", desk_review_setup.reviewer_remove, name="desk_reviewer_remove"
    ),
    path(f"{_SETUP}phases/new/", desk_review_setup.phase_new, name="desk_phase_new"),
    path(f"{_SETUP}phases/<int:key>/", desk_review_setup.phase, name="desk_phase"),
    path(f"{_SETUP}phases/<int:key>/remove/", desk_review_setup.phase_remove, name="desk_phase_remove"),
    path(f"{_SETUP}criteria/new/", desk_review_setup.criterion_new, name="desk_criterion_new"),
    path(f"{_SETUP}criteria/<int:key>/", desk_review_setup.criterion, name="desk_criterion"),
    path(
        f"{_SETUP}criteria/<int:key>/remove/",
        desk_review_setup.criterion_remove,
        name="desk_criterion_remove",
    ),
]
_SELECTION = "events/<slug:slug>/selection/"
desk_urlpatterns += [
    path(_SELECTION, selection.selection, name="desk_selection"),
    path(f"{_SELECTION}place/", selection.place, name="desk_selection_place"),
    path(f"{_SELECTION}take-over/", selection.take_over, name="desk_selection_take_over"),
    path(f"{_SELECTION}decide/", selection.decide, name="desk_selection_decide"),
    path(f"{_SELECTION}decisions/", selection.decisions, name="desk_decisions"),
    path(f"{_SELECTION}letters/", call_letters.letters, name="desk_call_letters"),
    path(f"{_SELECTION}letters/<slug:about>/<slug:language>/", call_letters.letter, name="desk_call_letter"),
]
