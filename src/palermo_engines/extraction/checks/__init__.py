"""Checks: what a careful reader would stop at, in one document and across several. General rules, no special cases."""

from palermo_engines.extraction.checks.collection import SourcedWarning, check_collection
from palermo_engines.extraction.checks.document import check_document

__all__ = ["SourcedWarning", "check_collection", "check_document"]
