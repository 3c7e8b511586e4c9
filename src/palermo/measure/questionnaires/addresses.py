"""The addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from palermo.measure.questionnaires import answer_pages, design_pages, gap_pages, pages, run_pages

_FILE = "(?P<form>csv|xlsx|json)"
_ROUND = "questionnaires/rounds/<uuid:uuid>/"
_SUBMISSION = "questionnaires/submissions/<uuid:uuid>/"
_SECTION = f"{_SUBMISSION}sections/<slug:name>/"
_CODE = "questionnaires/versions/<slug:code>/"
_VERSION = f"{_CODE}<int:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("questionnaires/", pages.questionnaires, name="questionnaires"),
    path("questionnaires/new/", design_pages.new, name="questionnaire-new"),
    path("questionnaires/submissions/", answer_pages.submissions, name="questionnaire-submissions"),
    path(_SUBMISSION, answer_pages.submission, name="questionnaire-submission"),
    path(f"{_SUBMISSION}answers/", answer_pages.answers, name="questionnaire-answers"),
    re_path(
        rf"^questionnaires/submissions/(?P<uuid>[0-9a-f-]{{36}})/answers\.{_FILE}$",
        answer_pages.answers_download,
        name="questionnaire-answers-file",
    ),
    path(f"{_SUBMISSION}move/<slug:step>/", answer_pages.move, name="questionnaire-move"),
    path(f"{_SUBMISSION}questions.xlsx", answer_pages.workbook, name="questionnaire-workbook"),
    path(f"{_SUBMISSION}workbook/", answer_pages.take_workbook, name="questionnaire-take-workbook"),
    path(f"{_SUBMISSION}gaps/", gap_pages.gaps, name="questionnaire-gaps"),
    path(f"{_SUBMISSION}gaps/<slug:question>/request/", gap_pages.request_for, name="questionnaire-request"),
    path(_SECTION, answer_pages.section, name="questionnaire-section"),
    path(f"{_SECTION}done/", answer_pages.done, name="questionnaire-done"),
    path(f"{_SECTION}body/", answer_pages.delegated, name="questionnaire-delegate"),
    path(_ROUND, pages.one_round, name="questionnaire-round"),
    path(f"{_ROUND}board/", pages.reply_board, name="questionnaire-board"),
    path(f"{_ROUND}deadline/", run_pages.deadline, name="questionnaire-deadline"),
    path(f"{_ROUND}ask/", run_pages.ask, name="questionnaire-ask"),
    path(f"{_ROUND}states/<slug:country>/", run_pages.focal, name="questionnaire-focal"),
    path(f"{_ROUND}move/<slug:step>/", run_pages.move, name="questionnaire-round-move"),
    path(f"{_ROUND}public/", run_pages.publish, name="questionnaire-publish-answers"),
    re_path(
        rf"^questionnaires/rounds/(?P<uuid>[0-9a-f-]{{36}})/answers\.{_FILE}$",
        pages.round_answers,
        name="questionnaire-round-file",
    ),
    path(_CODE, pages.questionnaire, name="questionnaire"),
    path(f"{_CODE}new/", design_pages.new_version, name="questionnaire-version-new"),
    path(f"{_CODE}<int:before>/to/<int:after>/", pages.comparison, name="questionnaire-comparison"),
    path(_VERSION, pages.version, name="questionnaire-version"),
    path(f"{_VERSION}change/", design_pages.edit, name="questionnaire-version-edit"),
    path(f"{_VERSION}move/<slug:step>/", design_pages.move, name="questionnaire-version-move"),
    path(f"{_VERSION}form.xlsx", pages.version_form, name="questionnaire-version-form"),
    path(f"{_VERSION}questionnaire.yaml", pages.version_text, name="questionnaire-version-text"),
    path(f"{_VERSION}round/", run_pages.new_round, name="questionnaire-round-new"),
]
