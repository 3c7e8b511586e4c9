"""The addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from palermo.measure.surveys import coding_pages, editing, pages, reply_pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("surveys/", pages.rounds, name="surveys"),
    path("surveys/new/", editing.new_round, name="survey-new"),
    path("surveys/replies/", reply_pages.replies, name="survey-replies"),
    path("surveys/replies/<uuid:uuid>/", reply_pages.reply, name="survey-reply"),
    path("surveys/replies/<uuid:uuid>/coding/", coding_pages.code_reply, name="survey-reply-coding"),
    path("surveys/replies/<uuid:uuid>/move/<slug:step>/", reply_pages.move, name="survey-reply-move"),
    path("surveys/replies/<uuid:uuid>/sections/<slug:section>/", reply_pages.answer, name="survey-answer"),
    path("surveys/replies/<uuid:uuid>/sections/<slug:section>/body/", reply_pages.delegated, name="survey-delegate"),
    path("surveys/statements/<uuid:uuid>/", coding_pages.statement, name="survey-statement"),
    path("surveys/statements/<uuid:uuid>/check/", coding_pages.check, name="survey-check"),
    path("surveys/statements/<uuid:uuid>/override/", coding_pages.set_override, name="survey-override"),
    path("surveys/statements/<uuid:uuid>/cite/", coding_pages.cite_states, name="survey-cite"),
    path("surveys/statements/<uuid:uuid>/uncite/<slug:code>/", coding_pages.uncite, name="survey-uncite"),
    path("surveys/statements/<uuid:uuid>/drop/", coding_pages.drop, name="survey-drop"),
    path("surveys/<uuid:uuid>/", pages.survey, name="survey"),
    path("surveys/<uuid:uuid>/change/", editing.edit_round, name="survey-edit"),
    path("surveys/<uuid:uuid>/sections/new/", editing.new_section, name="survey-section"),
    path("surveys/<uuid:uuid>/ask/", editing.ask, name="survey-ask"),
    path("surveys/<uuid:uuid>/senders/<slug:code>/", editing.sender, name="survey-sender"),
    path("surveys/<uuid:uuid>/move/<slug:step>/", editing.move, name="survey-move"),
    path("surveys/<uuid:uuid>/publish/", editing.publish, name="survey-publish"),
    path("surveys/<uuid:uuid>/unpublish/", editing.unpublish, name="survey-unpublish"),
    path("surveys/<uuid:uuid>/board/", pages.reply_board, name="survey-board"),
    path("surveys/<uuid:uuid>/coding/", coding_pages.coding, name="survey-coding"),
    path("surveys/<uuid:uuid>/statements/new/", coding_pages.new_statement, name="survey-statement-new"),
    path("surveys/<uuid:uuid>/synthesis/", pages.synthesis, name="survey-synthesis"),
    path("surveys/<uuid:uuid>/draft/<slug:language>.<slug:form>", pages.draft_file, name="survey-draft-file"),
    path("surveys/<uuid:uuid>/report/<slug:language>.<slug:form>", pages.published_file, name="survey-file"),
]
