"""What went wrong, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.commons.wording.languages import active_language
from palermo.measure.estimates.reading import CellProblem, CellsError
from palermo_engines.kit.errors import InputError

_SENTENCES: Mapping[str, Promise] = {
    "estimates.title": gettext_lazy("Give the table a title."),
    "estimates.subject": gettext_lazy("No such country or area is known."),
    "estimates.period": gettext_lazy("Write a year, or a period such as 2015/2017."),
    "estimates.column": gettext_lazy("A column that you named is not in the file, or is there twice."),
    "estimates.names": gettext_lazy("Each list needs a name of its own, of at most 40 signs."),
    "estimates.lists": gettext_lazy("2 to 12 lists can be used."),
    "estimates.empty": gettext_lazy("The table counts nobody."),
    "estimates.values": gettext_lazy("A covariate has more than 12 different values: choose groups, not people."),
    "estimates.strata": gettext_lazy("The covariates make more than 60 groups together: choose fewer."),
    "estimates.too_large": gettext_lazy("The files are larger than 32 MB together."),
    "estimates.methods": gettext_lazy("Choose at least one method."),
    "estimates.unfinished": gettext_lazy("The run is not finished."),
    "estimates.refused": gettext_lazy("No estimate is honest for this table: there is nothing to publish."),
    "estimates.thin": gettext_lazy(
        "So few people are on more than one list that the estimate would give their number away."
    ),
    "estimates.gives_away": gettext_lazy(
        "Even a rounded estimate would give a count away that has to be withheld. Join small lists, or use a longer "
        "period."
    ),
    "estimates.nothing": gettext_lazy("No method gave a finite estimate."),
    "estimates.published": gettext_lazy("This run was published before. Make a new run."),
    "estimates.not_published": gettext_lazy("This run does not stand published."),
    "table.empty": gettext_lazy("The file is empty."),
    "table.unreadable": gettext_lazy("The file cannot be read. Save it again as .xlsx, or as .csv in UTF-8."),
    "table.too_large": gettext_lazy("The file is too large."),
    "job_not_resumable": gettext_lazy("Only a job that stopped or failed can be resumed."),
}
_CELLS: Mapping[str, Promise] = {
    "indicator": gettext_lazy("expected 0 or 1"),
    "count": gettext_lazy("expected a whole number; suppressed cells such as <5 cannot be used"),
    "no_identifier": gettext_lazy("the identifier is missing"),
}


def told(problem: InputError) -> str:
    """The problem for a reader: in English the words of where it happened, else the sentence for its code."""
    if active_language() == "en" or problem.code not in _SENTENCES:
        return str(problem)
    sentence = sentence_of(problem)
    return f"{problem.where}: {sentence}" if problem.code == "estimates.column" and problem.where else sentence


def sentence_of(problem: InputError) -> str:
    """What its code means; in words of the program where the room has none."""
    return str(_SENTENCES.get(problem.code, problem.message))


def lay_problem(form: forms.Form, problem: InputError, where: str = "") -> None:
    """Show the problem at its field; of cells, each one."""
    field = problem.where if problem.where in form.fields else where or None
    for words in _cells(problem) if isinstance(problem, CellsError) else [told(problem)]:
        form.add_error(field, words)


def _cells(problem: CellsError) -> Iterator[str]:
    yield from map(_cell, problem.problems)
    if problem.more:
        yield _("And %(count)s more.") % {"count": problem.more}


def _cell(problem: CellProblem) -> str:
    words = _("row %(row)s, column %(column)s: %(problem)s") % {
        "row": problem.row, "column": problem.column, "problem": _CELLS[problem.code],
    }  # fmt: skip
    return f"{problem.list}, {words}" if problem.list else words
