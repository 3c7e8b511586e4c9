"""What registers and their files say when they refuse, in the reader's language.

The messages are written in English where they arise; they stand here once more so that the catalogues hold them. A test
finds those that do not.
"""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from palermo.commons.wording.languages import active_language
from palermo_engines.kit.errors import InputError

SENTENCES = frozenset({
    _("There is no such record."),
    _("There is no such revision."),
    _("There is no such register."),
    _("There is no such register any more."),
    _("There is no such import."),
    _("There is no such order."),
    _("You hold no seat in this body."),
    _("You have no such view."),
    _("The register has no such field."),
    _("The register has no such filter."),
    _("The register has no such column, or it is filled twice."),
    _("The register does not yield this measure."),
    _("A record in this state cannot make this move."),
    _("A bulk change sets values or makes a move, one of them."),
    _("At most 1000 records are changed at once."),
    _("A comment has 1 to 5000 signs."),
    _("The declaration is too long."),
    _("The draft is too long to be kept."),
    _("Give the view a name of at most 80 signs."),
    _("The view has too many filters."),
    _("Only an amount, a number or a count of people adds up."),
    _("The amounts are in several currencies and cannot be added or compared."),
    _("Convert them to one currency first."),
    _("The table has no such column."),
    _("No column of the table was matched."),
    _("The table has no rows."),
    _("The table has too many rows or columns."),
    _("This line is no JSON object."),
    _("This line does not hold a record's values."),
    _("A value has not the shape of its field."),
    _("The file is empty."),
    _("The file is larger than 64 MB."),
    _("The file is larger than 10 MB."),
    _("Unpacked, the file is larger than 100 MB."),
    _("The file has more than 100000 rows or 4000 columns."),
    _("A sheet has more than 100000 rows, 4000 columns or 2000000 cells."),
    _("A text is longer than the 32767 signs that a cell holds."),
    _("Shorten it."),
    _("Split it."),
    _("Split the file."),
    _("Split the file or remove what is not needed."),
    _("The file is no text."),
    _("The file is not text in UTF-8."),
    _("The file is no text in UTF-8."),
    _("The file is in no known encoding."),
    _("A quotation mark is not closed, or stands where none should."),
    _("Close the quotation mark, write it twice if it belongs to a cell, or save the file again as CSV."),
    _("The file is no table."),
    _("Save it in UTF-8."),
    _("Send .csv or .xlsx."),
    _("Export it as UTF-8, or as .xlsx."),
    _("Export it again."),
    _("The workbook cannot be read."),
    _("The workbook is damaged."),
    _("The workbook unpacks to more than 1 GB."),
    _("Save it as .xlsx or .csv and send that."),
    _("Open it in a spreadsheet program and save it again."),
    _("This is not an .xlsx workbook."),
    _("Save it as .xlsx, without a password."),
    _("The workbook has no sheet survey, and no sheet whose first row names columns."),
    _("The sheet survey has no question with a type."),
    _("Give a form in the shape of XLSForm."),
    _("What Palermo wrote was changed."),
    _("Leave what stands under headings that begin with palermo_ as it was, or write the form again."),
    _("No column of the file belongs to this register."),
    _("Export the answers of the form that was made from it."),
})  # fmt: skip


def told(problem: InputError) -> str:
    """The problem and what to do about it; a message that the catalogues do not hold stays English."""
    between = "" if active_language() == "zh" else " "
    return between.join(gettext(text) for text in (problem.message, problem.advice) if text)
