"""The addresses of this wing."""

from django.urls import path

from palermo.know.ingest import pages as ingest
from palermo.know.library import pages as library
from palermo.know.review import pages as review
from palermo.know.search import pages as search

urlpatterns = [
    path("library/", library.library, name="library"),
    path("library/feed.atom", library.feed, name="library-feed"),
    path("library/ingest/", ingest.upload, name="library-ingest"),
    path("library/ingest/decide/", ingest.decide_likeness, name="library-ingest-decide"),
    path("library/ingest/<uuid:uuid>/", ingest.ingest_job, name="library-ingest-job"),
    path("library/<uuid:uuid>/", library.document, name="source-document"),
    path("library/<uuid:uuid>/facts.jsonl", library.facts, name="document-facts"),
    path("library/<uuid:uuid>/original/<int:number>/", library.original, name="document-original"),
    path("library/<uuid:uuid>/publish/", library.publish_document, name="document-publish"),
    path("library/<uuid:uuid>/unpublish/", library.unpublish_document, name="document-unpublish"),
    path("review/", review.review, name="review"),
    path("review/<uuid:uuid>/", review.review_document, name="review-document"),
    path("review/<uuid:uuid>/accept/", review.accept_paragraph, name="review-accept-paragraph"),
    path("review/findings/<uuid:uuid>/correct/", review.correct_finding, name="review-correct"),
    path("review/findings/<uuid:uuid>/<slug:move>/", review.decide_finding, name="review-decide"),
    path("search/", search.search_page, name="search"),
]
