"""What went wrong, in the reader's language. Errors of actions and of the engine carry a code and English words."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.commons.wording.languages import active_language
from palermo_engines.kit.errors import InputError
from palermo_engines.synthesis.quantifiers import Verdict

_SENTENCES: Mapping[str, Promise] = {
    "surveys.symbol": gettext_lazy("Give the report a symbol."),
    "surveys.title": gettext_lazy("Give a title in every language of the report."),
    "surveys.language": gettext_lazy("Choose at least one language; the original language is one of them."),
    "surveys.days": gettext_lazy("The note goes out before the deadline, and the cut-off is not before the deadline."),
    "surveys.body": gettext_lazy("There is no such body in the list of organisations."),
    "surveys.code": gettext_lazy("Write a short name of small letters, digits and hyphens that is not in use yet."),
    "surveys.sender": gettext_lazy("A name is no State and no organisation that is known here."),
    "surveys.not_allowed": gettext_lazy("Its state does not allow this."),
    "surveys.not_open": gettext_lazy("The round is not open for replies."),
    "surveys.empty": gettext_lazy("There is nothing in the reply yet."),
    "surveys.future": gettext_lazy("The day is still to come."),
    "surveys.long": gettext_lazy("The text is too long, or holds characters that no file can keep."),
    "surveys.changed_meanwhile": gettext_lazy(
        "Somebody else changed this in the meantime. Look at it again; what you typed is still here."
    ),
    "surveys.quantifier": gettext_lazy(
        "The count does not support this quantifier. Choose another one, or set it by hand and say why."
    ),
    "surveys.reason": gettext_lazy("Say why in a few words."),
    "surveys.passage": gettext_lazy("Choose a statement and at least one passage."),
    "surveys.faults": gettext_lazy("There are open questions. Solve them, or say that they are to be printed."),
    "synthesis.wording": gettext_lazy(
        "A wording has an unknown place in braces, a choice with the wrong number of forms, or is empty or too long."
    ),
    "synthesis.language": gettext_lazy("A statement has no wording in this language."),
    "synthesis.unknown": gettext_lazy("A statement names a section, statement or figure that is not there."),
    "synthesis.circular": gettext_lazy("A statement refers to itself, or a footnote to a footnote."),
    "synthesis.typesetting": gettext_lazy("The report could not be typeset."),
}


def told(problem: InputError) -> str:
    """The problem for a reader: in English the words of where it happened, else the sentence for its code."""
    if active_language() == "en" or problem.code not in _SENTENCES:
        return str(problem)
    sentence = str(_SENTENCES[problem.code])
    return f"{problem.where}: {sentence}" if problem.code.startswith("synthesis.") and problem.where else sentence


def why_not(verdict: Verdict) -> str:
    """Why a count does not support a quantifier, in the reader's language; empty when it does."""
    sentences = {
        "": "",
        "unknown": _("This is no quantifier of the list."),
        "nothing": _("No counted reply says so."),
        "beyond": _("More are cited than the %(bound)s among whom they are counted."),
        "too_few": _("It needs %(bound)s replies or more."),
        "too_many": _("It needs %(bound)s replies at most."),
        "share_low": _("It needs a larger share: the bound is %(bound)s per cent."),
        "share_high": _("It needs a smaller share: the bound is %(bound)s per cent."),
    }
    return sentences[verdict.code] % {"bound": verdict.bound}


def lay_problem(form: forms.Form, problem: InputError, current: int | None = None) -> None:
    """Show the problem at its field. After a collision the form carries the ``current`` revision, so that sending it
    again decides knowingly."""
    form.add_error(problem.where if problem.where in form.fields else None, told(problem))
    if problem.code == "surveys.changed_meanwhile" and current is not None:
        form.data = {**form.data.dict(), "revision": str(current)}  # type: ignore[attr-defined]
