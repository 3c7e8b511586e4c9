"""The wing's tables, gathered for Django."""

from palermo.know.library.models import Block, Document, Edition, Footnote
from palermo.know.review.models import Finding
from palermo.know.search.models import SearchRow

__all__ = ["Block", "Document", "Edition", "Finding", "Footnote", "SearchRow"]
