"""What went wrong, in the reader's language. Errors of engines and actions carry a stable code and English words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from palermo.commons.wording.languages import active_language

_TOO_LARGE = gettext_lazy("The file is too large to be read. Split it, or save it without pictures.")

_SENTENCES: Mapping[str, str | Promise] = {
    "documents.empty": gettext_lazy("The file is empty."),
    "documents.too_large": gettext_lazy("The file is too large to be read. Split it, or save it without pictures."),
    "documents.too_many_pages": gettext_lazy(
        "The file is too large to be read. Split it, or save it without pictures."
    ),
    "documents.broken": gettext_lazy("The file is damaged. Download or save it again."),
    "documents.encrypted": gettext_lazy("The file is protected by a password. Save a copy without it."),
    "documents.no_text": gettext_lazy("The file holds no text. A scanned document must first be recognised as text."),
    "documents.not_a_document": gettext_lazy(
        "The file is not a document. Choose a text, Word (.docx), HTML or PDF file."
    ),
    "library.unreadable": gettext_lazy("The file cannot be opened. Check that it is still there and may be read."),
    "library.duplicate": gettext_lazy("This file is in the library already. Nothing needs to be done."),
    "library.looks_like_edition": gettext_lazy(
        "This file resembles a document in the library. Say whether it is a corrected edition of it or a document of "
        "its own."
    ),
    "review.decided_meanwhile": gettext_lazy(
        "Somebody else decided in the meantime. Look at it again and decide anew."
    ),
    "review.reason": gettext_lazy("Say why in a few words."),
    "review.not_allowed": gettext_lazy(
        "This is not possible in the state the finding is in. Undo the earlier decision first."
    ),
    "review.breakdown": gettext_lazy("Write sex=female; age=child."),
    "review.value": gettext_lazy("This is not a number that can be kept."),
    "review.range": gettext_lazy("A range runs from the lower value to the higher one."),
    "review.date": gettext_lazy("Write 2014, 2014-11 or 2014-11-07, or two of them with a slash between."),
}


def told(code: str, message: str, advice: str = "") -> str:
    """The problem for a reader: in English the words of where it happened, which know most; else the sentence for
    its code. A code without a sentence stays English."""
    if active_language() == "en" or code not in _SENTENCES:
        return f"{message} {advice}".strip()
    return str(_SENTENCES[code])
