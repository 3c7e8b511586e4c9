"""What can go wrong with a linkage, in the reader's language. Never what a cell holds."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.measure.estimates.problems import sentence_of
from palermo_engines.kit.errors import InputError

_SENTENCES: Mapping[str, Promise] = {
    "linking.gone": gettext_lazy("The records of this linkage are deleted. Bring the lists again."),
    "linking.columns": gettext_lazy("The table has more than 60 columns. Delete those that are not about the person."),
    "linking.lists": gettext_lazy("At most 8 lists can be linked."),
    "linking.records": gettext_lazy(
        "There are more than 60,000 records in all. Link them with the command palermo link, on the machine where they "
        "lie."
    ),
    "linking.few": gettext_lazy("Two lists are needed, or more."),
    "linking.twice": gettext_lazy("Two columns are said to be the same thing."),
    "linking.nothing": gettext_lazy(
        "No column can be compared with other lists: a name, a birth, sex, citizenship or a shared number."
    ),
    "linking.changed": gettext_lazy("The linkage changed meanwhile. Look at it again."),
    "linking.late": gettext_lazy("These lists are being linked already."),
    "linking.early": gettext_lazy("The lists are not linked yet."),
    "linking.verdict": gettext_lazy("Choose one of the three answers."),
    "linking.pair": gettext_lazy("There is no such pair."),
    "linking.draws": gettext_lazy("Draw 2 to 100 linkages."),
    "linkage.too_few": gettext_lazy(
        "Too few records agree to learn from. Bring longer lists, or join them by a shared pseudonym."
    ),
    "linkage.rows": gettext_lazy("A row has more or fewer cells than there are titles."),
    "linkage.cells": gettext_lazy("A cell holds several lines or too many signs. Is a quotation mark missing?"),
    "linkage.birth": gettext_lazy("A date of birth cannot be read."),
    "linkage.columns": gettext_lazy("The columns of a list cannot be used."),
}
_PLACE = re.compile(r"(?P<list>.*), row (?P<row>\d+), column (?P<column>[A-Z]+)$")


def told(problem: InputError) -> str:
    """The problem with where it is: the list, its row and column."""
    sentence = _SENTENCES.get(problem.code)
    words = str(sentence) if sentence else sentence_of(problem)
    return f"{_place(problem.where)}: {words}" if problem.where else words


def told_failure(message: str) -> str:
    """Why a job failed, from what it left behind: the sentence of the code is found by its English message."""
    known = {"too few records agree": "linkage.too_few", "records of this linkage are deleted": "linking.gone"}
    code = next((code for words, code in known.items() if words in message), "")
    return str(_SENTENCES[code]) if code else message


def cell_words(name: str, row: int, column: str) -> str:
    """Where a cell is."""
    return _("%(list)s, row %(row)s, column %(column)s") % {"list": name, "row": row, "column": column}


def _place(where: str) -> str:
    found = _PLACE.match(where)
    return cell_words(found["list"], int(found["row"]), found["column"]) if found else where
