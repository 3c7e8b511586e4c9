"""The addresses of this wing."""

from django.urls import path

from palermo.know.library import pages as library

urlpatterns = [
    path("library/", library.library, name="library"),
    path("library/feed.atom", library.feed, name="library-feed"),
    path("library/<uuid:uuid>/", library.document, name="source-document"),
    path("library/<uuid:uuid>/facts.jsonl", library.facts, name="document-facts"),
    path("library/<uuid:uuid>/original/<int:number>/", library.original, name="document-original"),
    path("library/<uuid:uuid>/publish/", library.publish_document, name="document-publish"),
    path("library/<uuid:uuid>/unpublish/", library.unpublish_document, name="document-unpublish"),
]
